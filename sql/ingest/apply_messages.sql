create type private.incoming_message as (
  raw_event_id uuid, path text, phone_number_id text, wamid text, at timestamptz, type text, body text, content jsonb,
  context_wamid text, phone text, bsuid text, parent_bsuid text, username text, profile_name text, group_id text
);
comment on type private.incoming_message is 'An inbound message item of a webhook, normalised.';

create type private.routed_message as (
  id uuid, organization_id uuid, brand_id uuid, whatsapp_account_id uuid, item private.incoming_message, target_wamid text
);
comment on type private.routed_message is
  'An inbound message item and the number it is for. target_wamid: what an edit, a revocation or a reaction is about, null for all others.';

create type private.stored_message as (
  message_id uuid, organization_id uuid, brand_id uuid, whatsapp_account_id uuid, contact_id uuid, conversation_id uuid,
  at timestamptz, type text, body text, content jsonb
);
comment on type private.stored_message is 'An inbound message that was stored for the first time just now.';

create function private.sighting_of(organization_id uuid, brand_id uuid, item private.incoming_message) returns private.sighting
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when item.content -> 'system' ->> 'type' in ('user_changed_number', 'user_changed_user_id') then row(
      organization_id, brand_id, item.at, new.phone, new.bsuid, nullif(told.system ->> 'parent_user_id', ''), item.username,
      item.profile_name, case when item.phone <> coalesce(new.phone, '') then item.phone end,
      coalesce(nullif(told.system ->> 'previous_user_id', ''), case when item.bsuid <> coalesce(new.bsuid, '') then item.bsuid end),
      nullif(told.system ->> 'previous_parent_user_id', ''))::private.sighting
    else row(organization_id, brand_id, item.at, item.phone, item.bsuid, item.parent_bsuid, item.username, item.profile_name,
      null, null, null)::private.sighting
  end
  from (select item.content -> 'system' as system) as told,
    lateral (
      -- Where a phone belongs, some senders put a user id.
      select '+' || substring(told.system ->> 'wa_id' from '^\+?([0-9]{5,15})$') as phone,
        coalesce(nullif(told.system ->> 'user_id', ''), substring(told.system ->> 'wa_id' from '^[A-Z]{2}\.[A-Za-z0-9.]+$')) as bsuid
    ) as new
$$;
comment on function private.sighting_of(uuid, uuid, private.incoming_message) is
  'Whom a message shows: its sender, or, when WhatsApp tells that a number or user id changed, the new ids and the previous ones. '
  'Payloads before August 2026 lack the previous user id: there the sender is who changed.';

create function private.after_inbound(stored private.stored_message[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.hear_consent(stored);
  perform private.await_media(stored);
  perform private.follow_inbound(stored);
end
$$;
comment on function private.after_inbound(private.stored_message[]) is
  'What follows from inbound messages beyond storing them, for the whole batch at once: each subject has its function here. Messages of '
  'groups are not among them.';

create function private.note_last_inbound(contact_ids uuid[], times timestamptz[]) returns void
language plpgsql volatile
set search_path = ''
-- Sessions that planned this while the tables were small would read all contacts for each batch.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
  -- Nothing of a contact changes that its triggers look after.
  perform set_config('wabase.identities', 'kept', true);
  with seen as materialized (
    select u.contact_id, max(u.at) as at from unnest(contact_ids, times) as u (contact_id, at) group by u.contact_id
  ), locked as materialized (
    select c.id, s.at
    from seen s
    join public.contacts c on c.id = s.contact_id
    where c.last_inbound_at is null or c.last_inbound_at < s.at
    order by c.id for no key update of c
  )
  update public.contacts c set last_inbound_at = greatest(c.last_inbound_at, l.at)
  from locked l where c.id = l.id and c.id = any (contact_ids);
  perform set_config('wabase.identities', '', true);
end
$$;
comment on function private.note_last_inbound(uuid[], timestamptz[]) is
  'Notes when contacts wrote last; their rows are locked in order of id. Cost grows with the batch.';

create function private.store_messages(messages private.routed_message[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_new uuid[];
  v_live private.routed_message[];
  v_contacts uuid[];
  v_conversations uuid[];
  v_stored private.stored_message[];
begin
  with named as (
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select distinct on ((m.item).wamid, m.brand_id) m.organization_id, m.brand_id, (m.item).wamid, m.id
    from unnest(messages) as m where m.target_wamid is null
    order by (m.item).wamid, m.brand_id, m.id
    on conflict do nothing
    returning message_id
  )
  select array_agg(message_id) into v_new from named;

  -- A repeated message ends here. A reaction is a sign of life like a message; edits and revocations say nothing new of their sender.
  select array_agg(m order by (m.item).at, (m.item).wamid) into v_live
  from unnest(messages) as m
  where m.id = any (v_new) or m.target_wamid is not null and (m.item).type = 'reaction';

  if v_live is not null then
    v_contacts := private.find_or_create_contacts(array(
      select private.sighting_of(m.organization_id, m.brand_id, m.item)
      from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n) order by m.n));
    if array_position(v_contacts, null) is not null then
      raise invalid_parameter_value using message = 'The sender''s ids are malformed.';
    end if;

    v_conversations := private.open_conversations(array(
      select row(m.organization_id, m.brand_id, m.whatsapp_account_id, v_contacts[m.n], (m.item).at, (m.item).type <> 'system',
        case when m.target_wamid is null and (m.item).type <> 'system' then 1 else 0 end, 'inbound', (m.item).wamid,
        private.message_preview((m.item).type, (m.item).body), m.id)::private.conversation_opening
      from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n)
      where (m.item).group_id is null order by m.n));

    -- Messages of groups have no conversation: a place each, as contacts have.
    select array_agg(case when placed.is_group then null else v_conversations[placed.place] end order by placed.n) into v_conversations
    from (
      select m.n, (m.item).group_id is not null as is_group,
        count(*) filter (where (m.item).group_id is null) over (order by m.n) as place
      from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n)
    ) as placed;

    perform private.note_last_inbound(array_agg(v_contacts[m.n]), array_agg((m.item).at))
    from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n)
    where (m.item).type <> 'system';

    insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body,
      content, status, wamid, context_wamid, group_id, occurred_at)
    select m.id, m.organization_id, m.brand_id, m.whatsapp_account_id, v_contacts[m.n], v_conversations[m.n], 'inbound', (m.item).type,
      (m.item).body, (m.item).content, 'received', (m.item).wamid, (m.item).context_wamid, (m.item).group_id, (m.item).at
    from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n)
    where m.target_wamid is null order by m.n;

    perform private.note_brand_events(m.organization_id, m.brand_id, jsonb_agg(jsonb_build_object('event', 'message',
      'message_id', m.id, 'conversation_id', v_conversations[m.n], 'direction', 'inbound', 'status', 'received') order by m.n))
    from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n)
    where m.target_wamid is null group by m.organization_id, m.brand_id order by m.brand_id;

    select array_agg(row(m.id, m.organization_id, m.brand_id, m.whatsapp_account_id, v_contacts[m.n], v_conversations[m.n], (m.item).at,
      (m.item).type, (m.item).body, (m.item).content)::private.stored_message order by m.n)
    into v_stored
    from unnest(v_live) with ordinality as m (id, organization_id, brand_id, whatsapp_account_id, item, target_wamid, n)
    where m.target_wamid is null and (m.item).group_id is null;
  end if;

  perform private.act_on_messages(array_agg(
    row(m.organization_id, m.brand_id, m.target_wamid, (m.item).type,
      case when (m.item).type = 'reaction' and (m.item).group_id is not null
        then coalesce((m.item).bsuid, (m.item).phone, 'contact') else 'contact' end,
      (m.item).wamid, (m.item).at, nullif((m.item).body, ''),
      case (m.item).type when 'edit' then ((m.item).content -> 'edit' -> 'message') - '{type,context}'::text[] end
    )::private.message_action))
  from unnest(messages) as m where m.target_wamid is not null having count(*) > 0;
  perform private.show_actions(about.brand_id, about.wamids)
  from (
    select m.brand_id, array_agg(coalesce(m.target_wamid, (m.item).wamid)) as wamids
    from unnest(messages) as m where m.target_wamid is not null or m.id = any (v_new) group by m.brand_id order by m.brand_id
  ) as about;

  if v_stored is not null then
    perform private.after_inbound(v_stored);
  end if;
end
$$;
comment on function private.store_messages(private.routed_message[]) is
  'Stores inbound messages, each once (by wamid): finds or creates the contacts, opens the conversations, shows edits, revocations and '
  'reactions on the messages they are about, announces all. The customer service window counts from a message''s own time. '
  'One bad item fails all: private.store_or_halve parts them. Cost grows with the batch.';

create function private.store_or_halve(messages private.routed_message[]) returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_half int := cardinality(messages) / 2;
  v_state text;
  v_reason text;
begin
  -- A person may be typing in or deleting the same contact at this moment: seen as a violated key, gone at the next try.
  for v_try in 1 .. 3 loop
    begin
      perform private.store_messages(messages);
      return '[]';
    exception when others then
      get stacked diagnostics v_state = returned_sqlstate, v_reason = message_text;
      if private.is_passing_error(v_state) then
        raise;
      end if;
      exit when v_state not in ('23503', '23505');
    end;
  end loop;
  if v_half = 0 then
    return jsonb_build_array(jsonb_build_object('raw_event_id', (messages[1].item).raw_event_id, 'path', (messages[1].item).path,
      'reason', v_reason));
  end if;
  return private.store_or_halve(messages[:v_half]) || private.store_or_halve(messages[v_half + 1:]);
end
$$;
comment on function private.store_or_halve(private.routed_message[]) is
  'Stores messages together; when that fails, each half for itself, down to the one that cannot be stored, which is returned: '
  '[{raw_event_id, path, reason}].';

create function private.apply_messages(items jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_messages private.routed_message[];
  v_refused jsonb;
begin
  select
    array_agg(row(i.id, r.organization_id, r.brand_id, r.whatsapp_account_id, i.item,
      case when i.type = 'revoke' then i.content -> 'revoke' ->> 'original_message_id'
        when i.type = 'edit' and jsonb_typeof(i.content -> 'edit' -> 'message') = 'object'
          then i.content -> 'edit' ->> 'original_message_id'
        when i.type = 'reaction' then i.content -> 'reaction' ->> 'message_id' end)::private.routed_message order by i.at, i.wamid)
      filter (where r.phone_number_id is not null),
    coalesce(
      jsonb_agg(jsonb_build_object('raw_event_id', i.raw_event_id, 'path', i.path, 'reason', private.unrouted_reason(i.phone_number_id),
        'unrouted_id', i.phone_number_id)) filter (where r.phone_number_id is null), '[]')
  into v_messages, v_refused
  from (
    -- Named as they came: Meta's times are whole seconds, and within one the order of arrival is the best there is.
    select private.new_id() as id, item, item.* from jsonb_populate_recordset(null::private.incoming_message, items) as item
  ) as i
  left join private.whatsapp_routes r on r.phone_number_id = i.phone_number_id;
  if v_messages is null then
    return v_refused;
  end if;
  return v_refused || private.store_or_halve(v_messages);
end
$$;
comment on function private.apply_messages(jsonb) is
  'Applies inbound message items. A bad item harms no other: returns those that could not be applied, of '
  'unknown numbers among them: [{raw_event_id, path, reason}]. Cost grows with the batch.';
grant execute on function private.apply_messages(jsonb) to wabase_worker;
