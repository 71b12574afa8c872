-- How fast a running campaign goes: what was settled at two moments ten seconds or more apart, so that a rate needs no history.
create table private.campaign_paces (
  organization_id uuid not null,
  brand_id uuid not null,
  campaign_id uuid not null,
  at timestamptz not null,
  settled int not null,
  earlier_at timestamptz not null,
  earlier_settled int not null,
  constraint campaign_paces_pkey primary key (campaign_id, brand_id, organization_id),
  constraint campaign_paces_campaign_id_fkey
    foreign key (campaign_id, brand_id, organization_id)
    references public.campaigns (id, brand_id, organization_id) on delete cascade
) with (fillfactor = 50);
alter table private.campaign_paces enable row level security;

create policy campaign_paces_select on private.campaign_paces for select to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.view'))::uuid[]));
grant select on private.campaign_paces to authenticated;

comment on table private.campaign_paces is
  'Two moments of a campaign and what had an outcome then; written every ten seconds while it moves, read by campaign_stats.';
