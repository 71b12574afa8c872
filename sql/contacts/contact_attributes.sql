-- The attributes that a brand keeps of its contacts. What is stored in contacts.attributes is checked against these definitions
-- when it is written, so that filters may compare values by type without casting what could be anything.
create table public.contact_attributes (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  key text not null constraint contact_attributes_key_is_lower_snake_case_check check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  type text not null constraint contact_attributes_type_is_known_check check (type in ('text', 'number', 'boolean', 'date', 'option')),
  label text not null constraint contact_attributes_label_is_1_to_80_chars_check check (char_length(trim(label)) between 1 and 80),
  options text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint contact_attributes_pkey primary key (id, brand_id, organization_id),
  constraint contact_attributes_key_brand_id_key unique (brand_id, key, organization_id),
  constraint contact_attributes_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade,
  constraint contact_attributes_options_are_for_options_check
    check (case when type = 'option' then cardinality(options) between 1 and 200 and array_position(options, null) is null
      else options = '{}' end)
);
alter table public.contact_attributes enable row level security;

create policy contact_attributes_select on public.contact_attributes for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));
create policy contact_attributes_insert on public.contact_attributes for insert to authenticated
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy contact_attributes_update on public.contact_attributes for update to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy contact_attributes_delete on public.contact_attributes for delete to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));

grant select, delete on public.contact_attributes to authenticated;
grant insert (organization_id, brand_id, key, type, label, options), update (label, options) on public.contact_attributes to authenticated;

comment on table public.contact_attributes is
  'The typed attributes of a brand''s contacts. Key and type are for good. Values of a removed attribute, or of a removed option, '
  'stay where they are until they are changed.';
comment on column public.contact_attributes.type is
  'text (up to 2,000 characters), number, boolean, date ("2026-11-20"), option (one of options).';
