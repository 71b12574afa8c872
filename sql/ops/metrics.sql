create function private.metrics() returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'outbox', (
      select jsonb_object_agg(s.status, (select count(*) from private.outbox o where o.status = s.status))
      from unnest(array['queued', 'sending', 'unknown']) as s (status)),
    'oldest_due_seconds', (
      select coalesce(greatest(extract(epoch from now() - min(o.due_at)), 0), 0)::int from private.outbox o where o.status = 'queued'),
    'oldest_unknown_seconds', (
      select coalesce(extract(epoch from now() - min(o.claimed_at)), 0)::int from private.outbox o where o.status = 'unknown'),
    'campaigns', (
      select jsonb_object_agg(s.status, (select count(*) from private.campaign_feeds f where f.status = s.status))
      from unnest(array['running', 'paused']) as s (status)),
    'campaigns_waiting', (select count(*) from public.campaigns c where c.status in ('scheduled', 'launching')),
    'breakers', (
      select jsonb_object_agg(s.state, (select count(*) from private.circuit_breakers b where b.state = s.state))
      from unnest(array['open', 'half_open']) as s (state)),
    'cooling', (
      select coalesce(jsonb_agg(to_jsonb(n)), '[]')
      from (
        select b.whatsapp_account_id as id, b.cooling_code as code, ceil(extract(epoch from b.cooling_until - now()))::int as seconds
        from private.token_buckets b where b.cooling_until > now()
        order by b.cooling_until desc, b.whatsapp_account_id
        limit 20
      ) as n),
    'numbers', (
      select coalesce(jsonb_agg(to_jsonb(n)), '[]')
      from (
        select w.id, w.waiting, round(greatest(extract(epoch from b.next_slot - now()), 0)::numeric, 3) as booked_seconds,
          round(private.pace_of(b)::numeric, 3) as pace
        from (
          select u.id, sum(u.n) as waiting
          from (
            select o.whatsapp_account_id as id, count(*) as n from private.outbox o where o.status = 'queued' group by 1
            union all
            select f.whatsapp_account_id, f.last_position - f.next_position + 1 from private.campaign_feeds f where f.status = 'running'
          ) as u
          group by u.id having sum(u.n) > 0
          order by 2 desc, u.id
          limit 20
        ) as w
        left join private.token_buckets b on b.whatsapp_account_id = w.id
        order by w.waiting desc, w.id
      ) as n))
$$;
comment on function private.metrics() is
  'What Prometheus is told of sending: {outbox: {queued, sending, unknown}, oldest_due_seconds, oldest_unknown_seconds, campaigns: '
  '{running, paused}, campaigns_waiting, breakers: {open, half_open}, cooling: the 20 numbers that rest longest, [{id, code, seconds}], '
  'numbers: the 20 with most to send, [{id, waiting, booked_seconds, pace}]}. booked_seconds: how '
  'far ahead the rate of a number is used up; pace: the share of its rate at which it sends. Cost grows with the outbox.';
grant execute on function private.metrics() to wabase_worker;
