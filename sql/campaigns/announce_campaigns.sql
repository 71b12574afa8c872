create function private.announce_campaigns(campaign_ids uuid[]) returns void
language sql volatile security definer
set search_path = ''
as $$
  select realtime.send(to_jsonb(s) - 'organization_id' - 'brand_id', 'campaign', 'campaigns:' || s.brand_id, true)
  from public.campaign_stats s
  where s.campaign_id = any (campaign_ids)
$$;
comment on function private.announce_campaigns(uuid[]) is
  'Sends the funnel of campaigns to the channels campaigns:<brand id>; the worker calls it at most once a second a campaign.';
grant execute on function private.announce_campaigns(uuid[]) to wabase_worker;
