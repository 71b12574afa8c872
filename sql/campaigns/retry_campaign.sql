create function private.retry_campaign(campaign_id uuid, classes text[]) returns public.campaigns
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_problem jsonb;
  v_failed uuid[];
begin
  select * into v_campaign from public.campaigns c where c.id = retry_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  if cardinality(classes) is null or not classes <@ array['transient', 'delay', 'permanent', 'account', 'recipient', 'not_sent',
    'unknown'] then
    perform private.fail('PT422', 'error_class_unknown', 'These are no classes of errors.',
      'Use transient, delay, account, not_sent, recipient, permanent, or unknown (which may reach people twice).');
  end if;
  select * into v_campaign from public.campaigns c where c.id = retry_campaign.campaign_id for no key update;
  if v_campaign.status not in ('running', 'paused', 'completed') then
    return v_campaign;
  end if;
  v_problem := private.campaign_problems(v_campaign) -> 0;
  if v_problem is not null then
    perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'Retry when that is mended.');
  end if;
  perform private.lock_feeds(array[v_campaign.id]);
  select array_agg(failed.id) into v_failed
  from (
    select m.id from public.messages m
    -- Not by brand: a kept plan may walk through all that failed there.
    where m.campaign_id = v_campaign.id and (m.brand_id = v_campaign.brand_id) is true and m.failed_at is not null and m.status = 'failed'
      and m.retried_as is null and m.error_class = any (classes)
    order by m.id for update
  ) as failed;
  if v_failed is null then
    return v_campaign;
  end if;
  perform private.take_quota(v_campaign.organization_id, 'messages', cardinality(v_failed));

  with failed as materialized (
    select m.*, private.new_id() as new_id from public.messages m
    where m.id = any (v_failed) and m.brand_id = v_campaign.brand_id and m.organization_id = v_campaign.organization_id
  ), written as (
    insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, campaign_id, direction,
      type, body, content, status)
    select f.new_id, f.organization_id, f.brand_id, f.whatsapp_account_id, f.contact_id, f.conversation_id, f.campaign_id, f.direction,
      f.type, f.body, f.content, 'queued'
    from failed f
  ), superseded as (
    update public.messages m set retried_as = f.new_id
    from failed f where m.id = f.id and m.brand_id = f.brand_id and m.organization_id = f.organization_id
  ), renamed as (
    update public.campaign_recipients r set message_id = f.new_id
    from failed f
    where r.contact_id = f.contact_id and r.campaign_id = f.campaign_id and r.brand_id = f.brand_id
      and r.organization_id = f.organization_id
  ), counted as (
    insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
    select v_campaign.organization_id, v_campaign.brand_id, v_campaign.id, f.whatsapp_account_id, change.status, sum(change.n)
    from failed f, lateral (values (private.counted_status(f.status, f.wamid, f.sent_at), -1), ('queued', 1)) as change (status, n)
    group by f.whatsapp_account_id, change.status
  )
  insert into private.outbox (organization_id, brand_id, whatsapp_account_id, contact_id, campaign_id, message_id, priority,
    category)
  select f.organization_id, f.brand_id, f.whatsapp_account_id, f.contact_id, f.campaign_id, f.new_id, 5, (
    select private.consent_category(t.category) from public.templates t
    where t.id = v_campaign.template_id and t.brand_id = v_campaign.brand_id)
  from failed f;

  if v_campaign.status = 'completed' then
    update private.campaign_feeds f set status = 'running' where f.campaign_id = v_campaign.id and f.brand_id = v_campaign.brand_id;
    update public.campaigns c set status = 'running', completed_at = null
    where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id
    returning * into v_campaign;
  end if;
  perform private.ring_campaign(v_campaign);
  return v_campaign;
end
$$;
comment on function private.retry_campaign(uuid, text[]) is 'See public.retry_campaign.';
grant execute on function private.retry_campaign(uuid, text[]) to authenticated;

create function public.retry_campaign(campaign_id uuid, classes text[] default '{transient,delay,account,not_sent}')
returns public.campaigns
language sql volatile
set search_path = ''
set statement_timeout = '55s'
as $$ select private.retry_campaign(campaign_id, classes) $$;
comment on function public.retry_campaign(uuid, text[]) is
  'Sends the failed messages of these error classes once more, each as a message of its own, so that a late word about the first try '
  'cannot be taken for one about the second; the first stays as history (retried_as). A completed campaign runs again. Takes quota for '
  'each. Cost grows with the failed messages. Errors: 42501 permission_denied, PT422 error_class_unknown, PT402 quota_exceeded, PT409 as '
  'resume_campaign.';
grant execute on function public.retry_campaign(uuid, text[]) to authenticated;
