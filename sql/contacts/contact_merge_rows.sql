-- What a merge moved or dropped, for its undo; gone after a day.
create table private.contact_merge_rows (
  organization_id uuid not null,
  brand_id uuid not null,
  merge_id uuid not null,
  id bigint generated always as identity,
  relation text not null,
  reference text not null,
  row jsonb not null,
  is_dropped boolean not null,
  constraint contact_merge_rows_pkey primary key (merge_id, id, brand_id, organization_id),
  constraint contact_merge_rows_merge_id_fkey
    foreign key (merge_id, brand_id, organization_id)
    references public.contact_merges (id, brand_id, organization_id) on delete cascade
);
alter table private.contact_merge_rows enable row level security;
comment on table private.contact_merge_rows is
  'Rows as they were before a merge, in the order in which it touched them: relation, the column that named the contact or '
  'conversation, and whether the row was dropped because the kept contact had the same.';
