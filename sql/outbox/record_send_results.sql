create function private.send_results(
  message_ids uuid[], outcomes text[], wamids text[], error_classes text[], error_codes int[], error_messages text[],
  retry_after_seconds double precision[], attempts int[], error_scopes text[]
) returns table (
  message_id uuid, outcome text, wamid text, error_class text, error_code int, error_message text, retry_after double precision,
  attempt int, error_scope text
)
language sql immutable parallel safe rows 250
set search_path = ''
as $$
  select * from unnest(message_ids, outcomes, wamids, error_classes, error_codes, error_messages, retry_after_seconds, attempts,
    error_scopes)
$$;
comment on function private.send_results(uuid[], text[], text[], text[], int[], text[], double precision[], int[], text[]) is
  'The columns of private.record_send_results as rows; tells the planner that there are hundreds, where it would guess ten.';

create function private.name_overtaken(overtaken uuid[], message_ids uuid[], wamids text[]) returns private.status_transition[]
language sql volatile
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with result as materialized (
    select r.wamid, m.id, m.brand_id, m.organization_id, m.status
    from unnest(message_ids, wamids) as r (message_id, wamid)
    join lateral (select * from public.messages m where m.id = r.message_id limit 1) as m on true
    where r.message_id = any (overtaken) and r.wamid is not null and m.wamid is null
  ), named as (
    update public.messages m set wamid = r.wamid
    from result r
    where m.id = r.id and m.id = any (overtaken) and m.brand_id = r.brand_id and m.organization_id = r.organization_id
    returning row(m.organization_id, m.brand_id, case when m.retried_as is null then m.campaign_id end, m.whatsapp_account_id,
      private.counted_status(r.status, null, m.sent_at),
      private.counted_status(m.status, m.wamid, m.sent_at))::private.status_transition as transition
  )
  select array_agg(transition) from named
$$;
comment on function private.name_overtaken(uuid[], uuid[], text[]) is
  'Gives messages whose statuses came before Meta''s answer the wamid of that answer, and returns how it changes their counts.';

create function private.record_send_results(
  message_ids uuid[], outcomes text[], wamids text[], error_classes text[], error_codes int[], error_messages text[],
  retry_after_seconds double precision[], attempts int[], error_scopes text[]
) returns void
language plpgsql volatile security definer
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_accepted constant text[] := private.statuses_from('accepted');
  v_transitions private.status_transition[];
  v_overtaken uuid[];
begin
  if 'unknown' = any (outcomes) or error_classes && '{account,not_sent}'
    or exists (select from private.circuit_breakers b where b.state <> 'closed' or b.failures > 0) then
    perform private.weigh_outcomes(message_ids, outcomes, error_classes, error_messages, attempts);
  end if;
  if error_scopes && '{number,waba,app,pair,template}' then
    perform private.heed_refusals((
      select array_agg(row(o.whatsapp_account_id, o.contact_id, o.campaign_id, r.error_class, r.error_code, r.error_scope, r.error_message,
        r.retry_after, now())::private.send_refusal)
      from private.send_results(message_ids, outcomes, wamids, error_classes, error_codes, error_messages, retry_after_seconds, attempts,
        error_scopes) as r
      join lateral (select * from private.outbox o where o.message_id = r.message_id limit 1) as o
        on o.status in ('sending', 'unknown') and o.attempts = r.attempt
      where r.error_scope in ('number', 'waba', 'app', 'pair', 'template')));
  end if;
  -- Messages are locked before outbox rows, in order of id, here as in apply_statuses: no deadlock between the two.
  select array_agg(m.id) filter (where m.status = any (v_accepted)) into v_overtaken
  from (select m.id, m.status from public.messages m where m.id = any (message_ids) order by m.id for update) as m;

  -- Rows are looked up one by one through their keys: the statistics of the outbox are always those of another moment, and
  -- a plan made from them would compare every result with every row, or walk through all messages.
  with result as materialized (
    select r.*, m.status as old_status, coalesce(o.attempts, m.attempts) as attempts,
      o.status in ('sending', 'unknown') and o.attempts = r.attempt as is_current,
      m.campaign_id, m.brand_id, m.organization_id,
      m.status = any (v_accepted) as was_accepted,
      case
        when r.outcome in ('accepted', 'held') then 'accepted'
        when r.outcome = 'unknown' then 'unknown'
        when r.outcome = 'retry' and f.status = 'done' then 'canceled'
        when r.outcome = 'retry' and (blame.is_elsewhere or o.attempts - o.spared < s.max_attempts) then 'queued'
        else 'failed'
      end as new_status, blame.is_elsewhere
    from private.send_results(message_ids, outcomes, wamids, error_classes, error_codes, error_messages, retry_after_seconds, attempts,
      error_scopes) as r
    cross join lateral (
      select coalesce(r.error_class in ('account', 'not_sent') or r.error_scope in ('number', 'waba', 'app'), false) as is_elsewhere
    ) as blame
    join lateral (select * from public.messages m where m.id = r.message_id limit 1) as m on true
    cross join private.settings s
    left join lateral (select o.attempts, o.spared, o.status from private.outbox o where o.message_id = r.message_id limit 1) as o on true
    left join lateral (
      select f.status from private.campaign_feeds f where f.campaign_id = m.campaign_id and f.brand_id = m.brand_id limit 1) as f on true
  ), closed as (
    delete from private.outbox o
    where o.message_id = any (array(
      select r.message_id from result r
      where r.new_status = 'accepted' or r.is_current and r.new_status in ('failed', 'canceled')
        or r.was_accepted))
  ), kept as (
    update private.outbox o
    set status = r.new_status,
      due_at = case r.new_status when 'queued' then now() + make_interval(secs => coalesce(r.retry_after, 0)) else o.due_at end,
      spared = o.spared + case when r.is_elsewhere then 1 else 0 end
    from result r
    where o.message_id = r.message_id and r.new_status in ('queued', 'unknown')
      and o.message_id = any (array(
        select r.message_id from result r
        where r.is_current and r.new_status in ('queued', 'unknown')
          and not r.was_accepted))
  ), named as (
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select r.organization_id, r.brand_id, r.wamid, r.message_id from result r where r.wamid is not null
    on conflict do nothing
  ), written as (
    update public.messages m
    set status = r.new_status, wamid = coalesce(r.wamid, m.wamid), attempts = r.attempts,
      error_class = r.error_class, error_code = r.error_code, error_message = r.error_message,
      failed_at = case when r.new_status = 'failed' then now() end,
      accepted_at = case when r.new_status = 'accepted' then now() end, is_held = r.outcome = 'held'
    from result r
    where m.id = r.message_id and m.brand_id = r.brand_id and m.organization_id = r.organization_id
      and not r.was_accepted
      and (r.is_current or r.new_status = 'accepted')
    returning row(m.organization_id, m.brand_id, case when m.retried_as is null then m.campaign_id end, m.whatsapp_account_id, r.old_status,
      case when m.is_held then 'held' else m.status end)::private.status_transition as transition
  )
  select array_agg(transition) into v_transitions from written;
  if v_overtaken is not null then
    v_transitions := v_transitions || private.name_overtaken(v_overtaken, message_ids, wamids);
  end if;
  perform private.count_transitions(v_transitions);

  if 131050 = any (error_codes) then
    perform private.note_refused_sends(message_ids, error_codes);
  end if;
  if 'account' = any (error_classes) then
    perform private.pause_account(refused.whatsapp_account_id, refused.error_code, refused.error_message)
    from (
      select m.whatsapp_account_id, r.error_code, min(r.error_message) as error_message
      from unnest(message_ids, error_classes, error_codes, error_messages) as r (message_id, error_class, error_code, error_message)
      join public.messages m on m.id = r.message_id
      where r.error_class = 'account'
      group by m.whatsapp_account_id, r.error_code
      order by m.whatsapp_account_id, r.error_code
    ) as refused;
  end if;
end
$$;
comment on function private.record_send_results(uuid[], text[], text[], text[], int[], text[], double precision[], int[], text[]) is
  'Records what Meta answered for a batch of claimed messages. outcomes: accepted or held (with wamid) | retry (with class, code and '
  'seconds to wait; final after settings.max_attempts, of which those do not count that were not the message''s own fault: class account '
  'pauses the number, scope number, waba and app let it rest, class not_sent had no connection to Meta) | failed | unknown (settled '
  'later, never resent blindly). error_scopes: how far each error reaches, see private.heed_refusals. attempts: which claim each '
  'result belongs to; one that comes late or twice, when the message is queued or in flight again, changes nothing '
  'unless it says accepted. '
  'Cost grows with the batch.';
grant execute on function private.record_send_results(uuid[], text[], text[], text[], int[], text[], double precision[], int[], text[])
  to wabase_worker;
