create function private.free_quota(organization_id uuid, metric text) returns bigint
language sql stable
set search_path = ''
as $$
  select min(greatest(l.hard - l.used, 0))
  from private.entitlements(organization_id) as e,
    lateral (
      select private.hard_limit_of(e, c.limit_key) as hard, coalesce((
        select sum(u.used + u.reserved) from public.usage_counters u
        where u.organization_id = free_quota.organization_id and u.metric = free_quota.metric and u.period = c.period
          and u.period_start = private.period_start(c.period, e.timezone)), 0)::bigint as used
      from private.limit_catalogue() as c where c.metric = free_quota.metric and c.period <> 'minute'
    ) as l
  where l.hard >= 0 and e.mode <> 'shadow'
$$;
comment on function private.free_quota(uuid, text) is 'How many more of a metric would be let pass now; null when nothing limits it.';

create function private.lock_free_quota(organization_id uuid, metric text) returns bigint
language plpgsql volatile
set search_path = ''
as $$
begin
  insert into public.usage_counters (organization_id, metric, period, period_start, slot)
  values (lock_free_quota.organization_id, lock_free_quota.metric, 'total', '1970-01-01', 0) on conflict do nothing;
  perform private.lock_slots(organization_id, metric, 'total', '1970-01-01', 63);
  return private.free_quota(organization_id, metric);
end
$$;
comment on function private.lock_free_quota(uuid, text) is
  'private.free_quota of a metric that counts what exists, and nobody else takes of it until this transaction ends: for writers that '
  'want as many as there are left. Errors: PT409 quota_busy.';
