create function private.outbox_wait(whatsapp_account_id uuid, worker_id uuid) returns int
language sql stable security definer
set search_path = ''
as $$
  select case when min(wait) is not null then (1000 * least(greatest(min(wait), min(rate), min(breaker), 0), 86400))::int end
  from public.whatsapp_accounts a
  left join lateral (
    -- Half of what a claim reaches ahead: fewer slots would cost a claim each, and later ones would be lost. Who does not hold the
    -- number looks again when its last moment has come.
    select extract(epoch from greatest(b.cooling_until, b.next_slot - case when private.is_held_by_other(b, worker_id) then interval '0'
      else interval '75 milliseconds' end) - clock_timestamp()) as rate
    from private.token_buckets b where b.whatsapp_account_id = a.id
  ) as bucket on true
  left join lateral (
    select private.breaker_wait(b) as breaker from private.circuit_breakers b
    where b.waba_id = a.waba_id and b.organization_id = a.organization_id and b.state <> 'closed'
  ) as circuit on true
  left join lateral (
    select (private.sending_allowance(l)).wait as allowance from private.sending_limits l where l.organization_id = a.organization_id
  ) as tenant on true,
  lateral (
    select greatest(extract(epoch from first.due_at - now()), case when priority > 0 then tenant.allowance end) as wait
    from generate_series(0, 5) as priority,
    lateral (
      select o.due_at
      from private.outbox o
      left join lateral (
      select f.status from private.campaign_feeds f where f.campaign_id = o.campaign_id and f.brand_id = o.brand_id limit 1) as f on true
      where o.whatsapp_account_id = a.id and o.status = 'queued' and o.priority = priority
        and (o.campaign_id is null or f.status = 'running')
      order by o.due_at limit 1
    ) as first
    union all
    select coalesce(tenant.allowance, 0)
    from private.campaign_feeds f
    where f.whatsapp_account_id = a.id and f.status = 'running' and f.next_position <= f.last_position
  ) as work
  where a.id = outbox_wait.whatsapp_account_id and not private.sending_is_paused(a)
$$;
comment on function private.outbox_wait(uuid, uuid) is
  'Milliseconds until a number has something to claim for a worker within its rate, its account''s breaker and its organization''s '
  'limits (0: now; a day at most), '
  'or null when it has nothing or may not send. One '
  'look into the index for each priority.';
grant execute on function private.outbox_wait(uuid, uuid) to wabase_worker;
