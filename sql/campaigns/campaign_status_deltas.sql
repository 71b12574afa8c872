-- Counts of a campaign as a sum of small changes, appended once a batch and folded by the worker: never a hot counter row,
-- never a count over the recipients.
create table private.campaign_status_deltas (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  campaign_id uuid not null,
  whatsapp_account_id uuid,
  status text not null,
  n int not null,
  constraint campaign_status_deltas_pkey primary key (campaign_id, id, brand_id, organization_id),
  constraint campaign_status_deltas_campaign_id_fkey
    foreign key (campaign_id, brand_id, organization_id)
    references public.campaigns (id, brand_id, organization_id) on delete cascade
);
alter table private.campaign_status_deltas enable row level security;

create policy campaign_status_deltas_select on private.campaign_status_deltas for select to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.view'))::uuid[]));
grant select on private.campaign_status_deltas to authenticated;

comment on column private.campaign_status_deltas.whatsapp_account_id is
  'The number that sends it; null for what was counted before the audience was shared out.';
comment on table private.campaign_status_deltas is
  'Changes of a campaign''s counts; their sum by status equals a count of its messages by private.counted_status. "audience" and '
  '"skipped" are counted too.';
