-- Labels and groups put on, or taken off, many contacts at once, or many contacts deleted. Small changes are done when the call returns;
-- large ones are done by the worker, a chunk a transaction. The cursor is written with the chunk, so a worker that dies repeats nothing and
-- leaves nothing out.
create table public.contact_changes (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  filter jsonb,
  add_labels uuid[] not null default '{}',
  remove_labels uuid[] not null default '{}',
  add_groups uuid[] not null default '{}',
  remove_groups uuid[] not null default '{}',
  status text not null default 'running'
    constraint contact_changes_status_is_known_check check (status in ('running', 'done', 'canceled', 'failed')),
  expected int not null default 0,
  done int not null default 0,
  next text,
  error text,
  created_by uuid default auth.uid(),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  is_deletion boolean not null default false,
  constraint contact_changes_pkey primary key (id, brand_id, organization_id),
  constraint contact_changes_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create index contact_changes_brand_id_idx on public.contact_changes (brand_id, id);
create index contact_changes_running_idx on public.contact_changes (id) where status = 'running';
alter table public.contact_changes enable row level security;

create policy contact_changes_select on public.contact_changes for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.contact_changes to authenticated;

comment on table public.contact_changes is 'Bulk changes of contacts: what was asked for, and how far it is.';
comment on column public.contact_changes.filter is 'Whom it concerns; null when the contacts were named one by one.';
comment on column public.contact_changes.is_deletion is 'The contacts are deleted, as by delete_contacts.';
comment on column public.contact_changes.expected is 'How many contacts match, as counted or estimated when it began.';
comment on column public.contact_changes.done is 'Contacts looked after so far.';
comment on column public.contact_changes.next is 'The cursor of find_contacts from which it goes on.';
