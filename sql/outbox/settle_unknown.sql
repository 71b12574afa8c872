create function private.settle_unknown() returns table (requeued int, expired int)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_settings private.settings;
  v_ids uuid[];
  v_transitions private.status_transition[];
  v_accounts uuid[];
begin
  select * into v_settings from private.settings;
  select array_agg(o.message_id) into v_ids
  from private.outbox o
  where o.status = 'unknown'
    and (o.evidence_at < now() - v_settings.unknown_grace or o.claimed_at < now() - v_settings.unknown_expiry);
  if v_ids is null then
    return;
  end if;
  perform from public.messages m where m.id = any (v_ids) order by m.id for update;

  with settled as (
    select o.message_id, o.brand_id, m.status as old_status,
      case when o.evidence_at < now() - v_settings.unknown_grace then 'queued' else 'failed' end as new_status
    from private.outbox o
    join public.messages m on m.id = o.message_id and m.brand_id = o.brand_id
    where o.message_id = any (v_ids) and o.status = 'unknown'
  ), requeued as (
    update private.outbox o set status = 'queued', due_at = now()
    from settled s
    where o.message_id = s.message_id and s.new_status = 'queued'
    returning o.whatsapp_account_id
  ), expired as (
    delete from private.outbox o
    using settled s
    where o.message_id = s.message_id and s.new_status = 'failed'
  ), written as (
    update public.messages m
    set status = s.new_status,
      error_class = case s.new_status when 'failed' then 'unknown' end,
      error_message = case s.new_status when 'failed' then 'Meta never told what became of this message.' end,
      failed_at = case s.new_status when 'failed' then now() end
    from settled s
    where m.id = s.message_id and m.brand_id = s.brand_id
    returning row(m.organization_id, m.brand_id, m.campaign_id, s.old_status, m.status)::private.status_transition as transition
  )
  select array_agg(transition), count(*) filter (where (transition).new_status = 'queued'),
    count(*) filter (where (transition).new_status = 'failed'), (select array_agg(distinct whatsapp_account_id) from requeued)
  into v_transitions, requeued, expired, v_accounts
  from written;
  perform private.count_transitions(v_transitions);
  perform private.ring('outbox/pump', account::text) from unnest(v_accounts) as account;
  return next;
end
$$;
comment on function private.settle_unknown() is
  'Settles sends of unknown outcome on evidence: requeued when statuses of the same number kept arriving for the grace period and none was '
  'theirs; closed as failed, never resent, when no evidence came before settings.unknown_expiry. Cost grows with the unknown rows.';
grant execute on function private.settle_unknown() to wabase_worker;
