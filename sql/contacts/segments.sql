-- Filters with a name. A segment has no members of its own: whoever matches at the moment of asking is in it.
create table public.segments (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  name text not null constraint segments_name_is_1_to_80_chars_check check (char_length(trim(name)) between 1 and 80),
  definition jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint segments_pkey primary key (id, brand_id, organization_id),
  constraint segments_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create unique index segments_brand_id_name_key on public.segments (brand_id, lower(name), organization_id);
alter table public.segments enable row level security;

create policy segments_select on public.segments for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));
create policy segments_insert on public.segments for insert to authenticated
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy segments_update on public.segments for update to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));
create policy segments_delete on public.segments for delete to authenticated
  using (brand_id = any ((select private.my_brands('contacts.edit'))::uuid[]));

grant select, delete on public.segments to authenticated;
grant insert (organization_id, brand_id, name, definition), update (name, definition) on public.segments to authenticated;

comment on table public.segments is 'Filters with a name; who matches is found out when it is asked.';
comment on column public.segments.definition is
  'A filter, see docs/guides/contacts.md; checked when it is written. It may not name other segments, so that none can contain itself.';

create function private.check_segment() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if jsonb_path_exists(new.definition, '$.**.segment') then
    perform private.fail_filter('filter', 'a segment cannot name other segments.');
  end if;
  perform private.compile_filter(new.brand_id, new.definition);
  new.updated_at := now();
  return new;
end
$$;
comment on function private.check_segment() is 'Refuses a segment whose definition is no filter. Errors: PT422 filter_invalid.';

create trigger segments_check before insert or update of definition on public.segments
  for each row execute function private.check_segment();
