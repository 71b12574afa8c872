create function private.give_back_row(noted private.contact_merge_rows, old_id uuid, new_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_key jsonb;
  v_columns text;
begin
  if noted.is_dropped then
    -- What the kept contact had, too: only this contact lost it. Columns that are generated fill themselves.
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into v_columns
    from pg_catalog.pg_attribute a
    where a.attrelid = noted.relation::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    execute format(
      'insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_record(null::%1$s, $1) on conflict do nothing',
      noted.relation::regclass, v_columns) using noted.row;
    return;
  end if;
  -- The row by its key, as it is now.
  select jsonb_object_agg(a.attname, noted.row -> a.attname) - noted.reference into v_key
  from pg_catalog.pg_index x join pg_catalog.pg_attribute a on a.attrelid = x.indrelid and a.attnum = any (x.indkey)
  where x.indrelid = noted.relation::regclass and x.indisprimary;
  execute format('update %1$s t set %2$I = $1 where t.%2$I = $2 and t.brand_id = $3 and to_jsonb(t) @> $4',
    noted.relation::regclass, noted.reference) using old_id, new_id, noted.brand_id, v_key;
end
$$;
comment on function private.give_back_row(private.contact_merge_rows, uuid, uuid) is
  'Takes back one step of a merge: the row refers to the old contact or conversation again; gone since, it stays gone.';

create function private.give_back_conversations(merge public.contact_merges) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_noted private.contact_merge_rows;
begin
  for v_noted in
    select * from private.contact_merge_rows r
    where r.merge_id = merge.id and r.brand_id = merge.brand_id and r.relation = 'public.conversations' order by r.id
  loop
    perform private.give_back_row(v_noted, merge.merged_contact_id, merge.contact_id);
    -- Notes, labels and the like of a conversation that was joined.
    perform private.give_back_row(r, (v_noted.row ->> 'id')::uuid, kept.id)
    from private.contact_merge_rows r, public.conversations kept
    where v_noted.is_dropped and r.merge_id = merge.id and r.brand_id = merge.brand_id
      and r.row ->> r.reference = v_noted.row ->> 'id' and r.relation <> 'public.conversations'
      and kept.contact_id = merge.contact_id and kept.brand_id = merge.brand_id
      and kept.whatsapp_account_id = (v_noted.row ->> 'whatsapp_account_id')::uuid;
  end loop;
end
$$;
comment on function private.give_back_conversations(public.contact_merges) is 'Parts the conversations that a merge joined.';

create function private.give_back_messages(merge public.contact_merges) returns void
language sql volatile
set search_path = ''
as $$
  select count(*) from (
    select from public.messages m
    where m.id = any (array(
        select (r.row ->> 'id')::uuid from private.contact_merge_rows r
        where r.merge_id = merge.id and r.brand_id = merge.brand_id and r.relation = 'public.messages'))
      and m.brand_id = merge.brand_id and m.organization_id = merge.organization_id
    order by m.id for update
  ) as locked;
  with moved as (
    update public.messages m
    set contact_id = merge.merged_contact_id, conversation_id = (r.row ->> 'conversation_id')::uuid
    from private.contact_merge_rows r
    where r.merge_id = merge.id and r.brand_id = merge.brand_id and r.relation = 'public.messages'
      and m.id = (r.row ->> 'id')::uuid and m.brand_id = merge.brand_id and m.organization_id = merge.organization_id
      and m.contact_id = merge.contact_id
    returning m.id
  )
  update private.outbox o set contact_id = merge.merged_contact_id where o.message_id = any (array(select m.id from moved m))
$$;
comment on function private.give_back_messages(public.contact_merges) is 'Gives the messages that a merge moved back; newer ones stay.';

create function private.undo_contact_merge(merge_id uuid) returns public.contact_merges
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_merge public.contact_merges;
  v_kept public.contacts;
  v_gone public.contacts;
  v_noted private.contact_merge_rows;
begin
  select * into v_merge from public.contact_merges m where m.id = undo_contact_merge.merge_id;
  perform private.require_brand(v_merge.brand_id, 'contacts.edit');
  perform private.lock_merges(v_merge.brand_id);
  perform from public.contacts c
  where c.id in (v_merge.contact_id, v_merge.merged_contact_id) and c.brand_id = v_merge.brand_id order by c.id for update;
  select * into v_merge from public.contact_merges m where m.id = undo_contact_merge.merge_id for update;
  if v_merge.undone_at is not null then
    return v_merge;
  end if;
  if v_merge.created_at < now() - interval '1 day' then
    perform private.fail('PT409', 'merge_too_old', 'A merge can be undone for one day.', 'Add the other contact anew.');
  end if;
  if exists (
    select from public.contact_merges m
    where m.brand_id = v_merge.brand_id and m.undone_at is null and m.id > v_merge.id
      and (m.contact_id = v_merge.contact_id or m.merged_contact_id = v_merge.contact_id)
  ) then
    perform private.fail('PT409', 'merged_again', 'The contact was merged with another one since.', 'Undo the later merge first.');
  end if;
  perform set_config('wabase.quota', 'count', true), set_config('wabase.identities', 'kept', true);

  perform private.give_back_conversations(v_merge);
  perform private.give_back_messages(v_merge);
  for v_noted in
    select * from private.contact_merge_rows r
    where r.merge_id = v_merge.id and r.brand_id = v_merge.brand_id
      and r.relation not in ('public.contacts', 'public.conversations', 'public.messages', 'public.consents')
      and r.row ->> r.reference = v_merge.merged_contact_id::text
    order by r.id
  loop
    perform private.give_back_row(v_noted, v_merge.merged_contact_id, v_merge.contact_id);
  end loop;
  select (jsonb_populate_record(null::public.contacts, r.row)).* into v_kept from private.contact_merge_rows r
  where r.merge_id = v_merge.id and r.brand_id = v_merge.brand_id and r.relation = 'public.contacts' and r.reference = 'contact_id';
  select (jsonb_populate_record(null::public.contacts, r.row)).* into v_gone from private.contact_merge_rows r
  where r.merge_id = v_merge.id and r.brand_id = v_merge.brand_id and r.relation = 'public.contacts' and r.reference = 'merged_contact_id';
  -- An objection that the merge carried over stays: nobody hears from us because of a mistake.
  update public.contacts c
  set name = case when c.name = v_gone.name then v_kept.name else c.name end, profile_name = v_kept.profile_name,
    profile_name_at = v_kept.profile_name_at, locale = v_kept.locale, ids_changed_at = v_kept.ids_changed_at,
    attributes = (
      select coalesce(jsonb_object_agg(a.key, a.value), '{}') from jsonb_each(c.attributes) as a
      where v_kept.attributes ? a.key or a.value is distinct from v_gone.attributes -> a.key),
    updated_at = now()
  where c.id = v_kept.id and c.brand_id = v_kept.brand_id;
  update public.contacts c set merged_into = null, deleted_at = v_gone.deleted_at, updated_at = now()
  where c.id = v_gone.id and c.brand_id = v_gone.brand_id;
  perform private.refresh_aliases(c.id, c.brand_id)
  from public.contacts c where c.id in (v_kept.id, v_gone.id) and c.brand_id = v_kept.brand_id;

  update public.contact_merges m set undone_at = now() where m.id = v_merge.id and m.brand_id = v_merge.brand_id returning * into v_merge;
  delete from private.contact_merge_rows r where r.merge_id = v_merge.id and r.brand_id = v_merge.brand_id;
  perform private.note_brand_events(v_merge.organization_id, v_merge.brand_id, jsonb_build_array(jsonb_build_object(
    'event', 'contact_parted', 'contact_id', v_merge.contact_id, 'merged_contact_id', v_merge.merged_contact_id)));
  perform set_config('wabase.quota', '', true), set_config('wabase.identities', '', true);
  return v_merge;
end
$$;
comment on function private.undo_contact_merge(uuid) is 'See public.undo_contact_merge.';
grant execute on function private.undo_contact_merge(uuid) to authenticated;

create function public.undo_contact_merge(merge_id uuid) returns public.contact_merges
language sql volatile
set search_path = ''
as $$ select private.undo_contact_merge(merge_id) $$;
comment on function public.undo_contact_merge(uuid) is
  'Takes a merge of the last day back: aliases, conversations, messages, notes, labels and groups go to the contact they came from. '
  'What came since stays with the kept contact, and so does an objection. Undone already, it returns the merge. '
  'Errors: 42501 permission_denied, PT409 merge_too_old | merged_again.';
grant execute on function public.undo_contact_merge(uuid) to authenticated;

create function private.forget_merge_rows() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_gone int;
begin
  -- Messages that were handed out for a contact while it was being merged.
  perform private.move_messages(m.id, k, g, '{}')
  from public.contact_merges m
  join public.contacts k on k.id = m.contact_id and k.brand_id = m.brand_id and k.organization_id = m.organization_id
  join public.contacts g on g.id = m.merged_contact_id and g.brand_id = m.brand_id and g.organization_id = m.organization_id
  where m.created_at > now() - interval '1 hour' and m.undone_at is null and k.merged_into is null
    and exists (
      select from public.messages x
      where x.contact_id = g.id and x.brand_id = g.brand_id and x.organization_id = g.organization_id);
  delete from private.contact_merge_rows r
  using public.contact_merges m
  where m.created_at between now() - interval '1 week' and now() - interval '1 day' and r.merge_id = m.id and r.brand_id = m.brand_id
    and r.organization_id = m.organization_id;
  get diagnostics v_gone = row_count;
  return v_gone;
end
$$;
comment on function private.forget_merge_rows() is
  'Hourly: gives messages that were on their way during a merge to the kept contact, and drops the notes of merges that cannot be undone '
  'any more. Returns how many notes.';
grant execute on function private.forget_merge_rows() to wabase_worker;
