-- What a contact agreed to now, by category: what the brand starts (marketing, utility) and answers to the person (service).
create table public.consents (
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  category text not null
    constraint consents_category_is_known_check check (category in ('marketing', 'utility', 'service')),
  state text not null constraint consents_state_is_known_check check (state in ('opted_in', 'opted_out')),
  at timestamptz not null,
  source text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint consents_pkey primary key (contact_id, category, brand_id, organization_id),
  constraint consents_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index consents_brand_id_idx on public.consents (brand_id, category, state, contact_id);
alter table public.consents enable row level security;

create policy consents_select on public.consents for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.consents to authenticated;

comment on table public.consents is
  'Current consent of a contact, one row a category; no row: nothing known. Written by private.apply_consents from the ledger '
  'consent_events. It belongs to the person, not to a number or user id, so it survives their change.';
comment on column public.consents.at is 'The time of the event that decided, its own: an older event that arrives later changes nothing.';
