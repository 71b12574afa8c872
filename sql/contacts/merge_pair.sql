create function private.move_references(
  merge_id uuid, parent regclass, old_id uuid, new_id uuid, brand_id uuid, organization_id uuid, left_out regclass[]
) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_reference record;
  v_row record;
begin
  for v_reference in
    select k.conrelid::regclass as relation, a.attname as name
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_attribute f on f.attrelid = k.confrelid and f.attname = 'id'
    join pg_catalog.pg_attribute a
      on a.attrelid = k.conrelid and a.attnum = k.conkey[array_position(k.confkey, f.attnum)]
    where k.contype = 'f' and k.confrelid = parent and k.conparentid = 0 and k.conrelid <> all (left_out::oid[])
    order by k.conrelid::regclass::text
  loop
    for v_row in execute format(
      'select t.ctid as place, to_jsonb(t) as row from %1$s t where t.%2$I = $1 and t.brand_id = $2 and t.organization_id = $3 for update',
      v_reference.relation, v_reference.name) using old_id, brand_id, organization_id
    loop
      begin
        execute format('update %1$s set %2$I = $1 where ctid = $2', v_reference.relation, v_reference.name) using new_id, v_row.place;
        insert into private.contact_merge_rows (organization_id, brand_id, merge_id, relation, reference, row, is_dropped)
        values (move_references.organization_id, move_references.brand_id, move_references.merge_id, v_reference.relation::text,
          v_reference.name, v_row.row, false);
      exception when unique_violation then
        -- The kept one has the same already: a label, a group.
        execute format('delete from %1$s where ctid = $1', v_reference.relation) using v_row.place;
        insert into private.contact_merge_rows (organization_id, brand_id, merge_id, relation, reference, row, is_dropped)
        values (move_references.organization_id, move_references.brand_id, move_references.merge_id, v_reference.relation::text,
          v_reference.name, v_row.row, true);
      end;
    end loop;
  end loop;
end
$$;
comment on function private.move_references(uuid, regclass, uuid, uuid, uuid, uuid, regclass[]) is
  'Lets every row that refers to one contact or conversation refer to another, whatever tables there are (read from the catalogue), and '
  'notes each for the undo; what the other has already is dropped. Cost grows with that contact''s rows.';

create function private.join_conversations(merge_id uuid, kept public.contacts, gone public.contacts) returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_pair record;
  v_joined jsonb := '{}';
begin
  for v_pair in
    select g as old, k.id as kept_id
    from public.conversations g
    left join public.conversations k
      on k.contact_id = kept.id and k.whatsapp_account_id = g.whatsapp_account_id and k.brand_id = g.brand_id
        and k.organization_id = g.organization_id
    where g.contact_id = gone.id and g.brand_id = gone.brand_id and g.organization_id = gone.organization_id
    order by g.id
  loop
    insert into private.contact_merge_rows (organization_id, brand_id, merge_id, relation, reference, row, is_dropped)
    values (gone.organization_id, gone.brand_id, join_conversations.merge_id, 'public.conversations', 'contact_id', to_jsonb(v_pair.old),
      v_pair.kept_id is not null);
    if v_pair.kept_id is null then
      update public.conversations c set contact_id = kept.id
      where c.id = (v_pair.old).id and c.brand_id = gone.brand_id and c.organization_id = gone.organization_id;
      continue;
    end if;
    v_joined := v_joined || jsonb_build_object((v_pair.old).id::text, v_pair.kept_id);
    perform private.move_references(merge_id, 'public.conversations', (v_pair.old).id, v_pair.kept_id, gone.brand_id,
      gone.organization_id, '{}');
    delete from public.conversations c
    where c.id = (v_pair.old).id and c.brand_id = gone.brand_id and c.organization_id = gone.organization_id;
    update public.conversations c
    set unread_count = c.unread_count + (v_pair.old).unread_count,
      last_message_at = greatest(c.last_message_at, (v_pair.old).last_message_at),
      (last_message_id, last_message_direction, last_message_preview) = (
        select l.id, l.direction, l.preview
        from (values (c.last_message_at, c.last_message_direction, c.last_message_preview, c.last_message_id),
          ((v_pair.old).last_message_at, (v_pair.old).last_message_direction, (v_pair.old).last_message_preview,
            (v_pair.old).last_message_id)) as l (at, direction, preview, id)
        order by date_trunc('second', l.at) desc nulls last, l.id desc nulls last limit 1),
      (last_inbound_at, last_inbound_wamid) = (
        select l.at, l.wamid
        from (values (c.last_inbound_at, c.last_inbound_wamid),
          ((v_pair.old).last_inbound_at, (v_pair.old).last_inbound_wamid)) as l (at, wamid)
        order by l.at desc nulls last, l.wamid desc nulls last limit 1),
      opened_at = least(c.opened_at, (v_pair.old).opened_at),
      window_expires_at = greatest(c.window_expires_at, (v_pair.old).window_expires_at),
      assigned_to = coalesce(c.assigned_to, (v_pair.old).assigned_to),
      assigned_at = case when c.assigned_to is null then (v_pair.old).assigned_at else c.assigned_at end,
      away_sent_at = greatest(c.away_sent_at, (v_pair.old).away_sent_at),
      status = case when 'open' in (c.status, (v_pair.old).status) then 'open' else c.status end,
      closed_at = case when 'open' not in (c.status, (v_pair.old).status) then c.closed_at end
    where c.id = v_pair.kept_id and c.brand_id = gone.brand_id and c.organization_id = gone.organization_id;
  end loop;
  return v_joined;
end
$$;
comment on function private.join_conversations(uuid, public.contacts, public.contacts) is
  'Gives a contact the conversations of another; two with one number become one. Returns which became which.';

create function private.move_messages(merge_id uuid, kept public.contacts, gone public.contacts, joined jsonb) returns void
language sql volatile
set search_path = ''
as $$
  select count(*) from (
    select from public.messages m
    where m.contact_id = gone.id and m.brand_id = gone.brand_id and m.organization_id = gone.organization_id
    order by m.id for update
  ) as locked;
  with moved as (
    update public.messages m
    set contact_id = kept.id, conversation_id = coalesce((joined ->> m.conversation_id::text)::uuid, m.conversation_id)
    from public.messages old
    where m.contact_id = gone.id and m.brand_id = gone.brand_id and m.organization_id = gone.organization_id
      and old.id = m.id and old.brand_id = m.brand_id and old.organization_id = m.organization_id
    returning m.id, old.conversation_id
  ), noted as (
    insert into private.contact_merge_rows (organization_id, brand_id, merge_id, relation, reference, row, is_dropped)
    select gone.organization_id, gone.brand_id, move_messages.merge_id, 'public.messages', 'contact_id',
      jsonb_build_object('id', m.id, 'conversation_id', m.conversation_id), false
    from moved m
  )
  update private.outbox o set contact_id = kept.id where o.message_id = any (array(select m.id from moved m))
$$;
comment on function private.move_messages(uuid, public.contacts, public.contacts, jsonb) is
  'Gives a contact the messages of another, those still on their way out too. Messages are locked by id, then outbox rows.';

create function private.move_identities(merge_id uuid, kept public.contacts, gone public.contacts) returns void
language sql volatile
set search_path = ''
as $$
  with moved as (
    update public.contact_identities i set contact_id = kept.id
    where i.contact_id = gone.id and i.brand_id = gone.brand_id and i.organization_id = gone.organization_id
    returning i.*
  )
  insert into private.contact_merge_rows (organization_id, brand_id, merge_id, relation, reference, row, is_dropped)
  select m.organization_id, m.brand_id, move_identities.merge_id, 'public.contact_identities', 'contact_id',
    to_jsonb(m) || jsonb_build_object('contact_id', gone.id), false
  from moved m;

  -- An alias that one of them has now and the other had before is held from the earlier time on.
  with known as (
    delete from private.former_identities f
    using public.contact_identities i
    where f.contact_id in (kept.id, gone.id) and f.brand_id = kept.brand_id and f.organization_id = kept.organization_id
      and i.value = f.value and i.kind = f.kind and i.brand_id = f.brand_id and i.organization_id = f.organization_id
      and i.contact_id = kept.id
    returning f.*
  )
  update public.contact_identities i
  set since = least(i.since, f.since), seen_at = greatest(i.seen_at, f.seen_at), ended_at = greatest(i.ended_at, f.ended_at)
  from known f
  where i.value = f.value and i.kind = f.kind and i.brand_id = f.brand_id and i.organization_id = f.organization_id;

  with gone_ones as (
    delete from private.former_identities f
    where f.contact_id = gone.id and f.brand_id = gone.brand_id and f.organization_id = gone.organization_id
    returning f.*
  )
  insert into private.former_identities as f (organization_id, brand_id, contact_id, kind, value, since, seen_at, ended_at)
  select g.organization_id, g.brand_id, kept.id, g.kind, g.value, g.since, g.seen_at, g.ended_at from gone_ones g
  on conflict on constraint former_identities_pkey do update
  set since = least(f.since, excluded.since), seen_at = greatest(f.seen_at, excluded.seen_at),
    ended_at = greatest(f.ended_at, excluded.ended_at)
$$;
comment on function private.move_identities(uuid, public.contacts, public.contacts) is 'Gives a contact the aliases of another.';

create function private.merge_pair(keep_id uuid, gone_id uuid, brand_id uuid, reason text) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_kept public.contacts;
  v_gone public.contacts;
  v_merge uuid;
  v_joined jsonb;
begin
  perform from public.contacts c where c.id in (keep_id, gone_id) and c.brand_id = merge_pair.brand_id order by c.id for update;
  select * into strict v_kept from public.contacts c where c.id = keep_id and c.brand_id = merge_pair.brand_id;
  select * into strict v_gone from public.contacts c where c.id = gone_id and c.brand_id = merge_pair.brand_id;
  insert into public.contact_merges (organization_id, brand_id, contact_id, merged_contact_id, reason)
  values (v_kept.organization_id, v_kept.brand_id, v_kept.id, v_gone.id, merge_pair.reason) returning id into v_merge;
  insert into private.contact_merge_rows (organization_id, brand_id, merge_id, relation, reference, row, is_dropped)
  values (v_kept.organization_id, v_kept.brand_id, v_merge, 'public.contacts', 'contact_id', to_jsonb(v_kept), false),
    (v_kept.organization_id, v_kept.brand_id, v_merge, 'public.contacts', 'merged_contact_id', to_jsonb(v_gone), false);

  v_joined := private.join_conversations(v_merge, v_kept, v_gone);
  perform private.move_messages(v_merge, v_kept, v_gone, v_joined);
  perform private.move_identities(v_merge, v_kept, v_gone);
  perform private.take_over_consents(v_kept, v_gone);
  perform private.move_references(v_merge, 'public.contacts', v_gone.id, v_kept.id, v_kept.brand_id, v_kept.organization_id,
    -- Moved above, or history that stays as it was.
    array['public.messages', 'public.conversations', 'public.contact_identities', 'private.former_identities',
      'public.campaign_recipients', 'public.contact_merges', 'public.consents']::regclass[]);

  update public.contacts c
  set phone = null, bsuid = null, username = null, merged_into = v_kept.id, deleted_at = coalesce(c.deleted_at, now()), updated_at = now()
  where c.id = v_gone.id and c.brand_id = v_gone.brand_id;
  update public.contacts c set merged_into = v_kept.id
  where c.merged_into = v_gone.id and c.brand_id = v_gone.brand_id and c.organization_id = v_gone.organization_id;
  update public.contacts c
  set name = case
      -- A name that people gave goes before one that WhatsApp told.
      when v_kept.name is distinct from v_kept.profile_name and v_kept.name is not null then v_kept.name
      when v_gone.name is distinct from v_gone.profile_name and v_gone.name is not null then v_gone.name
      when (v_gone.profile_name_at, v_gone.profile_name) < (v_kept.profile_name_at, v_kept.profile_name) then v_gone.name
      else coalesce(v_kept.name, v_gone.name)
    end,
    profile_name = told.name, profile_name_at = told.at,
    locale = coalesce(v_kept.locale, v_gone.locale), attributes = v_gone.attributes || v_kept.attributes,
    last_inbound_at = greatest(v_kept.last_inbound_at, v_gone.last_inbound_at),
    ids_changed_at = greatest(v_kept.ids_changed_at, v_gone.ids_changed_at), updated_at = now(),
    deleted_at = case when v_gone.deleted_at is not null then v_kept.deleted_at end
  from (select 1) as one
  left join lateral (
    select t.name, t.at
    from (values (v_kept.profile_name, v_kept.profile_name_at), (v_gone.profile_name, v_gone.profile_name_at)) as t (name, at)
    where t.name is not null order by t.at, t.name limit 1) as told on true
  where c.id = v_kept.id and c.brand_id = v_kept.brand_id;
  perform private.refresh_aliases(v_kept.id, v_kept.brand_id);
  perform private.note_brand_events(v_kept.organization_id, v_kept.brand_id, jsonb_build_array(
    jsonb_build_object('event', 'contact_merged', 'contact_id', v_kept.id, 'merged_contact_id', v_gone.id)));
  return v_merge;
end
$$;
comment on function private.merge_pair(uuid, uuid, uuid, text) is
  'Lets one contact take over another of the brand: aliases, conversations, messages and whatever refers to it. Recipients of campaigns '
  'stay as they were frozen. The caller keeps aliases by itself (setting wabase.identities). Cost grows with the rows of the '
  'contact that goes. Lock order: contacts, messages by id, outbox.';
