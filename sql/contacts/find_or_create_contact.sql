create function private.find_or_create_contact(
  organization_id uuid, brand_id uuid, phone text, bsuid text, parent_bsuid text, username text, profile_name text
) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_contact uuid;
begin
  for v_attempt in 1 .. 2 loop
    select i.contact_id into v_contact
    from public.contact_identities i
    where i.brand_id = find_or_create_contact.brand_id
      and (i.value, i.kind) in ((bsuid, 'bsuid'), (parent_bsuid, 'parent_bsuid'), (phone, 'phone'))
    order by array_position(array['bsuid', 'parent_bsuid', 'phone'], i.kind)
    limit 1;
    exit when v_contact is not null or v_attempt = 2;
    -- Two events of a stranger at once: the second waits here, then finds the contact the first one made.
    perform pg_advisory_xact_lock(hashtextextended(find_or_create_contact.brand_id || coalesce(bsuid, parent_bsuid, phone), 0));
  end loop;

  if v_contact is null then
    -- Whoever writes gets in, however full the plan is: counted, not refused.
    perform set_config('wabase.quota', 'count', true);
    insert into public.contacts (organization_id, brand_id, name, phone, bsuid, username, source)
    values (find_or_create_contact.organization_id, find_or_create_contact.brand_id,
      profile_name, phone, bsuid, username, 'inbound')
    returning id into v_contact;
    perform set_config('wabase.quota', '', true);
  else
    update public.contacts c
    set phone = coalesce(c.phone, news.phone), bsuid = coalesce(news.bsuid, c.bsuid),
      username = coalesce(news.username, c.username), name = coalesce(c.name, news.name), updated_at = now()
    from (
      select find_or_create_contact.bsuid, find_or_create_contact.username, profile_name as name, case when not exists (
        select from public.contact_identities i
        where i.value = find_or_create_contact.phone and i.kind = 'phone'
          and i.brand_id = find_or_create_contact.brand_id and i.contact_id <> v_contact
      ) then find_or_create_contact.phone end as phone
    ) as news
    where c.id = v_contact and c.brand_id = find_or_create_contact.brand_id
      and (c.phone is null and news.phone is not null or news.bsuid <> coalesce(c.bsuid, '')
        or news.username <> coalesce(c.username, '') or c.name is null and news.name is not null);
  end if;
  insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value)
  select find_or_create_contact.organization_id, find_or_create_contact.brand_id, v_contact, alias.kind, alias.value
  from (values ('bsuid', bsuid), ('parent_bsuid', parent_bsuid), ('phone', phone)) as alias (kind, value)
  where alias.value is not null
  on conflict do nothing;
  return v_contact;
end
$$;
comment on function private.find_or_create_contact(uuid, uuid, text, text, text, text, text) is
  'The contact of a brand behind the ids of a webhook: by BSUID, then parent BSUID, then phone; created when unknown. '
  'Links the ids seen together. Safe when several events of one stranger are applied at once.';
