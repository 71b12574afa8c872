create function private.test_campaign(campaign_id uuid, contact_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_template public.templates;
  v_contact public.contacts;
  v_content jsonb;
begin
  select * into v_campaign from public.campaigns c where c.id = test_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.edit');
  select * into v_template from public.templates t
  where t.id = v_campaign.template_id and t.brand_id = v_campaign.brand_id and t.organization_id = v_campaign.organization_id;
  select * into v_contact from public.contacts c
  where c.id = test_campaign.contact_id and c.brand_id = v_campaign.brand_id and c.organization_id = v_campaign.organization_id;
  v_content := (private.fill_draft(private.draft_message(v_template, v_campaign.parameters), v_contact)).content;
  if v_content is null then
    perform private.fail('PT422', 'parameter_missing', 'This contact lacks a value for a parameter of the template.',
      'Fill in the contact, or give the parameter a fallback.');
  end if;
  return private.enqueue_message(jsonb_build_object('whatsapp_account_id', v_campaign.whatsapp_account_id,
    'contact_id', test_campaign.contact_id, 'type', 'template') || v_content);
end
$$;
comment on function private.test_campaign(uuid, uuid) is 'See public.test_campaign.';
grant execute on function private.test_campaign(uuid, uuid) to authenticated;

create function public.test_campaign(campaign_id uuid, contact_id uuid) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.test_campaign(campaign_id, contact_id) $$;
comment on function public.test_campaign(uuid, uuid) is
  'Sends one contact the message it would get, now and apart from the campaign''s audience and counts. Needs campaigns.edit and '
  'conversations.reply. Returns what send_message returns. Errors: PT422 parameter_missing, and those of send_message.';
grant execute on function public.test_campaign(uuid, uuid) to authenticated;
