-- One template to an audience through one number.
create table public.campaigns (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  name text not null constraint campaigns_name_is_1_to_200_chars_check check (char_length(trim(name)) between 1 and 200),
  whatsapp_account_id uuid not null,
  template_id uuid not null,
  audience jsonb not null constraint campaigns_audience_is_object_check check (jsonb_typeof(audience) = 'object'),
  parameters jsonb not null default '[]'
    constraint campaigns_parameters_are_components_check check (
      jsonb_typeof(parameters) = 'array'
      and not jsonb_path_exists(parameters, 'strict $[*] ? (@.type() != "object")')
      and not jsonb_path_exists(parameters, 'strict $[*] ? (exists(@.parameters) && @.parameters.type() != "array")')
      and not jsonb_path_exists(parameters, 'strict $[*] ? (exists(@.parameters[*] ? (@.type() != "object")))')),
  status text not null default 'draft'
    constraint campaigns_status_is_known_check
    check (status in ('draft', 'scheduled', 'launching', 'running', 'paused', 'completed', 'canceled', 'failed')),
  duplicates int not null default 0,
  failure_reason text,
  created_by uuid default auth.uid(),
  scheduled_at timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  pause_reason text,
  scheduled_local timestamp,
  scheduled_timezone text,
  constraint campaigns_pkey primary key (id, brand_id, organization_id),
  constraint campaigns_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade,
  constraint campaigns_template_id_fkey
    foreign key (template_id, brand_id, organization_id)
    references public.templates (id, brand_id, organization_id) on delete restrict
);
create index campaigns_brand_id_idx on public.campaigns (brand_id, id);
create index campaigns_waiting_idx on public.campaigns (scheduled_at) where status in ('scheduled', 'launching');
create index campaigns_whatsapp_account_id_idx on public.campaigns (whatsapp_account_id, brand_id, organization_id);
create index campaigns_template_id_idx on public.campaigns (template_id, brand_id, organization_id);
alter table public.campaigns enable row level security;

create policy campaigns_select on public.campaigns for select to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.view'))::uuid[]));
create policy campaigns_insert on public.campaigns for insert to authenticated
  with check (brand_id = any ((select private.my_brands('campaigns.edit'))::uuid[]));
create policy campaigns_update on public.campaigns for update to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.edit'))::uuid[]) and status = 'draft')
  with check (brand_id = any ((select private.my_brands('campaigns.edit'))::uuid[]) and status = 'draft');
create policy campaigns_delete on public.campaigns for delete to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.edit'))::uuid[]) and status = 'draft');

grant select, delete on public.campaigns to authenticated;
grant insert (organization_id, brand_id, name, whatsapp_account_id, template_id, audience, parameters),
  update (name, whatsapp_account_id, template_id, audience, parameters) on public.campaigns to authenticated;

comment on table public.campaigns is
  'One template to an audience through one number. A draft is edited freely; states change through functions.';
comment on column public.campaigns.audience is 'Whom it goes to, see private.audience_contacts; frozen and deduplicated at launch.';
comment on column public.campaigns.parameters is
  'Meta''s send components with rules instead of texts: [{"type": "body", "parameters": [{"source": "name", "fallback": "there"}]}].';
comment on column public.campaigns.scheduled_local is 'What the person chose,
  on the clocks of scheduled_timezone; scheduled_at is that moment.';
comment on column public.campaigns.pause_reason is 'Why a campaign was paused when no person did it.';
comment on column public.campaigns.failure_reason is 'Why a failed campaign could not go on.';
comment on column public.campaigns.duplicates is 'How many entries of the audience named a contact a second time.';
