-- What people may demand of a brand: a copy of everything it holds about them, or that it forgets them. The receipt stays.
create table public.data_requests (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  kind text not null constraint data_requests_kind_is_known_check check (kind in ('export', 'erase')),
  status text not null default 'queued'
    constraint data_requests_status_is_known_check check (status in ('queued', 'running', 'done', 'failed')),
  requested_by uuid,
  file_path text,
  receipt jsonb,
  error text,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  constraint data_requests_pkey primary key (id, brand_id, organization_id),
  constraint data_requests_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create index data_requests_brand_id_idx on public.data_requests (brand_id, id);
create index data_requests_contact_id_idx on public.data_requests (contact_id, brand_id, organization_id);
create index data_requests_waiting_idx on public.data_requests (id) where status in ('queued', 'running');
create index data_requests_with_files_idx on public.data_requests (completed_at) where file_path is not null;
create unique index data_requests_open_idx on public.data_requests (contact_id, kind, brand_id, organization_id)
  where status in ('queued', 'running');
alter table public.data_requests enable row level security;

create policy data_requests_select on public.data_requests for select to authenticated
  using (
    kind = 'export' and brand_id = any ((select private.my_brands('contacts.export'))::uuid[])
    or kind = 'erase' and brand_id = any ((select private.my_brands('contacts.erase'))::uuid[])
  );

grant select on public.data_requests to authenticated;

comment on table public.data_requests is 'Requests of people for a copy of their data or for its erasure, worked on by the worker.';
comment on column public.data_requests.contact_id is 'Our id alone: it names nobody once the contact is erased, so no key leads there.';
comment on column public.data_requests.file_path is
  'The zip of an export, in the Storage bucket exports; null again when it is removed (settings.export_retention).';
comment on column public.data_requests.receipt is 'What was copied or erased, in numbers, and what is kept.';
