create function private.outbox_wait(whatsapp_account_id uuid) returns int
language sql stable security definer
set search_path = ''
as $$
  select case when min(wait) is not null then (1000 * least(greatest(min(wait), min(cooling), 0), 86400))::int end
  from public.whatsapp_accounts a
  left join lateral (
    select extract(epoch from b.cooling_until - now()) as cooling
    from private.token_buckets b where b.whatsapp_account_id = a.id
  ) as bucket on true,
  lateral (
    select extract(epoch from min(o.due_at) - now()) as wait
    from private.outbox o
    left join private.campaign_feeds f on f.campaign_id = o.campaign_id and f.brand_id = o.brand_id
    where o.whatsapp_account_id = a.id and o.status = 'queued' and (o.campaign_id is null or f.status = 'running')
    union all
    select 0
    from private.campaign_feeds f
    where f.whatsapp_account_id = a.id and f.status = 'running' and f.next_position <= f.last_position
  ) as work
  where a.id = outbox_wait.whatsapp_account_id and not private.sending_is_paused(a)
$$;
comment on function private.outbox_wait(uuid) is
  'Milliseconds until a number has something to claim (0: now, its rate permitting; not before it has cooled down; '
  'a day at most), '
  'or null when it has nothing or may not send.';
grant execute on function private.outbox_wait(uuid) to wabase_worker;
