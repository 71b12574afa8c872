create function private.expire_subscriptions() returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_trials int;
  v_canceled int;
  v_released int;
begin
  perform private.act_as_job('billing/expire');
  update public.subscriptions s set plan_key = 'free', status = 'active', trial_ends_at = null
  where s.status = 'trialing' and s.trial_ends_at <= now();
  get diagnostics v_trials = row_count;
  update public.subscriptions s set status = 'canceled', cancel_at_period_end = false
  where s.status = 'past_due' and s.grace_ends_at <= now()
    or s.status <> 'canceled' and s.cancel_at_period_end and s.current_period_end <= now();
  get diagnostics v_canceled = row_count;

  select count(private.release_quota(r.organization_id, r.metric, r.key)) into v_released
  from (
    select * from private.quota_reservations r where r.status = 'reserved' and r.expires_at <= now()
    order by r.organization_id, r.metric, r.key for update skip locked
  ) as r;
  delete from private.quota_reservations r where r.status <> 'reserved' and r.created_at < now() - interval '90 days';
  return jsonb_build_object('trials', v_trials, 'canceled', v_canceled, 'released', v_released,
    'folded', private.fold_usage_counters(), 'rearmed', private.rearm_quota_alerts());
end
$$;
comment on function private.expire_subscriptions() is
  'Writes down what the clock has already decided (see private.entitlements): trials that are over, unpaid and ended subscriptions; '
  'releases '
  'reservations that nobody ended; folds counters of periods gone by; '
  'lets limits that are no longer reached be told again. Harmless at any time. Returns how many of each.';
grant execute on function private.expire_subscriptions() to wabase_worker;

create function private.fold_usage_counters() returns int
language sql volatile
set search_path = ''
as $$
  -- Waits for nobody: a counter that is in use is folded the next time.
  with surplus as materialized (
    select c.organization_id, c.metric, c.period, c.period_start, c.slot from public.usage_counters c
    where c.slot >= 64
      or c.slot > 0 and c.period <> 'total' and c.period_start < current_date - case c.period when 'day' then 3 else 40 end
  ), head as materialized (
    select c.organization_id, c.metric, c.period, c.period_start from public.usage_counters c
    where c.slot = 0 and (c.organization_id, c.metric, c.period, c.period_start) in (
      select s.organization_id, s.metric, s.period, s.period_start from surplus s)
    for no key update skip locked
  ), taken as materialized (
    select c.organization_id, c.metric, c.period, c.period_start, c.slot
    from public.usage_counters c
    join surplus s using (organization_id, metric, period, period_start, slot)
    join head h using (organization_id, metric, period, period_start)
    for update of c skip locked
  ), gone as (
    delete from public.usage_counters c using taken t
    where c.organization_id = t.organization_id and c.metric = t.metric and c.period = t.period and c.period_start = t.period_start
      and c.slot = t.slot
    returning c.organization_id, c.metric, c.period, c.period_start, c.used, c.reserved
  ), folded as (
    update public.usage_counters c
    set used = c.used + g.used, reserved = c.reserved + g.reserved, allotted = c.allotted + g.used + g.reserved
    from (
      select organization_id, metric, period, period_start, sum(used)::bigint as used, sum(reserved)::bigint as reserved from gone
      group by organization_id, metric, period, period_start
    ) as g
    where c.organization_id = g.organization_id and c.metric = g.metric and c.period = g.period and c.period_start = g.period_start
      and c.slot = 0
    returning 1
  )
  select count(*)::int from folded
$$;
comment on function private.fold_usage_counters() is
  'Makes one row of the slots of each counter whose period is long over, and takes up what connections noted on the side '
  '(slots from 64). Returns how many counters changed.';

create function private.rearm_quota_alerts() returns int
language sql volatile
set search_path = ''
as $$
  with told as (
    select a.id, a.organization_id, a.detail ->> 'metric' as metric, (a.detail ->> 'percent')::int as percent
    from public.alerts a where a.kind = 'quota' and a.detail ->> 'period' = 'total'
  ), below as (
    select t.id, t.organization_id, t.metric
    from told t
    cross join lateral (select private.limit_of(private.entitlements(t.organization_id), t.metric) as value) as allowed
    where allowed.value < 0 or allowed.value * t.percent > 100 * coalesce((
      select sum(c.used + c.reserved) from public.usage_counters c
      where c.organization_id = t.organization_id and c.metric = t.metric and c.period = 'total'), 0)
  ), slots as materialized (
    select c.organization_id, c.metric, c.period, c.period_start, c.slot from public.usage_counters c
    where c.period = 'total' and c.slot < 64 and (c.organization_id, c.metric) in (select b.organization_id, b.metric from below b)
    order by c.organization_id, c.metric, c.slot for no key update skip locked
  ), emptied as (
    -- What they still hold was dealt out beyond the threshold; the next one who takes has it dealt out up to there.
    update public.usage_counters c set allotted = c.used + c.reserved
    from slots s
    where c.organization_id = s.organization_id and c.metric = s.metric and c.period = s.period and c.period_start = s.period_start
      and c.slot = s.slot
  ), forgotten as (
    delete from public.alerts a using below b where a.id = b.id and a.organization_id = b.organization_id returning 1
  )
  select count(*)::int from forgotten
$$;
comment on function private.rearm_quota_alerts() is
  'Removes alerts of limits without a period (contacts, members …) that are no longer reached, so that they are told again when they are. '
  'Returns how many.';
