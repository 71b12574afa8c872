create function private.local_to_instant(local_time timestamp, timezone text) returns timestamptz
language sql immutable parallel safe
set search_path = ''
as $$
  -- When the clocks show it twice, Postgres takes the second time; people mean the first, an hour before (half of one on Lord Howe).
  select min(candidate)
  from unnest(array[interval '0', interval '30 minutes', interval '1 hour']) as back (it),
    lateral (select local_time at time zone timezone - back.it as candidate) as c
  where back.it = interval '0' or candidate at time zone timezone = local_time
$$;
comment on function private.local_to_instant(timestamp, text) is
  'The moment at which clocks of a zone show a time. When they are put forward and never show it, as much after the change as the time '
  'was after its beginning (02:30 becomes 03:30); when they show it twice, the first time.';

create function private.schedule_campaign(campaign_id uuid, local_time timestamp, timezone text) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_timezone text;
  v_at timestamptz;
  v_problem jsonb;
begin
  select * into v_campaign from public.campaigns c where c.id = schedule_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  select * into v_campaign from public.campaigns c where c.id = schedule_campaign.campaign_id for no key update;
  if v_campaign.status not in ('draft', 'scheduled') then
    return v_campaign;
  end if;
  select coalesce(schedule_campaign.timezone, o.timezone) into v_timezone
  from public.organizations o where o.id = v_campaign.organization_id;
  if not exists (select from pg_catalog.pg_timezone_names z where z.name = v_timezone) then
    perform private.fail('PT422', 'timezone_unknown', format('"%s" is no time zone.', v_timezone), 'Use a name like Europe/Madrid.');
  end if;
  v_at := private.local_to_instant(local_time, v_timezone);
  if v_at is null or v_at <= now() or v_at > now() + interval '1 year' then
    perform private.fail('PT422', 'schedule_invalid', 'A campaign is scheduled for a time within the next year.',
      'Choose a time in the future, or launch it now.');
  end if;
  v_problem := private.campaign_problems(v_campaign) -> 0;
  if v_problem is not null then
    perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'preflight_campaign lists everything that is in the way.');
  end if;
  update public.campaigns c
  set status = 'scheduled', scheduled_at = v_at, scheduled_local = schedule_campaign.local_time, scheduled_timezone = v_timezone
  where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id
  returning * into v_campaign;
  perform private.add_job('campaigns/launch', json_build_object('key', v_campaign.id), 'campaigns/launch:' || v_campaign.id, v_at);
  return v_campaign;
end
$$;
comment on function private.schedule_campaign(uuid, timestamp, text) is 'See public.schedule_campaign.';
grant execute on function private.schedule_campaign(uuid, timestamp, text) to authenticated;

create function public.schedule_campaign(campaign_id uuid, local_time timestamp, timezone text default null) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.schedule_campaign(campaign_id, local_time, timezone) $$;
comment on function public.schedule_campaign(uuid, timestamp, text) is
  'Launches a campaign when the clocks of a zone (the organization''s unless given) show local_time; on the nights when clocks change see '
  'private.local_to_instant. May be repeated to move it. What is then in the way makes it fail with its reason and an alert. Errors: '
  '42501 permission_denied, PT422 schedule_invalid | timezone_unknown, PT402 plan_feature_missing, PT409 as launch_campaign.';
grant execute on function public.schedule_campaign(uuid, timestamp, text) to authenticated;

create function private.unschedule_campaign(campaign_id uuid) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
begin
  select * into v_campaign from public.campaigns c where c.id = unschedule_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  update public.campaigns c set status = 'draft', scheduled_at = null, scheduled_local = null, scheduled_timezone = null
  where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id and c.status = 'scheduled'
  returning * into v_campaign;
  if not found then
    select * into v_campaign from public.campaigns c where c.id = unschedule_campaign.campaign_id;
  end if;
  return v_campaign;
end
$$;
comment on function private.unschedule_campaign(uuid) is 'See public.unschedule_campaign.';
grant execute on function private.unschedule_campaign(uuid) to authenticated;

create function public.unschedule_campaign(campaign_id uuid) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.unschedule_campaign(campaign_id) $$;
comment on function public.unschedule_campaign(uuid) is
  'Makes a scheduled campaign a draft again; any other is returned as it is. Needs campaigns.launch.';
grant execute on function public.unschedule_campaign(uuid) to authenticated;
