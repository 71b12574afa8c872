-- How far a launched campaign has been handed to the outbox: one row a campaign, touched once a batch.
create table private.campaign_feeds (
  organization_id uuid not null,
  brand_id uuid not null,
  campaign_id uuid not null,
  whatsapp_account_id uuid not null,
  next_position int not null default 1,
  last_position int not null,
  status text not null default 'running'
    constraint campaign_feeds_status_is_known_check check (status in ('running', 'paused', 'done')),
  constraint campaign_feeds_pkey primary key (campaign_id, brand_id, organization_id),
  constraint campaign_feeds_campaign_id_fkey
    foreign key (campaign_id, brand_id, organization_id)
    references public.campaigns (id, brand_id, organization_id) on delete cascade
);
create index campaign_feeds_running_idx on private.campaign_feeds (whatsapp_account_id) where status = 'running';
alter table private.campaign_feeds enable row level security;
comment on table private.campaign_feeds is 'Cursor of a launched campaign over its frozen audience; replaces a state per recipient.';
