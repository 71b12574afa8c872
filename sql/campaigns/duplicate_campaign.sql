create function private.duplicate_campaign(campaign_id uuid, name text) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
begin
  select * into v_campaign from public.campaigns c where c.id = duplicate_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.edit');
  insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience, parameters)
  values (v_campaign.organization_id, v_campaign.brand_id, left(coalesce(nullif(trim(duplicate_campaign.name), ''), v_campaign.name), 200),
    v_campaign.whatsapp_account_id, v_campaign.template_id, v_campaign.audience, v_campaign.parameters)
  returning * into v_campaign;
  insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
  select n.organization_id, n.brand_id, v_campaign.id, n.whatsapp_account_id
  from public.campaign_numbers n where n.campaign_id = duplicate_campaign.campaign_id and n.brand_id = v_campaign.brand_id;
  return v_campaign;
end
$$;
comment on function private.duplicate_campaign(uuid, text) is 'See public.duplicate_campaign.';
grant execute on function private.duplicate_campaign(uuid, text) to authenticated;

create function public.duplicate_campaign(campaign_id uuid, name text default null) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.duplicate_campaign(campaign_id, name) $$;
comment on function public.duplicate_campaign(uuid, text) is
  'A new draft with the numbers, template, audience and parameters of a campaign. Needs campaigns.edit. Errors: PT402 '
  'plan_feature_missing.';
grant execute on function public.duplicate_campaign(uuid, text) to authenticated;
