create function private.audience_contacts(brand_id uuid, audience jsonb) returns table (contact_id uuid)
language plpgsql stable
set search_path = ''
rows 1000
as $$
begin
  if audience = '{"all": true}' then
    return query select c.id from public.contacts c where c.brand_id = audience_contacts.brand_id and c.deleted_at is null;
  elsif jsonb_typeof(audience -> 'contact_ids') = 'array' and (audience - 'contact_ids') = '{}'
    and not exists (
      select from jsonb_array_elements_text(audience -> 'contact_ids') as picked (id) where private.uuid_or_null(picked.id) is null)
  then
    return query
      select c.id
      from jsonb_array_elements_text(audience -> 'contact_ids') as picked (id)
      join public.contacts c on c.id = picked.id::uuid and c.brand_id = audience_contacts.brand_id and c.deleted_at is null;
  else
    perform private.fail('PT422', 'audience_invalid', 'The audience is not understood.',
      'Use {"all": true} or {"contact_ids": ["…"]}.');
  end if;
end
$$;
comment on function private.audience_contacts(uuid, jsonb) is
  'The contacts an audience names, a contact as often as it is named. Contacts of other brands are not found.';
