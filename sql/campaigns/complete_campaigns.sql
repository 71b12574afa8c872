create function private.complete_campaigns(whatsapp_account_id uuid) returns setof uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_running uuid[];
begin
  select array_agg(r.id) into v_running
  from (
    select c.id from public.campaigns c
    where c.status = 'running' and c.id in (
      select f.campaign_id from private.campaign_feeds f
      where f.whatsapp_account_id = complete_campaigns.whatsapp_account_id and f.status = 'running' and f.next_position > f.last_position)
    order by c.id
    for no key update of c
  ) as r;
  perform private.lock_feeds(v_running);
  return query
  with finished as (
    update private.campaign_feeds f
    set status = 'done'
    where f.campaign_id = any (v_running) and f.status = 'running'
      and not exists (
        select from private.campaign_feeds more where more.campaign_id = f.campaign_id and more.next_position <= more.last_position)
      and not exists (select from private.outbox o where o.campaign_id = f.campaign_id)
    returning f.campaign_id, f.brand_id
  ), completed as (
    update public.campaigns c set status = 'completed', completed_at = now()
    from (select distinct campaign_id, brand_id from finished) as f
    where c.id = f.campaign_id and c.brand_id = f.brand_id
    returning c.id, c.organization_id
  )
  select c.id from completed c, lateral private.settle_campaign_quota(c.organization_id, c.id);
end
$$;
comment on function private.complete_campaigns(uuid) is
  'Completes the campaigns of a number whose whole audience, that of their other numbers too, has a settled outcome; called by a pump '
  'that found nothing to claim. Returns their ids.';
grant execute on function private.complete_campaigns(uuid) to wabase_worker;
