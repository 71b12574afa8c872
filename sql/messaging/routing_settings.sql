-- How conversations of a brand find an agent.
create table public.routing_settings (
  organization_id uuid not null,
  brand_id uuid not null,
  mode text not null default 'manual'
    constraint routing_settings_mode_is_known_check check (mode in ('manual', 'round_robin', 'least_busy')),
  max_open int constraint routing_settings_max_open_is_positive_check check (max_open > 0),
  role_keys text[] not null default '{agent}',
  created_at timestamptz not null default now(),
  constraint routing_settings_pkey primary key (brand_id, organization_id),
  constraint routing_settings_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
alter table public.routing_settings enable row level security;

create policy routing_settings_select on public.routing_settings for select to authenticated
  using (brand_id = any ((select private.my_brands('conversations.view'))::uuid[]));
create policy routing_settings_insert on public.routing_settings for insert to authenticated
  with check (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));
create policy routing_settings_update on public.routing_settings for update to authenticated
  using (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));

grant select on public.routing_settings to authenticated;
grant insert (organization_id, brand_id, mode, max_open, role_keys), update (mode, max_open, role_keys)
  on public.routing_settings to authenticated;

comment on table public.routing_settings is 'How conversations of a brand find an agent; without a row by hand.';
comment on column public.routing_settings.mode is
  'manual: by hand; round_robin: whoever waits longest for his turn; least_busy: whoever has the fewest open conversations.';
comment on column public.routing_settings.max_open is 'Most open conversations that routing gives one agent; null for any number.';
comment on column public.routing_settings.role_keys is 'Members of these roles take part, while they are online.';

-- Whose turn it is. Members who come, go and come back keep their place.
create table private.routing_turns (
  organization_id uuid not null,
  brand_id uuid not null,
  member_id uuid not null,
  last_at timestamptz not null,
  constraint routing_turns_pkey primary key (member_id, brand_id, organization_id),
  constraint routing_turns_member_id_fkey
    foreign key (member_id, organization_id) references public.members (id, organization_id) on delete cascade
);
alter table private.routing_turns enable row level security;
comment on table private.routing_turns is 'When routing last gave a member a conversation of a brand.';
