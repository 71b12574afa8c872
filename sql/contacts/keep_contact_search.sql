create function private.write_contact_search(contacts public.contacts[]) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.contact_search (organization_id, brand_id, contact_id, name, phone, username, keys, sample)
  select e.organization_id, e.brand_id, e.contact_id, e.name, e.phone, e.username, e.keys, e.sample
  from private.search_entries(contacts) as e;

  insert into private.contact_numbers (organization_id, brand_id, key, value, contact_id)
  select c.organization_id, c.brand_id, given.key,
    case jsonb_typeof(given.value) when 'number' then (given.value #>> '{}')::double precision
      else (given.value #>> '{}')::date - '1970-01-01'::date end,
    c.id
  from unnest(contacts) as c
  cross join lateral jsonb_each(c.attributes) as given
  join public.contact_attributes a on a.key = given.key and a.brand_id = c.brand_id
  where c.attributes <> '{}' and (a.type = 'number' and jsonb_typeof(given.value) = 'number'
    or a.type = 'date' and jsonb_typeof(given.value) = 'string');
$$;
comment on function private.write_contact_search(public.contacts[]) is
  'Writes what contacts are found by that were not found till now.';

create function private.drop_contact_search(contacts public.contacts[]) returns void
language sql volatile
set search_path = ''
as $$
  delete from private.contact_search s using unnest(contacts) as c where s.contact_id = c.id and s.brand_id = c.brand_id;
  delete from private.contact_numbers n using unnest(contacts) as c where n.contact_id = c.id and n.brand_id = c.brand_id;
$$;
comment on function private.drop_contact_search(public.contacts[]) is 'Contacts that are gone or deleted are not found any more.';

create function private.keep_contact_search() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_written public.contacts[];
  v_dropped public.contacts[];
begin
  -- row(n.*): a whole row of a transition table is a record, which would become a contact by way of text.
  if tg_op = 'INSERT' then
    v_written := array(select row(n.*)::public.contacts from new_rows n where n.deleted_at is null);
  elsif tg_op = 'DELETE' then
    v_dropped := array(select row(o.*)::public.contacts from old_rows o where o.deleted_at is null);
  else
    -- Most updates tell of a message: nothing to do.
    select array_agg(row(n.*)::public.contacts) filter (where n.deleted_at is null),
      array_agg(row(o.*)::public.contacts) filter (where o.deleted_at is null)
    into v_written, v_dropped
    from new_rows n join old_rows o on o.id = n.id
    where (n.deleted_at is null) <> (o.deleted_at is null)
      or n.deleted_at is null
        and (n.name, n.phone, n.username, n.locale, n.attributes)
          is distinct from (o.name, o.phone, o.username, o.locale, o.attributes);
  end if;
  if v_dropped <> '{}' then
    perform private.drop_contact_search(v_dropped);
  end if;
  if v_written <> '{}' then
    perform private.write_contact_search(v_written);
  end if;
  return null;
end
$$;
comment on function private.keep_contact_search() is 'Keeps what contacts are found by in step with them, once a statement.';

create trigger contacts_keep_search_insert after insert on public.contacts
  referencing new table as new_rows for each statement execute function private.keep_contact_search();
create trigger contacts_keep_search_update after update on public.contacts
  referencing old table as old_rows new table as new_rows for each statement execute function private.keep_contact_search();
create trigger contacts_keep_search_delete after delete on public.contacts
  referencing old table as old_rows for each statement execute function private.keep_contact_search();
