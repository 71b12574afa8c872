-- Every alias a contact is known by; one alias belongs to one contact of a brand.
create table public.contact_identities (
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  kind text not null
    constraint contact_identities_kind_is_known_check check (kind in ('phone', 'bsuid', 'parent_bsuid', 'username')),
  value text not null constraint contact_identities_value_fits_check check (char_length(value) between 1 and 140),
  created_at timestamptz not null default now(),
  since timestamptz,
  seen_at timestamptz,
  ended_at timestamptz,
  constraint contact_identities_pkey primary key (value, kind, brand_id, organization_id),
  constraint contact_identities_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index contact_identities_contact_id_idx on public.contact_identities (contact_id, brand_id, organization_id);
alter table public.contact_identities enable row level security;

create policy contact_identities_select on public.contact_identities for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.contact_identities to authenticated;

comment on table public.contact_identities is
  'Aliases of contacts: phones, BSUIDs, parent BSUIDs, usernames. Kept by the database, read by clients.';
comment on column public.contact_identities.since is
  'First time (Meta''s) at which this alias was seen with its contact; null when people typed it in.';
comment on column public.contact_identities.seen_at is
  'Last time (Meta''s) at which it was seen; null when never. The newest one of a kind is the current one.';
comment on column public.contact_identities.ended_at is
  'When WhatsApp told that the contact left it; such an alias is history until seen again.';
