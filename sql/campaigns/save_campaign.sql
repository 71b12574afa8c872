create function private.save_campaign(campaign jsonb) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_id uuid := private.uuid_or_null(campaign ->> 'id');
  v_brand uuid := private.uuid_or_null(campaign ->> 'brand_id');
  v_new public.campaigns;
  v_numbers uuid[];
begin
  if v_id is not null then
    select c.brand_id into v_brand from public.campaigns c where c.id = v_id;
  end if;
  perform private.require_brand(v_brand, 'campaigns.edit');
  v_new := jsonb_populate_record(null::public.campaigns, campaign);
  if v_id is null then
    insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience, parameters)
    select b.organization_id, b.id, v_new.name, v_new.whatsapp_account_id, v_new.template_id, v_new.audience,
      coalesce(v_new.parameters, '[]')
    from public.brands b where b.id = v_brand
    returning * into v_new;
  else
    update public.campaigns c
    set name = v_new.name, whatsapp_account_id = v_new.whatsapp_account_id, template_id = v_new.template_id, audience = v_new.audience,
      parameters = coalesce(v_new.parameters, '[]')
    where c.id = v_id and c.brand_id = v_brand and c.status = 'draft'
    returning * into v_new;
    if v_new.id is null then
      perform private.fail('PT409', 'campaign_not_draft', 'Only a draft can be changed.', 'Duplicate the campaign and change the copy.');
    end if;
  end if;

  v_numbers := array(
    select distinct n::uuid from jsonb_array_elements_text(coalesce(campaign -> 'further_account_ids', '[]')) as n
    where n::uuid <> v_new.whatsapp_account_id);
  delete from public.campaign_numbers n
  where n.campaign_id = v_new.id and n.brand_id = v_new.brand_id and n.organization_id = v_new.organization_id
    and n.whatsapp_account_id <> all (v_numbers);
  insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
  select v_new.organization_id, v_new.brand_id, v_new.id, n from unnest(v_numbers) as n
  on conflict do nothing;
  return v_new;
end
$$;
comment on function private.save_campaign(jsonb) is 'See public.save_campaign.';
grant execute on function private.save_campaign(jsonb) to authenticated;

create function public.save_campaign(campaign jsonb) returns public.campaigns
language sql volatile
set search_path = ''
as $$ select private.save_campaign(campaign) $$;
comment on function public.save_campaign(jsonb) is
  'Saves a draft with its numbers in one: {brand_id, name, whatsapp_account_id, template_id, audience, parameters?, further_account_ids?} '
  'makes one, {id, …} gives one other contents. When anything of it is refused, all stays as it was. Needs campaigns.edit. Errors: 42501 '
  'permission_denied, PT409 campaign_not_draft, and those of the columns (23502, 23503, 23514, 22P02).';
grant execute on function public.save_campaign(jsonb) to authenticated;
