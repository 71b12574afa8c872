create function private.freeze_campaign(campaign public.campaigns) returns public.campaigns
language plpgsql volatile
set search_path = ''
as $$
declare
  v_problem jsonb := private.campaign_problems(campaign) -> 0;
  v_campaign public.campaigns;
  v_now constant bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  v_entries int;
  v_audience int;
  v_sendable int;
  v_category text := (select private.consent_category(t.category) from public.templates t
    where t.id = campaign.template_id and t.brand_id = campaign.brand_id);
begin
  if v_problem is not null then
    perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'preflight_campaign lists everything that is in the way.');
  end if;
  with frozen as (
    select a.contact_id, count(*)::int as times
    from private.audience_contacts(campaign.brand_id, campaign.audience) as a
    group by a.contact_id
  ), checked as (
    select f.contact_id, case when c.phone is null and c.bsuid is null then 'invalid_recipient'
      else private.refusal(v_category, consent.state, s.require_opt_in) end as skip_reason
    from frozen f
    join public.contacts c on c.id = f.contact_id and c.brand_id = campaign.brand_id
    left join public.consents consent
      on consent.contact_id = c.id and consent.category = v_category and consent.brand_id = c.brand_id
        and consent.organization_id = c.organization_id
    left join public.consent_settings s on s.brand_id = campaign.brand_id and s.organization_id = campaign.organization_id
  ), written as (
    insert into public.campaign_recipients
      (organization_id, brand_id, campaign_id, position, contact_id, skip_reason, message_id)
    select campaign.organization_id, campaign.brand_id, campaign.id, k.position, k.contact_id, k.skip_reason,
      -- As private.new_id() makes them, but in the order of positions, and in a fifth of the time.
      encode(overlay(uuid_send(gen_random_uuid()) placing int8send(((v_now + k.position / 4096) << 16) | 28672 | (k.position % 4096))
        from 1 for 8), 'hex')::uuid
    from (select *, row_number() over (order by skip_reason nulls first, contact_id) as position from checked) as k
    returning skip_reason
  )
  select (select coalesce(sum(times), 0) from frozen), count(*), count(*) filter (where skip_reason is null)
  into v_entries, v_audience, v_sendable
  from written;
  if v_audience = 0 then
    perform private.fail('PT422', 'audience_empty', 'The audience of this campaign has no contacts.',
      'Choose contacts, then launch again.');
  end if;

  perform private.reserve_campaign_quota(campaign, v_sendable);
  insert into private.campaign_feeds (organization_id, brand_id, campaign_id, whatsapp_account_id, last_position)
  values (campaign.organization_id, campaign.brand_id, campaign.id, campaign.whatsapp_account_id, v_sendable);
  insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, status, n)
  values (campaign.organization_id, campaign.brand_id, campaign.id, 'audience', v_audience),
    (campaign.organization_id, campaign.brand_id, campaign.id, 'skipped', v_audience - v_sendable);
  update public.campaigns c
  set status = 'running', started_at = now(), duplicates = v_entries - v_audience
  where c.id = campaign.id and c.brand_id = campaign.brand_id
  returning * into v_campaign;
  perform private.ring('outbox/pump', campaign.whatsapp_account_id::text);
  return v_campaign;
end
$$;
comment on function private.freeze_campaign(public.campaigns) is
  'Writes the audience of a campaign down, deduplicated, takes its quota and lets it run. The caller holds the campaign''s row. Cost '
  'grows with the audience; all of it or nothing.';
