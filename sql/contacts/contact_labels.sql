-- Which contacts bear a label. Written in bulk by functions alone: a row costs two index entries, and the order of the key lists a
-- label's contacts in order of age without sorting.
create table public.contact_labels (
  organization_id uuid not null,
  brand_id uuid not null,
  label_id uuid not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  constraint contact_labels_pkey primary key (label_id, contact_id, brand_id, organization_id),
  constraint contact_labels_label_id_fkey
    foreign key (label_id, brand_id, organization_id) references public.labels (id, brand_id, organization_id) on delete cascade,
  constraint contact_labels_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id) references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index contact_labels_contact_id_idx on public.contact_labels (contact_id, label_id);
alter table public.contact_labels enable row level security;

create policy contact_labels_select on public.contact_labels for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.contact_labels to authenticated;

comment on table public.contact_labels is 'Contacts and their labels. A deleted contact keeps them for the day it is restored.';
