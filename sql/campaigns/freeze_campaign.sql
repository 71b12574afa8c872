create function private.freeze_campaign(campaign public.campaigns) returns public.campaigns
language plpgsql volatile
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
  v_problem jsonb := private.campaign_problems(campaign) -> 0;
  v_campaign public.campaigns;
  v_now constant bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  v_people uuid[];
  v_entries int;
  v_audience int;
  v_sendable int;
  v_numbers uuid[];
  v_bounds float8[];
  v_shares int[];
  v_category text := (select private.consent_category(t.category) from public.templates t
    where t.id = campaign.template_id and t.brand_id = campaign.brand_id);
begin
  if v_problem is not null then
    perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'preflight_campaign lists everything that is in the way.');
  end if;
  -- Each number gets a part of the audience in proportion to its rate: bounds of the parts between 0 and 1.
  select array_agg(n.id order by n.id), (array_agg(n.bound order by n.id))[:count(*) - 1] into v_numbers, v_bounds
  from (
    select a.id, sum(a.throughput_mps) over (order by a.id)::float8 / sum(a.throughput_mps) over () as bound
    from private.numbers_of_campaign(campaign) as a
  ) as n;
  -- As an array, whose length the planner knows: it would read all of the brand's contacts for a campaign to five.
  select array_agg(a.contact_id), coalesce(sum(a.times), 0) into v_people, v_entries
  from (
    select named.contact_id, count(*) as times
    from private.audience_contacts(campaign.brand_id, campaign.audience) as named group by named.contact_id
  ) as a;
  with checked as (
    select f.contact_id, case when c.phone is null and c.bsuid is null then 'invalid_recipient'
      else private.refusal(v_category, consent.state, s.require_opt_in) end as skip_reason,
      coalesce(talk.share, case when v_bounds = '{}' then 1
        else width_bucket((uuid_hash_extended(f.contact_id, 0) & 2147483647) / 2147483648.0::float8, v_bounds) + 1 end) as share
    from unnest(v_people) as f (contact_id)
    join public.contacts c on c.id = f.contact_id and c.brand_id = campaign.brand_id
    left join public.consents consent
      on consent.contact_id = c.id and consent.category = v_category and consent.brand_id = c.brand_id
        and consent.organization_id = c.organization_id
    left join public.consent_settings s on s.brand_id = campaign.brand_id and s.organization_id = campaign.organization_id
    left join lateral (
      -- Who talks with one of the numbers hears from that one.
      select array_position(v_numbers, v.whatsapp_account_id) as share
      from public.conversations v
      where v_bounds <> '{}' and v.contact_id = c.id and v.whatsapp_account_id = any (v_numbers) and v.brand_id = c.brand_id
        and v.organization_id = c.organization_id and v.status <> 'closed'
      order by v.last_message_at desc nulls last limit 1
    ) as talk on true
  ), written as (
    insert into public.campaign_recipients
      (organization_id, brand_id, campaign_id, position, contact_id, skip_reason, share, message_id)
    select campaign.organization_id, campaign.brand_id, campaign.id, k.position, k.contact_id, k.skip_reason, k.share,
      -- As private.new_id() makes them, but in the order of positions, and in a fifth of the time.
      encode(overlay(uuid_send(gen_random_uuid()) placing int8send(((v_now + k.position / 4096) << 16) | 28672 | (k.position % 4096))
        from 1 for 8), 'hex')::uuid
    from (select *, row_number() over (order by skip_reason nulls first, share, contact_id) as position from checked) as k
    returning skip_reason, share
  ), shares as (
    select w.share, count(*) as n, count(*) filter (where w.skip_reason is null) as sendable from written w group by w.share
  )
  select coalesce(sum(n), 0), coalesce(sum(sendable), 0),
    array(select coalesce(s.sendable, 0) from generate_subscripts(v_numbers, 1) as i left join shares s on s.share = i order by i)
  into v_audience, v_sendable, v_shares
  from shares;
  if v_audience = 0 then
    perform private.fail('PT422', 'audience_empty', 'The audience of this campaign has no contacts.',
      'Choose contacts, then launch again.');
  end if;

  perform private.reserve_campaign_quota(campaign, v_sendable);
  insert into private.campaign_feeds
    (organization_id, brand_id, campaign_id, whatsapp_account_id, first_position, next_position, last_position)
  select campaign.organization_id, campaign.brand_id, campaign.id, part.number, part.last - part.n + 1, part.last - part.n + 1, part.last
  from (
    select number, n, sum(n) over (order by i) as last, i from unnest(v_numbers, v_shares) with ordinality as u (number, n, i)
  ) as part
  where part.n > 0 or v_sendable = 0 and part.i = 1;
  insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, status, n)
  values (campaign.organization_id, campaign.brand_id, campaign.id, 'audience', v_audience),
    (campaign.organization_id, campaign.brand_id, campaign.id, 'skipped', v_audience - v_sendable);
  update public.campaigns c
  set status = 'running', started_at = now(), duplicates = v_entries - v_audience
  where c.id = campaign.id and c.brand_id = campaign.brand_id
  returning * into v_campaign;
  perform private.ring_campaign(v_campaign);
  return v_campaign;
end
$$;
comment on function private.freeze_campaign(public.campaigns) is
  'Writes the audience of a campaign down, deduplicated and shared out between its numbers, takes its quota and lets it '
  'run. The caller holds the campaign''s row. Cost grows with the audience; all of it or nothing.';
