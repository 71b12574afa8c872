-- How soon a brand wants to answer and to finish.
create table public.sla_policies (
  organization_id uuid not null,
  brand_id uuid not null,
  first_response_minutes int
    constraint sla_policies_first_response_minutes_is_sane_check check (first_response_minutes between 1 and 43200),
  resolution_minutes int constraint sla_policies_resolution_minutes_is_sane_check check (resolution_minutes between 1 and 525600),
  counts text not null default 'business_hours'
    constraint sla_policies_counts_is_known_check check (counts in ('business_hours', 'all_hours')),
  created_at timestamptz not null default now(),
  constraint sla_policies_pkey primary key (brand_id, organization_id),
  constraint sla_policies_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
alter table public.sla_policies enable row level security;

create policy sla_policies_select on public.sla_policies for select to authenticated
  using (brand_id = any ((select private.my_brands('conversations.view'))::uuid[]));
create policy sla_policies_insert on public.sla_policies for insert to authenticated
  with check (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));
create policy sla_policies_update on public.sla_policies for update to authenticated
  using (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));
create policy sla_policies_delete on public.sla_policies for delete to authenticated
  using (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));

grant select, delete on public.sla_policies to authenticated;
grant insert (organization_id, brand_id, first_response_minutes, resolution_minutes, counts),
  update (first_response_minutes, resolution_minutes, counts) on public.sla_policies to authenticated;

comment on table public.sla_policies is 'How soon a brand wants to answer and to finish; holds for conversations opened from now on.';
comment on column public.sla_policies.first_response_minutes is
  'From the first message of an opening to the first answer of a person; null: not measured.';
comment on column public.sla_policies.resolution_minutes is 'From the first message of an opening to its close; null: not measured.';
comment on column public.sla_policies.counts is 'business_hours: only open time counts (all time if the brand has no hours); all_hours.';

-- One row an opening and kind: what was promised, and what became of it. Also what reports are made of.
create table public.sla_timers (
  organization_id uuid not null,
  brand_id uuid not null,
  conversation_id uuid not null,
  kind text not null constraint sla_timers_kind_is_known_check check (kind in ('first_response', 'resolution')),
  opening int not null,
  started_at timestamptz not null,
  due_at timestamptz,
  ended_at timestamptz,
  breached_at timestamptz,
  created_at timestamptz not null default now(),
  constraint sla_timers_pkey primary key (conversation_id, kind, opening, brand_id, organization_id),
  constraint sla_timers_conversation_id_fkey
    foreign key (conversation_id, brand_id, organization_id)
    references public.conversations (id, brand_id, organization_id) on delete cascade
);
create index sla_timers_due_idx on public.sla_timers (due_at) where ended_at is null and breached_at is null;
create index sla_timers_brand_id_idx on public.sla_timers (brand_id, started_at);
create index sla_timers_late_idx on public.sla_timers (brand_id, conversation_id) where ended_at is null and breached_at is not null;
alter table public.sla_timers enable row level security;

create policy sla_timers_select on public.sla_timers for select to authenticated
  using (
    brand_id = any ((select private.my_brands('conversations.view'))::uuid[])
    and exists (select from public.conversations c
      where c.id = sla_timers.conversation_id and c.brand_id = sla_timers.brand_id offset 0)
  );

grant select on public.sla_timers to authenticated;

comment on table public.sla_timers is 'Service times of conversations, one row for each opening and kind.';
comment on column public.sla_timers.ended_at is 'When a person answered (first_response) or the conversation was closed.';
comment on column public.sla_timers.breached_at is 'When it was noticed that due_at had passed; told once.';
