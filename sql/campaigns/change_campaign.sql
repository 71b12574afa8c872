create function private.change_campaign(campaign_id uuid, target text) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_problem jsonb;
begin
  select * into v_campaign from public.campaigns c where c.id = change_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  begin
    select * into v_campaign from public.campaigns c where c.id = change_campaign.campaign_id for no key update nowait;
  exception when lock_not_available then
    if v_campaign.status in ('launching', 'scheduled') then
      perform private.fail('PT409', 'campaign_launching', 'This campaign is being launched.', 'Try again in a moment.');
    end if;
    select * into v_campaign from public.campaigns c where c.id = change_campaign.campaign_id for no key update;
  end;
  if v_campaign.status = target
    or target = 'paused' and v_campaign.status <> 'running'
    or target = 'running' and v_campaign.status <> 'paused'
    or target = 'canceled' and v_campaign.status in ('completed', 'failed') then
    return v_campaign;
  end if;

  if target = 'running' then
    v_problem := private.campaign_problems(v_campaign) -> 0;
    if v_problem is not null then
      perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'Resume when that is mended.');
    end if;
  end if;

  perform private.lock_feeds(array[v_campaign.id]);
  update public.campaigns c
  set status = target, pause_reason = null, completed_at = case when target = 'canceled' then now() end
  where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id
  returning * into v_campaign;
  with changed as (
    update private.campaign_feeds f
    set status = case target when 'canceled' then 'done' else target end
    where f.campaign_id = v_campaign.id and f.brand_id = v_campaign.brand_id
    returning f.whatsapp_account_id, f.last_position - f.next_position + 1 as n
  )
  insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
  select v_campaign.organization_id, v_campaign.brand_id, v_campaign.id, c.whatsapp_account_id, target, sum(c.n)
  from changed c
  where target = 'canceled'
  group by c.whatsapp_account_id having sum(c.n) > 0;
  if target = 'canceled' then
    perform private.cancel_queued_messages(v_campaign);
    perform private.settle_campaign_quota(v_campaign.organization_id, v_campaign.id);
  end if;
  if target = 'running' then
    perform private.ring_campaign(v_campaign);
  end if;
  return v_campaign;
end
$$;
comment on function private.change_campaign(uuid, text) is
  'Pauses, resumes or cancels a campaign: guard, lock, mutate, ring. A late or repeated call changes nothing.';
grant execute on function private.change_campaign(uuid, text) to authenticated;

create function public.pause_campaign(campaign_id uuid) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.change_campaign(campaign_id, 'paused') $$;
comment on function public.pause_campaign(uuid) is
  'Stops claiming for a running campaign; what is in flight finishes. Needs campaigns.launch. Returns the row as it now is.';
grant execute on function public.pause_campaign(uuid) to authenticated;

create function public.resume_campaign(campaign_id uuid) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.change_campaign(campaign_id, 'running') $$;
comment on function public.resume_campaign(uuid) is
  'Goes on with a paused campaign. Needs campaigns.launch. Returns the row as it now is. Errors: PT409 number_not_connected | '
  'template_not_approved | parameters_incomplete.';
grant execute on function public.resume_campaign(uuid) to authenticated;

create function public.cancel_campaign(campaign_id uuid) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.change_campaign(campaign_id, 'canceled') $$;
comment on function public.cancel_campaign(uuid) is
  'Ends a campaign: what is queued is canceled, what was sent stays. Needs campaigns.launch. Returns the row as it now is.';
grant execute on function public.cancel_campaign(uuid) to authenticated;
