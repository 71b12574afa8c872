create function private.launch_campaign(campaign_id uuid) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_problem jsonb;
  v_entries int;
  v_audience int;
  v_sendable int;
begin
  select * into v_campaign from public.campaigns c where c.id = launch_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  select * into v_campaign from public.campaigns c where c.id = launch_campaign.campaign_id for no key update;
  if v_campaign.status not in ('draft', 'scheduled') then
    return v_campaign;
  end if;
  v_problem := private.campaign_problems(v_campaign) -> 0;
  if v_problem is not null then
    perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'preflight_campaign lists everything that is in the way.');
  end if;

  with frozen as (
    select a.contact_id, count(*)::int as times
    from private.audience_contacts(v_campaign.brand_id, v_campaign.audience) as a
    group by a.contact_id
  ), checked as (
    select f.contact_id, case when c.phone is null and c.bsuid is null then 'invalid_recipient' end as skip_reason
    from frozen f
    join public.contacts c on c.id = f.contact_id and c.brand_id = v_campaign.brand_id
  ), written as (
    insert into public.campaign_recipients (organization_id, brand_id, campaign_id, position, contact_id, skip_reason)
    select v_campaign.organization_id, v_campaign.brand_id, v_campaign.id,
      row_number() over (order by k.skip_reason nulls first, k.contact_id), k.contact_id, k.skip_reason
    from checked k
    returning skip_reason
  )
  select (select coalesce(sum(times), 0) from frozen), count(*), count(*) filter (where skip_reason is null)
  into v_entries, v_audience, v_sendable
  from written;
  if v_audience = 0 then
    perform private.fail('PT422', 'audience_empty', 'The audience of this campaign has no contacts.',
      'Choose contacts, then launch again.');
  end if;

  perform private.reserve_campaign_quota(v_campaign, v_sendable);
  insert into private.campaign_feeds (organization_id, brand_id, campaign_id, whatsapp_account_id, last_position)
  values (v_campaign.organization_id, v_campaign.brand_id, v_campaign.id, v_campaign.whatsapp_account_id, v_sendable);
  insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, status, n)
  values (v_campaign.organization_id, v_campaign.brand_id, v_campaign.id, 'audience', v_audience),
    (v_campaign.organization_id, v_campaign.brand_id, v_campaign.id, 'skipped', v_audience - v_sendable);
  update public.campaigns c
  set status = 'running', started_at = now(), duplicates = v_entries - v_audience
  where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id
  returning * into v_campaign;
  perform private.ring('outbox/pump', v_campaign.whatsapp_account_id::text);
  return v_campaign;
end
$$;
comment on function private.launch_campaign(uuid) is 'See public.launch_campaign.';
grant execute on function private.launch_campaign(uuid) to authenticated;

create function public.launch_campaign(campaign_id uuid) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.launch_campaign(campaign_id) $$;
comment on function public.launch_campaign(uuid) is
  'Freezes and deduplicates the audience in one insert and starts sending. A launched campaign is returned as it is. '
  'Errors: 42501 permission_denied, PT409 number_not_connected | template_not_approved | template_of_other_account, '
  'PT422 audience_empty | audience_invalid, PT402 plan_feature_missing | quota_exceeded. Takes one campaign of the month and reserves its '
  'messages of the day and the month; what was not handed to Meta is given back when it ends.';
grant execute on function public.launch_campaign(uuid) to authenticated;
