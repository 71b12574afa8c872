create function private.lock_slots(organization_id uuid, metric text, period text, period_start date, last_slot int) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if private.may_wait_for(organization_id || metric || ' ' || period) then
    perform from public.usage_counters c
    where c.organization_id = lock_slots.organization_id and c.metric = lock_slots.metric
      and c.period = lock_slots.period and c.period_start = lock_slots.period_start and c.slot <= lock_slots.last_slot
    order by c.slot for no key update;
  else
    perform from public.usage_counters c
    where c.organization_id = lock_slots.organization_id and c.metric = lock_slots.metric
      and c.period = lock_slots.period and c.period_start = lock_slots.period_start and c.slot <= lock_slots.last_slot
    order by c.slot for no key update nowait;
  end if;
exception when lock_not_available then
  perform private.fail('PT409', 'quota_busy', 'Others are using up the same quota at this moment.', 'Try again.');
end
$$;
comment on function private.lock_slots(uuid, text, text, date, int) is
  'Locks the slots of a counter up to one, in order. A transaction that holds slots of a later counter does not wait: quota_busy.';

create function private.alert_quota(
  organization_id uuid, metric text, period text, period_start date, limit_value bigint, used_before bigint, used bigint
) returns void
language sql volatile
set search_path = ''
as $$
  select private.alert(organization_id, 'quota', format('%s %s %s %s%%', metric, period, period_start, percent),
    jsonb_build_object('metric', metric, 'period', period, 'period_start', period_start, 'percent', percent,
      'limit', limit_value, 'used', used))
  from unnest(array[80, 100]) as percent
  where limit_value > 0 and used * 100 >= limit_value * percent and used_before * 100 < limit_value * percent
$$;
comment on function private.alert_quota(uuid, text, text, date, bigint, bigint, bigint) is
  'Tells an organization that it reached 80 or 100 % of a limit, once a period; of what has no period, once until it was below again.';

create function private.recut_slots(
  organization_id uuid, metric text, period text, period_start date, n bigint, limit_value bigint, hard_limit bigint,
  is_reservation boolean, is_forced boolean, last_slot int, out is_granted boolean, out used_before bigint
)
language plpgsql volatile
set search_path = ''
as $$
declare
  v_slots int;
  v_after bigint;
  v_free bigint;
  v_wanted int;
  v_mine int;
begin
  -- Asked first: the insert alone would wait for whoever is just changing the row.
  if not exists (
    select from public.usage_counters c
    where c.organization_id = recut_slots.organization_id and c.metric = recut_slots.metric
      and c.period = recut_slots.period and c.period_start = recut_slots.period_start and c.slot = 0
  ) then
    insert into public.usage_counters (organization_id, metric, period, period_start, slot)
    values (recut_slots.organization_id, recut_slots.metric, recut_slots.period, recut_slots.period_start, 0)
    on conflict do nothing;
  end if;
  -- Only who holds slot 0 makes more of them. Whoever made some while this caller waited has given slot 0 its part too.
  perform private.lock_slots(organization_id, metric, period, period_start, 0);
  update public.usage_counters c
  set used = c.used + case when is_reservation then 0 else n end, reserved = c.reserved + case when is_reservation then n else 0 end
  where c.organization_id = recut_slots.organization_id and c.metric = recut_slots.metric and c.period = recut_slots.period
    and c.period_start = recut_slots.period_start and c.slot = 0 and c.used + c.reserved + n <= c.allotted
    and c.limit_value = recut_slots.limit_value and c.hard_limit = recut_slots.hard_limit
    and exists (
      select from public.usage_counters s
      where s.organization_id = recut_slots.organization_id and s.metric = recut_slots.metric and s.period = recut_slots.period
        and s.period_start = recut_slots.period_start and s.slot > recut_slots.last_slot and s.slot < 64);
  if found then
    is_granted := true;
    return;
  end if;
  perform private.lock_slots(organization_id, metric, period, period_start, 63);
  select sum(c.used + c.reserved), count(*) filter (where c.slot < 64) into used_before, v_slots from public.usage_counters c
  where c.organization_id = recut_slots.organization_id and c.metric = recut_slots.metric
    and c.period = recut_slots.period and c.period_start = recut_slots.period_start;
  v_after := used_before + n;
  is_granted := hard_limit < 0 or v_after <= hard_limit or is_forced;
  if not is_granted then
    return;
  end if;
  v_free := case
    when limit_value < 0 then 1::bigint << 50
    when v_after < ceil(limit_value * 0.8) then ceil(limit_value * 0.8) - 1
    when v_after < limit_value then limit_value - 1
    when hard_limit >= 0 then hard_limit
    else v_after + limit_value / 100
  end - v_after;
  v_free := greatest(v_free, 0);
  -- Nobody has made slots since this caller found them all taken: make four times as many.
  v_wanted := case when last_slot + 1 = v_slots and v_slots * 4 * n <= v_free then least(v_slots * 4, 64) else v_slots end;
  insert into public.usage_counters (organization_id, metric, period, period_start, slot)
  select recut_slots.organization_id, recut_slots.metric, recut_slots.period, recut_slots.period_start, s
  from generate_series(v_slots, v_wanted - 1) as s;
  v_mine := floor(random() * v_wanted)::int;
  update public.usage_counters c
  set used = c.used + taken.used, reserved = c.reserved + taken.reserved,
    allotted = c.used + c.reserved + taken.used + taken.reserved + v_free / v_wanted + case when c.slot < v_free % v_wanted then 1
    else 0 end,
    limit_value = recut_slots.limit_value, hard_limit = recut_slots.hard_limit
  from (
    select s.slot, case when s.slot = v_mine and not is_reservation then n else 0 end as used,
      case when s.slot = v_mine and is_reservation then n else 0 end as reserved
    from generate_series(0, v_wanted - 1) as s (slot)
  ) as taken
  where c.organization_id = recut_slots.organization_id and c.metric = recut_slots.metric
    and c.period = recut_slots.period and c.period_start = recut_slots.period_start and c.slot = taken.slot;

  perform private.alert_quota(organization_id, metric, period, period_start, limit_value, used_before, v_after);
end
$$;
comment on function private.recut_slots(uuid, text, text, date, bigint, bigint, bigint, boolean, boolean, int) is
  'The exact way: locks all slots of a counter, decides by their sum, deals what is left up to the next threshold out again and alerts at '
  '80 % and 100 %. last_slot: the highest the caller saw when all that had enough were held, else -1; when it is still the highest, '
  'there will be more slots.';
