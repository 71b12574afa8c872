create function private.campaign_failures(campaign_id uuid)
returns table (kind text, reason text, error_code int, example text, messages int, can_retry boolean)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
begin
  select * into v_campaign from public.campaigns c where c.id = campaign_failures.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.view');
  return query
  select 'failed', m.error_class, m.error_code, min(m.error_message), count(*)::int,
    coalesce(m.error_class in ('transient', 'delay', 'account', 'not_sent'), false)
  from public.messages m
  -- Not by brand: a kept plan may walk through all that failed there.
  where m.campaign_id = v_campaign.id
    and (m.brand_id = v_campaign.brand_id and m.organization_id = v_campaign.organization_id) is true
    and m.failed_at is not null and m.status = 'failed' and m.retried_as is null
  group by m.error_class, m.error_code
  union all
  select 'skipped', r.skip_reason, null, null, count(*)::int, false
  from public.campaign_recipients r
  where r.campaign_id = v_campaign.id and r.brand_id = v_campaign.brand_id and r.organization_id = v_campaign.organization_id
    and r.skip_reason is not null
  group by r.skip_reason
  order by 5 desc, 1, 2, 3;
end
$$;
comment on function private.campaign_failures(uuid) is 'See public.campaign_failures.';
grant execute on function private.campaign_failures(uuid) to authenticated;

create function public.campaign_failures(campaign_id uuid)
returns table (kind text, reason text, error_code int, example text, messages int, can_retry boolean)
language sql stable
set search_path = ''
set statement_timeout = '55s'
as $$ select * from private.campaign_failures(campaign_id) $$;
comment on function public.campaign_failures(uuid) is
  'Why messages of a campaign came to nothing, the most frequent first: kind failed (reason is the class of the error, with Meta''s code '
  'and words) or skipped (reason as in campaign_messages.skip_reason). can_retry: retry_campaign sends this class again unless told '
  'otherwise. Failures that were retried are left out. Cost grows with the failed and skipped. Errors: 42501 permission_denied.';
grant execute on function public.campaign_failures(uuid) to authenticated;
