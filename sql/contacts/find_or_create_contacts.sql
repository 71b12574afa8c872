create type private.sender as (
  organization_id uuid, brand_id uuid, phone text, bsuid text, parent_bsuid text, username text, profile_name text, at timestamptz
);
comment on type private.sender is
  'Who wrote, as far as a webhook says, and when: any of phone, bsuid and parent_bsuid may be missing, not all.';

create function private.find_or_create_contacts(senders private.sender[]) returns uuid[]
language plpgsql volatile
set search_path = ''
as $$
declare
  v_contacts uuid[] := array_fill(null::uuid, array[cardinality(senders)]);
  v_sender record;
begin
  -- Known people whom the webhook tells nothing new about: one look for all. Everybody else one by one, the oldest word first.
  select array_agg(known.contact_id order by s.n) into v_contacts
  from unnest(senders) with ordinality
    as s (organization_id, brand_id, phone, bsuid, parent_bsuid, username, profile_name, at, n)
  left join lateral (
    select c.id as contact_id
    from public.contact_identities i
    join public.contacts c on c.id = i.contact_id and c.brand_id = i.brand_id and c.organization_id = i.organization_id
    where i.value = coalesce(s.bsuid, s.parent_bsuid, s.phone)
      and i.kind = case when s.bsuid is not null then 'bsuid' when s.parent_bsuid is not null then 'parent_bsuid' else 'phone' end
      and i.brand_id = s.brand_id and i.organization_id = s.organization_id
      and (s.phone is null or c.phone = s.phone) and (s.bsuid is null or c.bsuid = s.bsuid)
      and (s.username is null or c.username = s.username) and (s.profile_name is null or c.name is not null)
      and (s.parent_bsuid is null or s.bsuid is null or exists (
        select from public.contact_identities p
        where p.value = s.parent_bsuid and p.kind = 'parent_bsuid' and p.brand_id = i.brand_id and p.contact_id = c.id))
    limit 1
  ) as known on true;
  for v_sender in
    select s.*
    from unnest(senders) with ordinality
      as s (organization_id, brand_id, phone, bsuid, parent_bsuid, username, profile_name, at, n)
    where v_contacts[s.n] is null
    order by s.brand_id, coalesce(s.bsuid, s.parent_bsuid, s.phone), s.at, s.n
  loop
    v_contacts[v_sender.n] := private.find_or_create_contact(v_sender.organization_id, v_sender.brand_id, v_sender.phone, v_sender.bsuid,
      v_sender.parent_bsuid, v_sender.username, v_sender.profile_name);
  end loop;
  return v_contacts;
end
$$;
comment on function private.find_or_create_contacts(private.sender[]) is
  'The contact of each sender, in the order given: see private.find_or_create_contact. People about whom nothing is new are found '
  'in one query.';
