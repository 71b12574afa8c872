create function private.reserve_campaign_quota(campaign public.campaigns, messages bigint) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.require_feature(campaign.organization_id, 'campaigns');
  perform private.take_quota(campaign.organization_id, 'campaigns', 1);
  perform private.reserve_quota(campaign.organization_id, 'messages', messages, 'campaign:' || campaign.id);
end
$$;
comment on function private.reserve_campaign_quota(public.campaigns, bigint) is
  'What a launch takes: one campaign of the month and, reserved, its messages, of the day and month of the launch.';

create function private.settle_campaign_quota(organization_id uuid, campaign_id uuid) returns boolean
language sql volatile
set search_path = ''
as $$
  select private.commit_quota(organization_id, 'messages', 'campaign:' || settle_campaign_quota.campaign_id, (
    select coalesce(sum(d.n), 0) from private.campaign_status_deltas d
    where d.campaign_id = settle_campaign_quota.campaign_id and d.organization_id = settle_campaign_quota.organization_id
      and d.status not in ('audience', 'skipped', 'queued', 'canceled')))
$$;
comment on function private.settle_campaign_quota(uuid, uuid) is
  'Ends the reservation of a campaign that is over. Used are the messages that were handed to Meta, whatever it made of them, and those '
  'in flight; skipped, canceled and never claimed ones go back.';
