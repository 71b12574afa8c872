create function private.pause_campaigns_of_templates() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_paused record;
begin
  for v_paused in
    select c.id, c.name, c.brand_id, c.organization_id, n.name as template, n.meta_status
    from new_rows n
    join old_rows o on o.id = n.id and o.brand_id = n.brand_id
    join public.campaigns c on c.template_id = n.id and c.brand_id = n.brand_id and c.organization_id = n.organization_id
    where c.status = 'running' and n.meta_status is distinct from o.meta_status
      and n.meta_status in ('PAUSED', 'DISABLED', 'REJECTED', 'DELETED', 'PENDING_DELETION', 'ARCHIVED', 'LOCKED')
    -- In one statement: one that is resumed meanwhile would be locked out of order. Meta's refusal pauses it.
    order by c.id
    for no key update of c
  loop
    perform private.lock_feeds(array[v_paused.id]);
    update public.campaigns c
    set status = 'paused', pause_reason = format('Meta''s status of the template %s is %s.', v_paused.template, v_paused.meta_status)
    where c.id = v_paused.id and c.brand_id = v_paused.brand_id;
    update private.campaign_feeds f set status = 'paused'
    where f.campaign_id = v_paused.id and f.brand_id = v_paused.brand_id and f.status = 'running';
    perform private.alert(v_paused.organization_id, 'campaign_paused', v_paused.id || ':' || v_paused.meta_status,
      jsonb_build_object('campaign_id', v_paused.id, 'campaign', v_paused.name, 'brand_id', v_paused.brand_id,
        'template', v_paused.template, 'meta_status', v_paused.meta_status));
  end loop;
  return null;
end
$$;
comment on function private.pause_campaigns_of_templates() is
  'A template that Meta paused, disabled or took away pauses its running campaigns, says why, and tells the organization. They are '
  'resumed by a person, once the template is approved again. Cost grows with the campaigns of the template that are running.';

create trigger templates_pause_campaigns after update on public.templates
  referencing old table as old_rows new table as new_rows for each statement execute function private.pause_campaigns_of_templates();
