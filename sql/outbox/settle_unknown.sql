create function private.settleable_unknown(settings private.settings)
returns table (message_id uuid, brand_id uuid, whatsapp_account_id uuid, new_status text)
language sql stable
set search_path = ''
as $$
  with due as (
    select o.message_id, o.brand_id, o.whatsapp_account_id, o.campaign_id, o.attempts - o.spared as tries,
      -- A webhook that waits to be applied may hold the very status that is missed.
      coalesce(o.evidence_at < now() - settings.unknown_grace, false) and not exists (
        select from private.raw_events e where e.state in ('received', 'failed') and e.received_at <= o.evidence_at) as has_evidence,
      o.claimed_at < now() - settings.unknown_expiry as is_expired
    from private.outbox o
    where o.status = 'unknown'
  )
  select d.message_id, d.brand_id, d.whatsapp_account_id,
    case
      when not d.has_evidence or d.tries >= settings.max_attempts then 'failed'
      when f.status = 'done' then 'canceled'
      else 'queued'
    end
  from due d
  left join lateral (
    select f.status from private.campaign_feeds f where f.campaign_id = d.campaign_id and f.brand_id = d.brand_id limit 1) as f on true
  where d.has_evidence or d.is_expired
$$;
comment on function private.settleable_unknown(private.settings) is
  'Sends of unknown outcome that can be settled now, and as what. Evidence counts once every webhook received before it is applied.';

create function private.settle_unknown() returns table (requeued int, expired int)
language plpgsql volatile security definer
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_settings private.settings;
  v_ids uuid[];
  v_transitions private.status_transition[];
  v_accounts uuid[];
begin
  select * into v_settings from private.settings;
  select array_agg(u.message_id) into v_ids from private.settleable_unknown(v_settings) as u;
  if v_ids is null then
    return;
  end if;
  perform from public.messages m where m.id = any (v_ids) order by m.id for update;

  -- Looked at again under the lock: another worker may have settled some, and one that was resent is no longer due.
  with settled as (
    select u.message_id, u.brand_id, u.whatsapp_account_id, u.new_status, m.status as old_status
    from private.settleable_unknown(v_settings) as u
    join lateral (
      select m.status from public.messages m where m.id = u.message_id and (m.brand_id = u.brand_id) is true limit 1
    ) as m on true
    where u.message_id = any (v_ids)
  ), requeued as (
    update private.outbox o set status = 'queued', due_at = now()
    from settled s
    where o.message_id = s.message_id and o.message_id = any (v_ids) and s.new_status = 'queued'
  ), closed as (
    delete from private.outbox o
    using settled s
    where o.message_id = s.message_id and o.message_id = any (v_ids) and s.new_status <> 'queued'
  ), written as (
    update public.messages m
    set status = s.new_status,
      error_class = case s.new_status when 'failed' then 'unknown' end,
      error_message = case s.new_status when 'failed' then 'Meta never told what became of this message.' end,
      failed_at = case s.new_status when 'failed' then now() end
    from settled s
    where m.id = s.message_id and m.id = any (v_ids) and m.brand_id = s.brand_id
    returning row(m.organization_id, m.brand_id, m.campaign_id, m.whatsapp_account_id,
      s.old_status, m.status)::private.status_transition as transition
  )
  select array_agg(transition), count(*) filter (where (transition).new_status = 'queued'),
    count(*) filter (where (transition).new_status = 'failed'), (select array_agg(distinct s.whatsapp_account_id) from settled s)
  into v_transitions, requeued, expired, v_accounts
  from written;
  perform private.count_transitions(v_transitions);
  -- The pump sends what was requeued, and completes campaigns that waited for the rest.
  perform private.ring('outbox/pump', account::text) from unnest(v_accounts) as account order by account;
  return next;
end
$$;
comment on function private.settle_unknown() is
  'Settles sends of unknown outcome on evidence: requeued when statuses of the same number kept arriving for the grace period and none was '
  'theirs (closed as canceled when their campaign is over, as failed after settings.max_attempts); closed as failed, never resent, when no '
  'evidence came before settings.unknown_expiry. Cost grows with the unknown rows.';
grant execute on function private.settle_unknown() to wabase_worker;
