-- Contacts that turned out to be one person, joined by people or because WhatsApp told so. A merge can be undone for a day.
create table public.contact_merges (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  merged_contact_id uuid not null,
  reason text not null
    constraint contact_merges_reason_is_known_check check (reason in ('by_hand', 'seen_together', 'ids_changed')),
  undone_at timestamptz,
  created_at timestamptz not null default now(),
  constraint contact_merges_pkey primary key (id, brand_id, organization_id),
  constraint contact_merges_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade,
  constraint contact_merges_merged_contact_id_fkey
    foreign key (merged_contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index contact_merges_brand_id_idx on public.contact_merges (brand_id, id);
create index contact_merges_contact_id_idx on public.contact_merges (contact_id, brand_id, organization_id);
create index contact_merges_merged_contact_id_idx on public.contact_merges (merged_contact_id, brand_id, organization_id);
create index contact_merges_created_at_idx on public.contact_merges (created_at);
alter table public.contact_merges enable row level security;

create policy contact_merges_select on public.contact_merges for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.contact_merges to authenticated;

comment on table public.contact_merges is 'Which contact took over which, and why. Written by merges alone.';
comment on column public.contact_merges.reason is
  'by_hand; seen_together: WhatsApp told ids of both in one message; ids_changed: it told that the number or user id changed.';
