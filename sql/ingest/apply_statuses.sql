create type private.incoming_status as (
  message_id uuid, brand_id uuid, organization_id uuid, whatsapp_account_id uuid,
  wamid text, status text, at timestamptz, error jsonb, pricing jsonb
);
comment on type private.incoming_status is 'A status webhook item, resolved to our message.';

create function private.resolve_statuses(items jsonb) returns private.incoming_status[]
language sql stable
set search_path = ''
as $$
  select array_agg(row(coalesce(k.message_id, i.message_id), r.brand_id, r.organization_id, r.whatsapp_account_id,
    i.wamid, i.status, i.at, i.error, i.pricing)::private.incoming_status)
  from jsonb_to_recordset(items) as i (
    phone_number_id text, message_id uuid, wamid text, status text, at timestamptz, error jsonb, pricing jsonb)
  join private.whatsapp_routes r on r.phone_number_id = i.phone_number_id
  left join private.message_wamids k
    on k.wamid = i.wamid and k.brand_id = r.brand_id and k.organization_id = r.organization_id
$$;
comment on function private.resolve_statuses(jsonb) is
  'Finds number and message of status items: by Meta''s id, else by our own id that travelled as biz_opaque_callback_data.';

create function private.apply_statuses(items jsonb) returns uuid[]
language plpgsql volatile security definer
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_incoming private.incoming_status[] := private.resolve_statuses(items);
  v_transitions private.status_transition[];
  v_changed jsonb;
  v_last uuid[];
  v_reactions private.message_action[];
begin
  if v_incoming is null then
    return '{}';
  end if;
  perform private.heed_refusals((
    select array_agg(row(i.whatsapp_account_id, m.contact_id, m.campaign_id, i.error ->> 'class', (i.error ->> 'code')::int,
      i.error ->> 'scope', i.error ->> 'message', (i.error ->> 'wait')::double precision, i.at)::private.send_refusal)
    from unnest(v_incoming) as i
    -- What is told late or again says nothing of now.
    join lateral (
      select m.contact_id, m.campaign_id from public.messages m
      where m.id = i.message_id and m.brand_id = i.brand_id and m.organization_id = i.organization_id and m.failed_at is null limit 1
    ) as m on true
    where i.error ->> 'scope' in ('number', 'waba', 'app', 'pair', 'template') and i.at > now() - interval '5 minutes'));
  -- Messages are locked before outbox rows, in order of id, here as in record_send_results: no deadlock between the two.
  perform from public.messages m
  where m.id = any (array(select i.message_id from unnest(v_incoming) as i)) order by m.id for update;

  with merged as materialized (
    select i.message_id, i.brand_id, i.organization_id,
      (array_agg(i.status order by private.status_rank(i.status) desc))[1] as status,
      min(i.wamid) as wamid,
      min(i.at) filter (where i.status = 'sent') as sent_at,
      min(i.at) filter (where i.status = 'delivered') as delivered_at,
      min(i.at) filter (where i.status in ('read', 'played')) as read_at,
      min(i.at) filter (where i.status = 'failed') as failed_at,
      (array_agg(i.error) filter (where i.error is not null))[1] as error,
      (array_agg(i.pricing order by private.status_rank(i.status)) filter (where i.pricing is not null))[1] as pricing
    from unnest(v_incoming) as i
    where i.message_id is not null and private.status_rank(i.status) > private.status_rank('accepted')
    group by i.message_id, i.brand_id, i.organization_id
  ), result as materialized (
    select n.*, m.status as old_status, private.counted_status(m.status, m.wamid, m.sent_at, m.is_held) as old_counted,
      case when m.was_given_up or private.status_rank(n.status) > private.status_rank(m.status) then n.status else m.status end
        as new_status,
      m.was_given_up
    from merged n
    join lateral (
      -- Given up by private.settle_unknown: no word of Meta's, so any of Meta's counts more.
      select m.status, m.wamid, m.sent_at, m.is_held,
        m.status = 'failed' and m.error_class = 'unknown' and m.error_code is null as was_given_up
      from public.messages m
      where m.id = n.message_id and m.brand_id = n.brand_id and m.organization_id = n.organization_id and m.direction = 'outbound'
      limit 1
    ) as m on true
  ), settled as (
    delete from private.outbox o where o.message_id = any (array(select r.message_id from result r))
    returning o.whatsapp_account_id, o.brand_id, o.campaign_id, o.status
  ), named as (
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select r.organization_id, r.brand_id, r.wamid, r.message_id from result r
    where private.status_rank(r.old_status) < private.status_rank('accepted') or r.was_given_up
    on conflict do nothing
  ), written as (
    update public.messages m
    set status = r.new_status, is_held = false, wamid = coalesce(m.wamid, r.wamid),
      sent_at = least(m.sent_at, r.sent_at), delivered_at = least(m.delivered_at, r.delivered_at),
      read_at = least(m.read_at, r.read_at), failed_at = case when r.was_given_up then r.failed_at else least(m.failed_at, r.failed_at) end,
      price = coalesce(m.price, r.pricing),
      error_class = case when r.error is null and not r.was_given_up then m.error_class else r.error ->> 'class' end,
      error_code = case when r.error is null and not r.was_given_up then m.error_code else (r.error ->> 'code')::int end,
      error_message = case when r.error is null and not r.was_given_up then m.error_message else r.error ->> 'message' end
    from result r
    where m.id = r.message_id and m.brand_id = r.brand_id and m.organization_id = r.organization_id
    returning
      row(m.organization_id, m.brand_id, case when m.retried_as is null then m.campaign_id end, m.whatsapp_account_id, r.old_counted,
        private.counted_status(m.status, m.wamid, m.sent_at))
        ::private.status_transition as transition,
      m.id, m.conversation_id, m.brand_id, m.organization_id, m.status,
      -- Of a reaction Meta reports that it was sent and nothing more.
      case when m.type = 'reaction' and m.sent_at is not null and m.status <> 'failed' then
        row(m.organization_id, m.brand_id, m.content -> 'reaction' ->> 'message_id', 'reaction', 'business', m.id, m.occurred_at,
          nullif(m.content -> 'reaction' ->> 'emoji', ''), null)::private.message_action end as reaction
  )
  select array_agg(transition),
    jsonb_agg(jsonb_build_object('event', 'status', 'message_id', id, 'conversation_id', conversation_id, 'brand_id', brand_id,
      'organization_id', organization_id, 'status', status)) filter (where conversation_id is not null),
    (select array_agg(distinct s.whatsapp_account_id)
      from settled s join private.campaign_feeds f on f.campaign_id = s.campaign_id and f.brand_id = s.brand_id
      where s.status = 'unknown' and f.status = 'running' and f.next_position > f.last_position),
    array_agg(reaction) filter (where (reaction).target_wamid is not null)
  into v_transitions, v_changed, v_last, v_reactions
  from written;
  perform private.count_transitions(v_transitions);
  if v_reactions is not null then
    perform private.act_on_messages(v_reactions);
    perform private.show_actions(r.brand_id, array_agg(r.target_wamid))
    from unnest(v_reactions) as r group by r.brand_id order by r.brand_id;
  end if;
  -- A campaign that waited for nothing but these is completed by its number's pump.
  perform private.ring('outbox/pump', account::text) from unnest(v_last) as account order by account;

  -- Evidence for sends of unknown outcome: Meta reports on this number things that happened a grace period after the claim.
  update private.outbox o set evidence_at = now()
  from (select i.whatsapp_account_id, max(i.at) as at from unnest(v_incoming) as i group by i.whatsapp_account_id) as latest
  where o.whatsapp_account_id = latest.whatsapp_account_id and o.status = 'unknown' and o.evidence_at is null
    and o.claimed_at < latest.at - (select unknown_grace from private.settings);

  -- A failure that is the account's own stops its numbers, as when the send itself is refused.
  perform private.pause_account(f.whatsapp_account_id, f.code, f.message, f.at)
  from (
    select i.whatsapp_account_id, (i.error ->> 'code')::int as code, min(i.error ->> 'message') as message, max(i.at) as at
    from unnest(v_incoming) as i
    where i.error ->> 'class' = 'account' group by i.whatsapp_account_id, (i.error ->> 'code')::int
    order by i.whatsapp_account_id, 2
  ) as f;

  perform private.note_brand_events((c.value ->> 'organization_id')::uuid, (c.value ->> 'brand_id')::uuid,
    jsonb_agg(c.value - '{brand_id,organization_id}'::text[]))
  from jsonb_array_elements(v_changed) as c group by c.value ->> 'brand_id', c.value ->> 'organization_id';
  perform private.note_marketing_refusals(v_incoming);
  return array(select distinct t.campaign_id from unnest(v_transitions) as t where t.campaign_id is not null);
end
$$;
comment on function private.apply_statuses(jsonb) is
  'Applies status items [{phone_number_id, message_id?, wamid, status, at, error?: {class, code, scope?, wait?, message}, pricing?}] in '
  'one update: monotonic (private.status_rank), so repetition and disorder are harmless; settles sends of unknown outcome. '
  'Returns the campaigns whose messages were touched. Cost grows with the batch.';

create function private.apply_or_halve_statuses(items jsonb) returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_half int := jsonb_array_length(items) / 2;
  v_state text;
  v_reason text;
  v_first jsonb;
  v_second jsonb;
begin
  begin
    return jsonb_build_object('campaigns', private.apply_statuses(items), 'dead', '[]'::jsonb);
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_reason = message_text;
    if private.is_passing_error(v_state) then
      raise;
    end if;
  end;
  if v_half = 0 then
    return jsonb_build_object('campaigns', '[]'::jsonb, 'dead', jsonb_build_array(jsonb_build_object(
      'raw_event_id', items -> 0 -> 'raw_event_id', 'path', items -> 0 -> 'path', 'reason', v_reason)));
  end if;
  select private.apply_or_halve_statuses(jsonb_agg(i.value order by i.n) filter (where i.n <= v_half)),
    private.apply_or_halve_statuses(jsonb_agg(i.value order by i.n) filter (where i.n > v_half))
  into v_first, v_second
  from jsonb_array_elements(items) with ordinality as i (value, n);
  return jsonb_build_object('campaigns', (v_first -> 'campaigns') || (v_second -> 'campaigns'),
    'dead', (v_first -> 'dead') || (v_second -> 'dead'));
end
$$;
comment on function private.apply_or_halve_statuses(jsonb) is
  'Applies statuses together; when that fails, each half for itself, down to the one that cannot be applied.';

create function private.take_statuses(items jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_routed jsonb;
  v_dead jsonb;
  v_taken jsonb;
begin
  select jsonb_agg(i) filter (where r.phone_number_id is not null),
    coalesce(
      jsonb_agg(jsonb_build_object('raw_event_id', i -> 'raw_event_id', 'path', i -> 'path',
        'reason', private.unrouted_reason(i ->> 'phone_number_id'), 'unrouted_id', i -> 'phone_number_id'))
        filter (where r.phone_number_id is null), '[]')
  into v_routed, v_dead
  from jsonb_array_elements(items) as i
  left join private.whatsapp_routes r on r.phone_number_id = i ->> 'phone_number_id';
  if v_routed is null then
    return jsonb_build_object('campaigns', '[]'::jsonb, 'dead', v_dead);
  end if;
  v_taken := private.apply_or_halve_statuses(v_routed);
  return v_taken || jsonb_build_object('dead', v_dead || (v_taken -> 'dead'));
end
$$;
comment on function private.take_statuses(jsonb) is
  'private.apply_statuses for a batch as it comes, each item with raw_event_id and path: {campaigns, dead}. A bad one harms no other; '
  'dead holds those that could not be applied, of unknown numbers among them: [{raw_event_id, path, reason}].';
grant execute on function private.take_statuses(jsonb) to wabase_worker;
