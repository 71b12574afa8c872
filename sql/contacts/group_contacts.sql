-- Which contacts are in a group; written like contact_labels.
create table public.group_contacts (
  organization_id uuid not null,
  brand_id uuid not null,
  group_id uuid not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  constraint group_contacts_pkey primary key (group_id, contact_id, brand_id, organization_id),
  constraint group_contacts_group_id_fkey
    foreign key (group_id, brand_id, organization_id) references public.groups (id, brand_id, organization_id) on delete cascade,
  constraint group_contacts_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id) references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index group_contacts_contact_id_idx on public.group_contacts (contact_id, group_id);
alter table public.group_contacts enable row level security;

create policy group_contacts_select on public.group_contacts for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.group_contacts to authenticated;

comment on table public.group_contacts is 'Contacts and their groups. A deleted contact keeps them for the day it is restored.';
