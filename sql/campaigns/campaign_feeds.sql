-- How far a launched campaign has been handed to the outbox: one row for each number that sends it (or more, when a share was moved),
-- touched once a batch. The status is that of the campaign, the same in all its rows.
create table private.campaign_feeds (
  organization_id uuid not null,
  brand_id uuid not null,
  campaign_id uuid not null,
  whatsapp_account_id uuid not null,
  next_position int not null default 1,
  last_position int not null,
  first_position int not null default 1,
  status text not null default 'running'
    constraint campaign_feeds_status_is_known_check check (status in ('running', 'paused', 'done')),
  constraint campaign_feeds_pkey primary key (campaign_id, first_position, brand_id, organization_id),
  constraint campaign_feeds_campaign_id_fkey
    foreign key (campaign_id, brand_id, organization_id)
    references public.campaigns (id, brand_id, organization_id) on delete cascade
);
create index campaign_feeds_running_idx on private.campaign_feeds (whatsapp_account_id) where status = 'running';
alter table private.campaign_feeds enable row level security;
comment on table private.campaign_feeds is
  'Cursors of a launched campaign over its frozen audience, in ranges of positions; they replace a state per recipient.';

create function private.lock_feeds(campaign_ids uuid[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform from private.campaign_feeds f where f.campaign_id = any (campaign_ids) order by f.campaign_id, f.first_position for update;
end
$$;
comment on function private.lock_feeds(uuid[]) is
  'Locks the cursors of campaigns, all in one order: a claim holds those of several campaigns of its number. Campaigns are locked before.';

create function private.ring_campaign(campaign public.campaigns) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.ring('outbox/pump', number::text)
  from (
    select distinct f.whatsapp_account_id as number from private.campaign_feeds f
    where f.campaign_id = campaign.id and f.brand_id = campaign.brand_id and f.status = 'running'
    order by 1
  ) as numbers;
end
$$;
comment on function private.ring_campaign(public.campaigns) is 'Wakes the pumps of all numbers that send a campaign.';
