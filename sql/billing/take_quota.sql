create function private.take_quota(organization_id uuid, metric text, n bigint, is_reservation boolean default false,
  is_forced boolean default false)
returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_now private.entitlements := private.entitlements(organization_id);
  v_limit record;
  v_value bigint;
  v_hard bigint;
  v_taken record;
  v_periods jsonb := '{}';
  v_decision jsonb;
begin
  for v_limit in
    select c.limit_key, c.period, private.period_start(c.period, v_now.timezone) as starts
    from private.limit_catalogue() as c
    where c.metric = take_quota.metric and v_now.timezone is not null
    order by c.period
  loop
    v_value := private.limit_of(v_now, v_limit.limit_key);
    v_hard := private.hard_limit_of(v_now, v_limit.limit_key);
    select t.is_granted, t.used_before into v_taken
    from private.take_from_slots(organization_id, metric, v_limit.period, v_limit.starts, n, v_value, v_hard,
      is_reservation, is_forced or v_now.mode = 'shadow') as t;
    v_periods := v_periods || jsonb_build_object(v_limit.period, v_limit.starts);
    if v_value >= 0 and v_taken.used_before + n > v_value then
      v_decision := jsonb_build_object(
        'metric', metric, 'period', v_limit.period, 'mode', v_now.mode, 'requested', n, 'limit_value', v_value, 'used',
          v_taken.used_before,
        'slug', case v_limit.period when 'total' then 'plan_limit_reached' else 'quota_exceeded' end,
        'decision', case when v_hard >= 0 and v_taken.used_before + n > v_hard then 'denied' else 'over_limit' end);
      if v_taken.is_granted then
        perform private.record_decision(organization_id,
          case when is_forced then v_decision || '{"decision": "over_limit"}' else v_decision end);
      else
        perform private.deny(organization_id, v_decision);
      end if;
    end if;
  end loop;
  return v_periods;
end
$$;
comment on function private.take_quota(uuid, text, bigint, boolean, boolean) is
  'Takes n of everything that limits a metric (messages: the day and the month) or raises PT402 plan_limit_reached | quota_exceeded. '
  'Returns the periods it was taken from. O(1) in n: take for a whole batch at once. Counters are taken in order of metric; a transaction '
  'that takes otherwise may get PT409 quota_busy near a limit.';

create function private.give_back(
  organization_id uuid, metric text, period text, period_start date, used bigint, reserved bigint
) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_slot int;
begin
  select c.slot into v_slot from public.usage_counters c
  where c.organization_id = give_back.organization_id and c.metric = give_back.metric
    and c.period = give_back.period and c.period_start = give_back.period_start and c.slot < 64
  order by c.slot limit 1 for no key update skip locked;
  update public.usage_counters c set used = c.used + give_back.used, reserved = c.reserved + give_back.reserved
  where c.organization_id = give_back.organization_id and c.metric = give_back.metric
    and c.period = give_back.period and c.period_start = give_back.period_start and c.slot = coalesce(v_slot, 0);
end
$$;
comment on function private.give_back(uuid, text, text, date, bigint, bigint) is
  'Changes a counter by amounts whose sum is not positive, in any slot that is free. Nothing when the counter is gone with its '
  'organization.';
