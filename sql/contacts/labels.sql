-- Names that people stick on contacts (and on conversations): many a contact, changed often.
create table public.labels (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  name text not null constraint labels_name_is_1_to_80_chars_check check (char_length(trim(name)) between 1 and 80),
  color text not null default '#64748b' constraint labels_color_is_hex_check check (color ~ '^#[0-9a-f]{6}$'),
  created_at timestamptz not null default now(),
  constraint labels_pkey primary key (id, brand_id, organization_id),
  constraint labels_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create unique index labels_brand_id_name_key on public.labels (brand_id, lower(name), organization_id);
alter table public.labels enable row level security;

create policy labels_select on public.labels for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));
create policy labels_insert on public.labels for insert to authenticated
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy labels_update on public.labels for update to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy labels_delete on public.labels for delete to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));

grant select, delete on public.labels to authenticated;
grant insert (organization_id, brand_id, name, color), update (name, color) on public.labels to authenticated;

comment on table public.labels is 'Names stuck on contacts and conversations, each with a colour.';
