-- One business number of a brand.
create table public.whatsapp_accounts (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  provider text not null default 'cloud_api'
    constraint whatsapp_accounts_provider_is_known_check check (provider in ('cloud_api', 'whatsapp_web')),
  account_name text not null,
  verified_name text,
  username text,
  phone_number text not null,
  phone_number_id text not null,
  waba_id text not null,
  connection_status text not null default 'pending'
    constraint whatsapp_accounts_connection_status_is_known_check
    check (connection_status in ('pending', 'connected', 'disconnected', 'restricted', 'banned')),
  quality_rating text not null default 'UNKNOWN'
    constraint whatsapp_accounts_quality_rating_is_known_check check (quality_rating in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
  throughput_mps int not null default 80 constraint whatsapp_accounts_throughput_mps_is_positive_check check (throughput_mps > 0),
  messaging_tier text,
  is_paused boolean not null default false,
  pause_reason text,
  paused_by text constraint whatsapp_accounts_paused_by_is_known_check check (paused_by in ('member', 'meta', 'platform')),
  meta_holds jsonb not null default '{}',
  resumed_at timestamptz,
  created_at timestamptz not null default now(),
  constraint whatsapp_accounts_pkey primary key (id, brand_id, organization_id),
  constraint whatsapp_accounts_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade,
  constraint whatsapp_accounts_pause_has_a_reason_check check (not is_paused or pause_reason is not null)
);
create index whatsapp_accounts_brand_id_idx on public.whatsapp_accounts (brand_id, organization_id);
alter table public.whatsapp_accounts enable row level security;

create policy whatsapp_accounts_select on public.whatsapp_accounts for select to authenticated
  using (brand_id = any ((select private.my_brands('channels.view'))::uuid[]));
create policy whatsapp_accounts_update on public.whatsapp_accounts for update to authenticated
  using (brand_id = any ((select private.my_brands('channels.manage'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('channels.manage'))::uuid[]));

grant select, update (account_name) on public.whatsapp_accounts to authenticated;

comment on table public.whatsapp_accounts is 'One business number. Connected by the onboarding function, which checks and seals its token.';
comment on column public.whatsapp_accounts.throughput_mps is
  'Messages a second Meta allows this number: 80, 1000 after an upgrade, 20 in coexistence.';
comment on column public.whatsapp_accounts.verified_name is 'The display name that Meta approved.';
comment on column public.whatsapp_accounts.username is 'The business username, without @, while Meta has it approved.';
comment on column public.whatsapp_accounts.messaging_tier is
  'How many people may be written to first in 24 hours, shared by all numbers of the business portfolio: TIER_250 to TIER_UNLIMITED.';
comment on column public.whatsapp_accounts.paused_by is
  'member, meta or platform. What Meta paused goes on when Meta says so; what a person or the platform paused does not.';
comment on column public.whatsapp_accounts.meta_holds is
  'Why Meta does not let this number send at present: {cause: {"reason", "at", "until"}}; see private.hold_numbers.';
comment on column public.whatsapp_accounts.resumed_at is
  'When a person last ended a pause: what Meta said before then holds the number no more.';
comment on column public.whatsapp_accounts.is_paused is
  'Nothing is claimed for a paused number; pause_reason says who or what paused it, resume_whatsapp_account() ends it.';
