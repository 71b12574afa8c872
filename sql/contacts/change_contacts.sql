create function private.announce_contact_change(change public.contact_changes) returns void
language sql volatile
set search_path = ''
as $$
  select realtime.send(jsonb_build_object('id', change.id, 'status', change.status, 'done', change.done, 'expected', change.expected),
    'contact_change', 'contacts:' || change.brand_id, true)
$$;
comment on function private.announce_contact_change(public.contact_changes) is 'Tells contacts:<brand id> how far a bulk change is.';

create function private.delete_in_bulk(change public.contact_changes, contact_ids uuid[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if change.created_by is not null then
    perform private.act_as('user', change.created_by::text);
  end if;
  with chosen as (
    select c.id from public.contacts c
    where c.id = any (contact_ids) and c.brand_id = change.brand_id and c.deleted_at is null order by c.id for update
  )
  update public.contacts c set deleted_at = now(), updated_at = now()
  from chosen where c.id = chosen.id and c.brand_id = change.brand_id;
end
$$;
comment on function private.delete_in_bulk(public.contact_changes, uuid[]) is 'Deletes contacts in the name of whoever asked for it.';

create function private.apply_contact_change(change public.contact_changes, contact_ids uuid[]) returns void
language sql volatile
set search_path = ''
as $$
  insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
  select change.organization_id, change.brand_id, l.id, c.id
  from public.labels l cross join unnest(contact_ids) as c (id)
  where l.id = any (change.add_labels) and l.brand_id = change.brand_id
  order by l.id, c.id
  on conflict do nothing;
  delete from public.contact_labels l
  where l.label_id = any (change.remove_labels) and l.contact_id = any (contact_ids) and l.brand_id = change.brand_id;
  insert into public.group_contacts (organization_id, brand_id, group_id, contact_id)
  select change.organization_id, change.brand_id, g.id, c.id
  from public.groups g cross join unnest(contact_ids) as c (id)
  where g.id = any (change.add_groups) and g.brand_id = change.brand_id
  order by g.id, c.id
  on conflict do nothing;
  delete from public.group_contacts g
  where g.group_id = any (change.remove_groups) and g.contact_id = any (contact_ids) and g.brand_id = change.brand_id;
  select private.delete_in_bulk(change, contact_ids) where change.is_deletion;
$$;
comment on function private.apply_contact_change(public.contact_changes, uuid[]) is
  'Puts labels and groups on contacts, takes others off, or deletes them; a second time it changes nothing.';

create function private.step_contact_change(change_id uuid, chunk int) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_change public.contact_changes;
  v_found private.found_contacts;
begin
  select * into v_change from public.contact_changes c
  where c.id = step_contact_change.change_id and c.status = 'running' for update skip locked;
  if not found then
    return false;
  end if;
  begin
    v_found := private.find_contacts(v_change.brand_id, v_change.filter, 'oldest', v_change.next, chunk);
    perform private.apply_contact_change(v_change, v_found.contact_ids);
  exception when sqlstate 'PT422' then
    -- What the filter names was removed meanwhile: trying again would not help.
    v_change.error := sqlerrm;
  end;
  update public.contact_changes c
  set done = c.done + coalesce(cardinality(v_found.contact_ids), 0), next = v_found.next, error = v_change.error,
    status = case when v_change.error is not null then 'failed' when v_found.next is null then 'done' else 'running' end,
    completed_at = case when v_found.next is null then now() end
  where c.id = v_change.id and c.brand_id = v_change.brand_id
  returning * into v_change;
  if v_change.status <> 'running' or v_change.done / 5000 > (v_change.done - coalesce(cardinality(v_found.contact_ids), 0)) / 5000 then
    perform private.announce_contact_change(v_change);
  end if;
  return v_change.status = 'running';
end
$$;
comment on function private.step_contact_change(uuid, int) is
  'Does the next chunk of a bulk change and remembers where it ended; false when nothing is left, or another worker is at it. Cost grows '
  'with the chunk.';
grant execute on function private.step_contact_change(uuid, int) to wabase_worker;

create function private.change_contacts(brand_id uuid, selection jsonb, change jsonb) returns public.contact_changes
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  c_chunk constant int := 1000;
  c_words constant text[] := '{add_labels,remove_labels,add_groups,remove_groups}';
  v_change public.contact_changes;
  v_word text;
  v_ids uuid[];
begin
  perform private.require_brand(brand_id, 'contacts.edit');
  if jsonb_typeof(change) is distinct from 'object' or change = '{}' or change <> '{"delete": true}' and exists (
    select from jsonb_each(change) as c (word, ids) where c.word <> all (c_words) or jsonb_typeof(c.ids) <> 'array'
      or jsonb_array_length(c.ids) not between 1 and 50
      or exists (select from jsonb_array_elements(c.ids) as e where private.uuid_or_null(e #>> '{}') is null))
  then
    perform private.fail('PT422', 'change_invalid', 'The change is not understood.',
      'Give one or more of add_labels, remove_labels, add_groups, remove_groups, each a list of 1 to 50 ids, or {"delete": true}.');
  end if;
  foreach v_word in array c_words loop
    v_ids := array(select distinct e::uuid from jsonb_array_elements_text(change -> v_word) as e);
    if cardinality(v_ids) > (case split_part(v_word, '_', 2)
      when 'labels' then (select count(*) from public.labels l where l.id = any (v_ids) and l.brand_id = change_contacts.brand_id)
      else (select count(*) from public.groups g where g.id = any (v_ids) and g.brand_id = change_contacts.brand_id) end)
    then
      perform private.fail('PT422', 'change_invalid', format('%s names one that does not exist in this brand.', v_word),
        'Give ids of labels and groups of one brand.');
    end if;
  end loop;
  v_ids := null;
  if jsonb_typeof(selection -> 'contact_ids') = 'array' and selection - 'contact_ids' = '{}'
    and jsonb_array_length(selection -> 'contact_ids') between 1 and 5000 and not exists (
      select from jsonb_array_elements(selection -> 'contact_ids') as e where private.uuid_or_null(e #>> '{}') is null)
  then
    v_ids := array(
      select c.id from public.contacts c
      where c.id = any (array(select jsonb_array_elements_text(selection -> 'contact_ids')::uuid))
        and c.brand_id = change_contacts.brand_id and c.deleted_at is null);
  elsif selection ? 'filter' and selection - 'filter' = '{}' then
    perform private.compile_filter(brand_id, selection -> 'filter');
  else
    perform private.fail('PT422', 'selection_invalid', 'The selection is not understood.',
      'Give {"contact_ids": [1 to 5,000 ids]} or {"filter": {…}}; {"filter": {}} is everybody.');
  end if;

  insert into public.contact_changes
    (organization_id, brand_id, filter, add_labels, remove_labels, add_groups, remove_groups, is_deletion)
  select b.organization_id, b.id, selection -> 'filter', coalesce(p.add_labels, '{}'), coalesce(p.remove_labels, '{}'),
    coalesce(p.add_groups, '{}'), coalesce(p.remove_groups, '{}'), change ? 'delete'
  from public.brands b, jsonb_to_record(change) as p (add_labels uuid[], remove_labels uuid[], add_groups uuid[], remove_groups uuid[])
  where b.id = change_contacts.brand_id
  returning * into v_change;
  if v_ids is not null then
    perform private.apply_contact_change(v_change, v_ids);
    update public.contact_changes c
    set expected = cardinality(v_ids), done = cardinality(v_ids), status = 'done', completed_at = now()
    where c.id = v_change.id returning * into v_change;
    perform private.announce_contact_change(v_change);
    return v_change;
  end if;
  update public.contact_changes c
  set expected = (private.estimate_contacts(c.brand_id, c.filter) ->> 'count')::int where c.id = v_change.id;
  if private.step_contact_change(v_change.id, c_chunk) then
    perform private.ring('contacts/change', v_change.id::text);
  end if;
  select * into v_change from public.contact_changes c where c.id = v_change.id;
  return v_change;
end
$$;
comment on function private.change_contacts(uuid, jsonb, jsonb) is 'See public.change_contacts.';
grant execute on function private.change_contacts(uuid, jsonb, jsonb) to authenticated;

create function public.change_contacts(brand_id uuid, selection jsonb, change jsonb) returns public.contact_changes
language sql volatile
set search_path = ''
as $$ select private.change_contacts(brand_id, selection, change) $$;
comment on function public.change_contacts(uuid, jsonb, jsonb) is
  'Puts labels and groups on contacts, takes them off, or deletes contacts. selection: {"contact_ids": [up to 5,000]} or {"filter": {…}}; '
  'change: {"add_labels", "remove_labels", "add_groups", "remove_groups": [ids]} or {"delete": true}. The first thousand matches '
  'are done at once, the rest by the worker: the answer''s status is done or running, its progress comes on contacts:<brand id> as event '
  'contact_change. Contacts that begin to match later may or may not be changed. Errors: 42501 permission_denied, '
  'PT422 change_invalid | selection_invalid | filter_invalid.';
grant execute on function public.change_contacts(uuid, jsonb, jsonb) to authenticated;

create function private.cancel_contact_change(contact_change_id uuid) returns public.contact_changes
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_change public.contact_changes;
begin
  select * into v_change from public.contact_changes c where c.id = cancel_contact_change.contact_change_id;
  perform private.require_brand(v_change.brand_id, 'contacts.edit');
  update public.contact_changes c set status = 'canceled', completed_at = now() where c.id = v_change.id and c.status = 'running';
  select * into v_change from public.contact_changes c where c.id = v_change.id;
  perform private.announce_contact_change(v_change);
  return v_change;
end
$$;
comment on function private.cancel_contact_change(uuid) is 'See public.cancel_contact_change.';
grant execute on function private.cancel_contact_change(uuid) to authenticated;

create function public.cancel_contact_change(contact_change_id uuid) returns public.contact_changes
language sql volatile
set search_path = ''
as $$ select private.cancel_contact_change(contact_change_id) $$;
comment on function public.cancel_contact_change(uuid) is
  'Stops a bulk change where it is; what was done stays. One that has ended is returned as it is. Errors: 42501 permission_denied.';
grant execute on function public.cancel_contact_change(uuid) to authenticated;

create function private.ring_contact_change(change_id uuid) returns void
language sql volatile security definer
set search_path = ''
as $$
  select private.ring('contacts/change', c.id::text) from public.contact_changes c
  where c.id = ring_contact_change.change_id and c.status = 'running'
$$;
comment on function private.ring_contact_change(uuid) is 'Asks for another turn of a bulk change that is not done.';
grant execute on function private.ring_contact_change(uuid) to wabase_worker;
