create type private.sighting as (
  organization_id uuid, brand_id uuid, at timestamptz, phone text, bsuid text, parent_bsuid text, username text, profile_name text,
  previous_phone text, previous_bsuid text, previous_parent_bsuid text
);
comment on type private.sighting is
  'Ids that WhatsApp told to be one person''s at a time of its own; previous_* are those the person had until then (a changed number).';

create function private.is_usable(sighting private.sighting) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(sighting.phone ~ '^\+[1-9][0-9]{4,14}$', true)
    and coalesce(sighting.bsuid ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$', true)
    and coalesce(sighting.parent_bsuid ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$', true)
    and coalesce(sighting.previous_phone ~ '^\+[1-9][0-9]{4,14}$', true)
    and coalesce(sighting.previous_bsuid ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$', true)
    and coalesce(sighting.previous_parent_bsuid ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$', true)
    and num_nonnulls(sighting.phone, sighting.bsuid, sighting.parent_bsuid, sighting.previous_phone, sighting.previous_bsuid,
      sighting.previous_parent_bsuid) > 0
$$;
comment on function private.is_usable(private.sighting) is
  'True when a sighting names somebody and each of its ids has the shape that Meta documents.';

create function private.sighted_aliases(sighting private.sighting) returns table (kind text, value text)
language sql immutable parallel safe
set search_path = ''
rows 3
as $$
  select a.kind, a.value
  from (values ('bsuid', sighting.bsuid), ('parent_bsuid', sighting.parent_bsuid), ('phone', sighting.phone),
    ('username', sighting.username)) as a (kind, value)
  where a.value is not null and char_length(a.value) between 1 and 140
$$;
comment on function private.sighted_aliases(private.sighting) is 'The aliases that a sighting tells to be the person''s from then on.';

create function private.holder_at(sighting private.sighting, value text, leaves boolean) returns uuid
language sql stable
set search_path = ''
as $$
  select case
    -- Who took the phone later is not who left it; who left it earlier does not have it any more.
    when i.ended_at < sighting.at and coalesce(i.seen_at, '-infinity') <= i.ended_at then null
    when i.since <= sighting.at or i.since is null then i.contact_id
    else coalesce((
      select f.contact_id from private.former_identities f
      where f.value = holder_at.value and f.kind = 'phone' and f.brand_id = sighting.brand_id
        and f.organization_id = sighting.organization_id
        and coalesce(f.since, '-infinity') <= sighting.at and (f.ended_at is null or f.ended_at >= sighting.at or f.seen_at > f.ended_at)
      order by f.since desc nulls last limit 1), case when not leaves then i.contact_id end)
  end
  from public.contact_identities i
  where i.value = holder_at.value and i.kind = 'phone' and i.brand_id = sighting.brand_id
    and i.organization_id = sighting.organization_id
$$;
comment on function private.holder_at(private.sighting, text, boolean) is
  'Who had a phone at the time of a sighting, or left it then (leaves): its present holder unless that time was somebody else''s.';

create function private.is_unbound(contact_id uuid, sighting private.sighting) returns boolean
language sql stable
set search_path = ''
as $$
  select not exists (
    select from public.contacts c
    join public.contact_identities i
      on i.contact_id = c.id and i.brand_id = c.brand_id and i.organization_id = c.organization_id
    where c.id = is_unbound.contact_id and c.brand_id = sighting.brand_id and c.organization_id = sighting.organization_id
      and i.kind in ('bsuid', 'parent_bsuid') and i.ended_at is null
      and (c.ids_changed_at is null or i.seen_at >= c.ids_changed_at)
      -- A number change that does not tell the new user id: the first one seen with the new number is it.
      and not (sighting.previous_phone is not null and sighting.bsuid is null and i.since >= sighting.at))
$$;
comment on function private.is_unbound(uuid, private.sighting) is
  'True when a contact has no valid user id, so that a user id seen with its phone is its own; otherwise the phone went from one '
  'person to another.';
