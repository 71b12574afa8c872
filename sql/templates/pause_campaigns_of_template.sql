create function private.pause_campaigns_of_templates() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_template record;
  v_campaign record;
begin
  perform from public.campaigns c
  where c.status = 'running' and c.template_id in (
    select n.id from new_rows n join old_rows o on o.id = n.id and o.brand_id = n.brand_id
    where n.meta_status is distinct from o.meta_status)
  order by c.id for no key update;
  for v_template in
    select n.id, n.brand_id, n.organization_id, n.name, n.meta_status
    from new_rows n join old_rows o on o.id = n.id and o.brand_id = n.brand_id
    where n.meta_status is distinct from o.meta_status
      and n.meta_status in ('PAUSED', 'DISABLED', 'REJECTED', 'DELETED', 'PENDING_DELETION', 'ARCHIVED', 'LOCKED')
    order by n.id
  loop
    for v_campaign in
      update public.campaigns c
      set status = 'paused', pause_reason = format('Meta''s status of the template %s is %s.', v_template.name, v_template.meta_status)
      where c.template_id = v_template.id and c.brand_id = v_template.brand_id and c.organization_id = v_template.organization_id
        and c.status = 'running'
      returning c.id, c.name, c.brand_id
    loop
      perform private.lock_feeds(array[v_campaign.id]);
      update private.campaign_feeds f set status = 'paused'
      where f.campaign_id = v_campaign.id and f.brand_id = v_campaign.brand_id and f.status = 'running';
      perform private.alert(v_template.organization_id, 'campaign_paused', v_campaign.id || ':' || v_template.meta_status,
        jsonb_build_object('campaign_id', v_campaign.id, 'campaign', v_campaign.name, 'brand_id', v_campaign.brand_id,
          'template', v_template.name, 'meta_status', v_template.meta_status));
    end loop;
  end loop;
  return null;
end
$$;
comment on function private.pause_campaigns_of_templates() is
  'A template that Meta paused, disabled or took away pauses its running campaigns, says why, and tells the organization. They are '
  'resumed by a person, once the template is approved again. Cost grows with the campaigns of the template that are running.';

create trigger templates_pause_campaigns after update on public.templates
  referencing old table as old_rows new table as new_rows for each statement execute function private.pause_campaigns_of_templates();
