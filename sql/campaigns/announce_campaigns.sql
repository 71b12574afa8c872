create function private.announce_campaigns(campaign_ids uuid[]) returns void
language sql volatile security definer
set search_path = ''
as $$
  insert into private.campaign_paces as p (organization_id, brand_id, campaign_id, at, settled, earlier_at, earlier_settled)
  select s.organization_id, s.brand_id, s.campaign_id, now(), now_is.settled, now(), now_is.settled
  from public.campaign_stats s, lateral (values (s.audience - s.skipped - s.queued)) as now_is (settled)
  where s.campaign_id = any (campaign_ids) and s.status = 'running'
  order by s.campaign_id
  on conflict on constraint campaign_paces_pkey do update
  set at = excluded.at, settled = excluded.settled,
    -- After a pause the rate begins anew.
    earlier_at = case when p.at < now() - interval '30 seconds' then excluded.at else p.at end,
    earlier_settled = case when p.at < now() - interval '30 seconds' then excluded.settled else p.settled end
  where p.at < now() - interval '10 seconds';
  select realtime.send(to_jsonb(s) - 'organization_id' - 'brand_id', 'campaign', 'campaigns:' || s.brand_id, true)
  from public.campaign_stats s
  where s.campaign_id = any (campaign_ids)
$$;
comment on function private.announce_campaigns(uuid[]) is
  'Sends the funnel of campaigns to the channels campaigns:<brand id>; the worker calls it at most once a second a campaign.';
grant execute on function private.announce_campaigns(uuid[]) to wabase_worker;
