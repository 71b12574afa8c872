-- An alias leads to one contact of a brand (contact_identities); here are the contacts that had it before, or at another time.
create table private.former_identities (
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  kind text not null,
  value text not null,
  since timestamptz,
  seen_at timestamptz,
  ended_at timestamptz,
  constraint former_identities_pkey primary key (value, kind, contact_id, brand_id, organization_id),
  constraint former_identities_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index former_identities_contact_id_idx on private.former_identities (contact_id, brand_id, organization_id);
alter table private.former_identities enable row level security;
comment on table private.former_identities is
  'Phones and usernames that a contact had and somebody else has now: late events are still given to the right person.';
