-- Why rows of an import were refused. Rows of the last dry run are replaced when the import begins.
create table public.contact_import_errors (
  organization_id uuid not null,
  brand_id uuid not null,
  import_id uuid not null,
  row_number int not null,
  column_number int not null default 0,
  column_name text,
  code text not null,
  message text not null,
  raw text,
  created_at timestamptz not null default now(),
  constraint contact_import_errors_pkey primary key (import_id, row_number, column_number, brand_id, organization_id),
  constraint contact_import_errors_import_id_fkey
    foreign key (import_id, brand_id, organization_id)
    references public.contact_imports (id, brand_id, organization_id) on delete cascade
);
alter table public.contact_import_errors enable row level security;

create policy contact_import_errors_select on public.contact_import_errors for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.import'))::uuid[]));

grant select on public.contact_import_errors to authenticated;

comment on table public.contact_import_errors is
  'Rows of a file that were not imported, and why; the same as the error file of the import.';
comment on column public.contact_import_errors.row_number is 'As a spreadsheet numbers rows: the header is row 1.';
comment on column public.contact_import_errors.column_number is 'From 1 as a spreadsheet numbers columns; 0: the whole row.';
comment on column public.contact_import_errors.code is
  'phone_missing, phone_invalid, duplicate_in_file, attribute_invalid, contacts_limit_reached, …: see docs/guides/contacts-import.md.';
comment on column public.contact_import_errors.raw is 'The cell as it was read, cut after 200 characters.';
