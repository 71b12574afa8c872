-- A file of contacts on its way in. What is counted here is written in the transaction that wrote the contacts, together with the row
-- up to which the file is done: a worker that dies at any point is continued from there, and nothing happens twice.
create table public.contact_imports (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  created_by uuid not null default auth.uid(),
  file_name text not null
    constraint contact_imports_file_name_is_a_name_check check (file_name ~ '^[^/\\[:cntrl:]]{1,200}$' and file_name !~ '^\.+$'),
  storage_path text not null,
  state text not null default 'created'
    constraint contact_imports_state_is_known_check
    check (state in ('created', 'uploaded', 'analysed', 'dry_run', 'running', 'completed', 'canceled', 'failed')),
  reading jsonb not null default '{}' constraint contact_imports_reading_is_object_check check (jsonb_typeof(reading) = 'object'),
  analysis jsonb,
  mapping jsonb not null default '[]' constraint contact_imports_mapping_is_array_check check (jsonb_typeof(mapping) = 'array'),
  default_country text constraint contact_imports_default_country_is_iso_check check (default_country ~ '^[A-Z]{2}$'),
  date_format text not null default 'iso'
    constraint contact_imports_date_format_is_known_check check (date_format in ('iso', 'dmy', 'mdy')),
  policy text not null default 'skip'
    constraint contact_imports_policy_is_known_check check (policy in ('skip', 'update', 'fill_blanks')),
  consent_category text
    constraint contact_imports_consent_category_is_known_check check (consent_category in ('marketing', 'utility', 'service')),
  consent_source text constraint contact_imports_consent_source_fits_check check (char_length(consent_source) between 1 and 500),
  labels text[] not null default '{}',
  groups text[] not null default '{}',
  rows_total int,
  cursor_row int not null default 0,
  rows_created int not null default 0,
  rows_updated int not null default 0,
  rows_unchanged int not null default 0,
  rows_skipped int not null default 0,
  rows_duplicate int not null default 0,
  rows_failed int not null default 0,
  report jsonb,
  errors_path text,
  failure_code text,
  failure_message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  announced_at timestamptz not null default now(),
  files_removed_at timestamptz,
  constraint contact_imports_pkey primary key (id, brand_id, organization_id),
  constraint contact_imports_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade,
  constraint contact_imports_consent_is_whole_check check ((consent_category is null) = (consent_source is null))
);
create index contact_imports_brand_id_idx on public.contact_imports (brand_id, id);
create index contact_imports_under_way_idx on public.contact_imports (id) where state in ('uploaded', 'dry_run', 'running');
create index contact_imports_with_files_idx on public.contact_imports (created_at) where files_removed_at is null;
alter table public.contact_imports enable row level security;

create policy contact_imports_select on public.contact_imports for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.import'))::uuid[]));

grant select on public.contact_imports to authenticated;

comment on table public.contact_imports is
  'Imports of contacts from CSV and XLSX files: create_import, upload to storage_path in the bucket imports, analyse_import, start_import.';
comment on column public.contact_imports.state is
  'created (waits for its file) → uploaded (being analysed) → analysed → dry_run → analysed → running → completed | canceled | failed. '
  'failed: nothing more happens; failure_code and failure_message say why.';
comment on column public.contact_imports.reading is
  'What the caller knows better than the analysis: {delimiter?, encoding?, has_header?, sheet?}.';
comment on column public.contact_imports.analysis is
  '{format, encoding?, delimiter?, has_header, sheets?, sheet?, rows, columns: [{name, samples, field?, key?}]}; field and key are '
  'what the column''s name suggests.';
comment on column public.contact_imports.mapping is
  '[{"column": 0, "field": "phone" | "name" | "locale" | "labels" | "groups" | "attribute", "key": "<of the attribute>"}].';
comment on column public.contact_imports.policy is
  'What happens to contacts that are there already. skip: nothing at all. update: values of the file win, empty cells change nothing. '
  'fill_blanks: only what the contact lacks is taken.';
comment on column public.contact_imports.consent_source is 'Where these people agreed to be written to, in the words of whoever imports.';
comment on column public.contact_imports.labels is 'Names of labels given to every contact of the file; made when missing.';
comment on column public.contact_imports.cursor_row is 'The file is done up to and with this row, as a spreadsheet numbers them.';
comment on column public.contact_imports.rows_duplicate is 'Rows whose phone came earlier in the same file.';
comment on column public.contact_imports.rows_failed is 'Rows that were refused; each has its reasons in contact_import_errors.';
comment on column public.contact_imports.report is
  'The counts of the last dry run: {created, updated, unchanged, skipped, duplicate, failed, at}.';
comment on column public.contact_imports.errors_path is 'Error file of the last run in the bucket exports.';
