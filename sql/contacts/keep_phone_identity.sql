create function private.keep_phone_identity() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if coalesce(current_setting('wabase.identities', true), '') = 'kept' then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    delete from public.contact_identities i
    using new_rows n join old_rows o on o.id = n.id
    where o.phone is not null and o.phone is distinct from n.phone
      and i.value = o.phone and i.kind = 'phone' and i.brand_id = o.brand_id and i.contact_id = o.id;
    insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value)
    select n.organization_id, n.brand_id, n.id, 'phone', n.phone
    from new_rows n join old_rows o on o.id = n.id
    where n.phone is not null and n.phone is distinct from o.phone
      and not exists (
        select from public.contact_identities i
        where i.value = n.phone and i.kind = 'phone' and i.brand_id = n.brand_id and i.contact_id = n.id)
    order by n.phone;
  else
    insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value)
    select organization_id, brand_id, id, 'phone', phone from new_rows where phone is not null
    order by phone;
  end if;
  return null;
exception when unique_violation then
  if exists (
    select from new_rows n
    join public.contact_identities i on i.value = n.phone and i.kind = 'phone' and i.brand_id = n.brand_id and i.contact_id <> n.id
    join public.contacts c on c.id = i.contact_id and c.brand_id = i.brand_id and c.deleted_at is not null
  ) then
    perform private.fail('23505', 'phone_of_deleted_contact', 'A deleted contact of this brand has this phone number.',
      'Restore that contact instead of adding a second one.');
  end if;
  perform private.fail('23505', 'phone_taken', 'Another contact of this brand already has this phone number.',
    'Change that contact instead of adding a second one.');
end
$$;
comment on function private.keep_phone_identity() is
  'Keeps contact_identities in step with contacts.phone, one statement for all rows written; a phone belongs to one '
  'contact of a brand. While the setting wabase.identities is "kept", the function that writes (private.find_or_create_contacts, a merge) '
  'keeps the aliases itself: there an old phone stays known.';

create trigger contacts_keep_phone_identity_insert after insert on public.contacts
  referencing new table as new_rows for each statement execute function private.keep_phone_identity();
create trigger contacts_keep_phone_identity_update after update on public.contacts
  referencing old table as old_rows new table as new_rows for each statement execute function private.keep_phone_identity();
