-- A person a brand talks to. The id is ours; phone, BSUID and username are the current aliases (all of them: contact_identities).
create table public.contacts (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  name text,
  phone text constraint contacts_phone_is_e164_check check (phone ~ '^\+[1-9][0-9]{4,14}$'),
  bsuid text constraint contacts_bsuid_has_its_shape_check check (bsuid ~ '^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$'),
  username text,
  locale text,
  attributes jsonb not null default '{}' constraint contacts_attributes_is_object_check check (jsonb_typeof(attributes) = 'object'),
  source text not null default 'manual',
  last_inbound_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  profile_name text,
  profile_name_at timestamptz,
  ids_changed_at timestamptz,
  merged_into uuid,
  constraint contacts_pkey primary key (id, brand_id, organization_id),
  constraint contacts_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade,
  constraint contacts_merged_into_fkey
    foreign key (merged_into, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
-- A row by its id. Of the key's three columns the policy names brand_id a second time, which makes the planner take the key for no
-- better than a walk through the whole brand; it did so for each conversation of an inbox list.
create index contacts_id_idx on public.contacts (id);
create index contacts_brand_id_idx on public.contacts (brand_id, id);
create index contacts_last_inbound_at_idx on public.contacts (brand_id, coalesce(last_inbound_at, '-infinity'), id);
create index contacts_deleted_idx on public.contacts (brand_id, id) where deleted_at is not null;
create index contacts_merged_into_idx on public.contacts (merged_into, brand_id, organization_id) where merged_into is not null;
alter table public.contacts enable row level security;

create policy contacts_select on public.contacts for select to authenticated
  using (deleted_at is null and brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));
create policy contacts_insert on public.contacts for insert to authenticated
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy contacts_update on public.contacts for update to authenticated
  using (deleted_at is null and brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));

grant select on public.contacts to authenticated;
grant insert (organization_id, brand_id, name, phone, locale, attributes, source),
  update (name, phone, locale, attributes) on public.contacts to authenticated;

comment on table public.contacts is
  'A person a brand talks to; phone may be absent. Deleting marks the row (delete_contacts), erasing removes it.';
comment on column public.contacts.attributes is 'Values of the attributes that contact_attributes defines, by key.';
comment on column public.contacts.source is 'Where the contact came from: manual, import, inbound or api.';
comment on column public.contacts.deleted_at is
  'Set: hidden from clients, searches and audiences; its addresses stay taken, and it comes back when it writes or is restored.';
comment on column public.contacts.phone is 'E.164 with a plus sign.';
comment on column public.contacts.bsuid is
  'Meta''s business-scoped user id, the address of people who hide their phone; never put in "to".';
comment on column public.contacts.username is 'For display only: it changes and is no address.';
comment on column public.contacts.profile_name is
  'The earliest profile name that WhatsApp told; while it equals name, the name was not given by people.';
comment on column public.contacts.ids_changed_at is
  'When WhatsApp last told that this person''s number or user id changed (its own time): ids seen before are no addresses.';
comment on column public.contacts.merged_into is
  'The contact that took this one over (private.merge_pair); the row stays for the campaigns that name it, without ids.';
