create function private.launch_campaign(campaign_id uuid) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  -- A request of a client ends after 8 seconds; so many are frozen in one.
  c_at_once constant int := 50000;
  v_campaign public.campaigns;
  v_size int;
begin
  select * into v_campaign from public.campaigns c where c.id = launch_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  select * into v_campaign from public.campaigns c where c.id = launch_campaign.campaign_id for no key update;
  if v_campaign.status not in ('draft', 'scheduled') then
    return v_campaign;
  end if;
  select count(*) into v_size
  from (select from private.audience_contacts(v_campaign.brand_id, v_campaign.audience) limit c_at_once + 1) as named;
  if v_size <= c_at_once then
    return private.freeze_campaign(v_campaign);
  end if;
  update public.campaigns c set status = 'launching' where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id
  returning * into v_campaign;
  perform private.ring('campaigns/launch', v_campaign.id::text);
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
  'Freezes and deduplicates the audience and starts sending. A launched campaign is returned as it is. One of more than 50,000 contacts '
  'is returned as launching and frozen by the worker; what is wrong with it is then its failure_reason. '
  'Errors: 42501 permission_denied, PT409 number_not_connected | template_not_approved | template_of_other_account | '
  'parameters_incomplete, PT422 audience_empty | audience_invalid, PT402 plan_feature_missing | quota_exceeded. Takes one campaign of the '
  'month and reserves its messages of the day and the month; what was not handed to Meta is given back when it ends.';
grant execute on function public.launch_campaign(uuid) to authenticated;

create function private.launch_waiting_campaign(campaign_id uuid) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_slug text;
begin
  select * into v_campaign from public.campaigns c where c.id = launch_waiting_campaign.campaign_id for no key update;
  if v_campaign.status is distinct from 'launching' and not (v_campaign.status = 'scheduled' and v_campaign.scheduled_at <= now()) then
    return v_campaign.status;
  end if;
  if v_campaign.status = 'scheduled' then
    perform private.act_as_job('campaigns/launch');
  end if;
  begin
    return (private.freeze_campaign(v_campaign)).status;
  exception when others then
    -- What is wrong with the campaign is told to its people; what is wrong with the moment is tried again by the queue.
    get stacked diagnostics v_slug = pg_exception_detail;
    if sqlstate !~ '^(PT|22|23)' or v_slug = 'quota_busy' then
      raise;
    end if;
    update public.campaigns c set status = 'failed', failure_reason = sqlerrm, completed_at = now()
    where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id;
    perform private.alert(v_campaign.organization_id, 'campaign_failed', v_campaign.id::text, jsonb_build_object('campaign_id',
      v_campaign.id,
      'campaign', v_campaign.name, 'brand_id', v_campaign.brand_id, 'reason', sqlerrm));
    return 'failed';
  end;
end
$$;
comment on function private.launch_waiting_campaign(uuid) is
  'Launches a campaign whose time has come or whose audience was too large for a request; called by the worker. One that cannot be '
  'launched fails with its reason and an alert. Returns its status; a repeated call changes nothing.';
grant execute on function private.launch_waiting_campaign(uuid) to wabase_worker;
