create type private.automatic_text as (
  message_id uuid, organization_id uuid, brand_id uuid, whatsapp_account_id uuid, contact_id uuid, conversation_id uuid, body text
);
comment on type private.automatic_text is 'A text that nobody wrote by hand, on its way into the outbox.';

create function private.try_quota(organization_id uuid, metric text, n bigint) returns boolean
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.take_quota(organization_id, metric, n);
  return true;
exception when sqlstate 'PT402' or sqlstate 'PT409' then
  return false;
end
$$;
comment on function private.try_quota(uuid, text, bigint) is
  'Takes n of a metric, or tells that it is not to be had: for work that must go on without it.';

create function private.queue_automatic_texts(conversation_ids uuid[], bodies text[]) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  v_texts private.automatic_text[];
begin
  select array_agg(row(private.new_id(), c.organization_id, c.brand_id, c.whatsapp_account_id, c.contact_id, c.id, t.body)
    ::private.automatic_text order by c.contact_id, c.whatsapp_account_id)
  into v_texts
  from unnest(conversation_ids, bodies) as t (conversation_id, body)
  join public.conversations c on c.id = t.conversation_id and c.window_expires_at > now()
  join public.whatsapp_accounts a on a.id = c.whatsapp_account_id and a.brand_id = c.brand_id and a.connection_status = 'connected';

  -- Counters are taken in one order; whose plan is used up gets nothing sent, and what called goes on.
  select array_agg(t order by t.contact_id, t.whatsapp_account_id) into v_texts
  from unnest(v_texts) as t
  where t.organization_id = any (array(
    select n.organization_id
    from (select x.organization_id, count(*) as n from unnest(v_texts) as x group by x.organization_id order by x.organization_id) as n
    where private.try_quota(n.organization_id, 'messages', n.n)));
  if v_texts is null then
    return 0;
  end if;

  perform private.open_conversations(array(
    select row(t.organization_id, t.brand_id, t.whatsapp_account_id, t.contact_id, now(), false, 0, 'outbound', null,
      private.message_preview('text', t.body), t.message_id)::private.conversation_opening
    from unnest(v_texts) as t));
  insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body,
    content, status)
  select t.message_id, t.organization_id, t.brand_id, t.whatsapp_account_id, t.contact_id, t.conversation_id, 'outbound', 'text', t.body,
    jsonb_build_object('text', jsonb_build_object('body', t.body)), 'queued'
  from unnest(v_texts) as t;
  insert into private.outbox (organization_id, brand_id, whatsapp_account_id, contact_id, message_id, priority)
  select t.organization_id, t.brand_id, t.whatsapp_account_id, t.contact_id, t.message_id, 1 from unnest(v_texts) as t;
  perform private.ring('outbox/pump', a.id::text)
  from (select distinct t.whatsapp_account_id as id from unnest(v_texts) as t order by 1) as a;
  perform private.note_brand_events(t.organization_id, t.brand_id, jsonb_agg(jsonb_build_object('event', 'message',
    'message_id', t.message_id, 'conversation_id', t.conversation_id, 'direction', 'outbound', 'status', 'queued')))
  from unnest(v_texts) as t group by t.organization_id, t.brand_id;
  return cardinality(v_texts);
end
$$;
comment on function private.queue_automatic_texts(uuid[], text[]) is
  'Queues a text that nobody wrote by hand into each conversation whose window is open and whose number is connected, behind what people '
  'send; refused quietly where the plan''s messages are used up. Consent is looked at when it is claimed. Returns how many. '
  'Cost grows with the batch.';
