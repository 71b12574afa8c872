-- An isolated workspace of an organization: numbers, contacts, conversations and campaigns belong to one brand.
create table public.brands (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null constraint brands_name_is_1_to_120_chars_check check (char_length(trim(name)) between 1 and 120),
  status text not null default 'active' constraint brands_status_is_known_check check (status in ('active', 'archived')),
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  template_review_by_second_person boolean not null default false,
  sending_paused_reason text,
  constraint brands_pkey primary key (id, organization_id),
  constraint brands_default_is_active_check check (not is_default or status = 'active')
);
create unique index brands_one_default_key on public.brands (organization_id) where is_default;
create index brands_organization_id_idx on public.brands (organization_id);
alter table public.brands enable row level security;

create policy brands_select on public.brands for select to authenticated
  using (
    id = any ((select private.my_brands())::uuid[])
    -- A new brand, given back by the insert that makes it; the function above cannot see it yet.
    or (select private.requested_brand_id()) is null
      and organization_id = any ((select private.my_organizations('brands.manage'))::uuid[])
  );
create policy brands_insert on public.brands for insert to authenticated
  with check (organization_id = any ((select private.my_organizations('brands.manage'))::uuid[]));
create policy brands_update on public.brands for update to authenticated
  using (id = any ((select private.my_brands('brands.manage'))::uuid[]))
  with check (id = any ((select private.my_brands('brands.manage'))::uuid[]));

grant select on public.brands to authenticated;
grant insert (organization_id, name), update (name, status, template_review_by_second_person) on public.brands to authenticated;

comment on table public.brands is 'A workspace of an organization; what belongs to one brand is never visible from another.';
comment on column public.brands.is_default is 'The brand made with the organization; one-brand organizations never see the word.';
comment on column public.brands.sending_paused_reason is 'Why nothing is sent for this brand at present; null: it is.';
comment on column public.brands.template_review_by_second_person is
  'Four eyes: who asks for the review of a template may not decide it.';
