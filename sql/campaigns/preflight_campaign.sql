create function private.campaign_problems(campaign public.campaigns) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('slug', problem.slug, 'message', problem.message,
    'whatsapp_account_id', problem.number)) order by problem.place, a.id), '[]')
  from private.numbers_of_campaign(campaign) as a, public.templates t,
  lateral (select private.mapping_problems(t, campaign.parameters) as missing) as m,
  lateral (values
    (1, 'number_not_connected', format('The number %s is not connected.', a.phone_number), a.connection_status <> 'connected', a.id),
    (2, 'template_not_approved', format('Meta has not approved the template (its status is %s).', coalesce(t.meta_status, 'unknown')),
      t.meta_status is distinct from 'APPROVED', null),
    (3, 'template_of_other_account',
      format('The template belongs to another WhatsApp Business Account than the number %s.', a.phone_number),
      t.waba_id <> a.waba_id, a.id),
    (4, 'parameters_incomplete', array_to_string(m.missing, ' '), cardinality(m.missing) > 0, null)
  ) as problem (place, slug, message, is_there, number)
  where t.id = campaign.template_id and t.brand_id = campaign.brand_id
    and problem.is_there and (problem.number is not null or a.id = campaign.whatsapp_account_id)
$$;
comment on function private.campaign_problems(public.campaigns) is
  'What forbids launching a campaign: [{slug, message, whatsapp_account_id?}].';

create function private.messaging_limit(tier text) returns int
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when tier ~ '^TIER_[0-9]{1,6}K?$' then replace(substr(tier, 6), 'K', '000')::int
    when tier ~ '^[0-9]{1,9}$' then tier::int
  end
$$;
comment on function private.messaging_limit(text) is
  'People a day of Meta''s messaging limit (TIER_250, TIER_2K, 2000); null when it is unlimited or not known.';

create function private.preflight_reach(campaign public.campaigns, template public.templates, reached uuid[]) returns jsonb
language plpgsql stable
set search_path = ''
set jit = off
set work_mem = '64MB'
set plan_cache_mode = force_custom_plan
as $$
declare
  v_draft constant private.message_draft := private.draft_message(template, campaign.parameters);
  v_category constant text := private.consent_category(template.category);
  v_required constant text[] := (select s.require_opt_in from public.consent_settings s
    where s.brand_id = campaign.brand_id and s.organization_id = campaign.organization_id);
  v_silence constant text := private.refusal(v_category, null, v_required);
  v_sources text[];
  v_keys text[];
  v_people uuid[];
  v_times bigint[];
  v_result jsonb;
begin
  -- Only what has no fallback can be missing.
  select coalesce(array_agg(n.source), '{}'), coalesce(array_agg(n.key), '{}') into v_sources, v_keys
  from (
    select distinct r.source, r.key from unnest(v_draft.sources, v_draft.keys, v_draft.fallbacks) as r (source, key, fallback)
    where r.fallback is null
  ) as n;

  -- As arrays, whose length the planner knows: it would take a million people for two hundred and look each up by key.
  select array_agg(a.contact_id), array_agg(a.times) into v_people, v_times
  from (
    select named.contact_id, count(*) as times
    from private.audience_contacts(campaign.brand_id, campaign.audience) as named group by named.contact_id
  ) as a;
  with people as (
    select a.times, c.id, left(coalesce(c.phone, left(c.bsuid, 2)), 5) as address,
      conversation.contact_id is not null as is_open, conversation.contact_id is null and met.contact_id is null as is_new,
      case when c.phone is null and c.bsuid is null then 'invalid_recipient'
        when consent.state is null then v_silence else private.refusal(v_category, consent.state, v_required) end as reason,
      case when v_sources = '{}' then '{}' else array(
        select need.n::int
        from unnest(v_sources, v_keys) with ordinality as need (source, key, n)
        where nullif(trim(case need.source when 'name' then c.name when 'phone' then c.phone when 'username' then c.username
          when 'attribute' then c.attributes ->> need.key end), '') is null) end as missing
    from unnest(v_people, v_times) as a (contact_id, times)
    join public.contacts c on c.id = a.contact_id and c.brand_id = campaign.brand_id
    left join public.consents consent
      on consent.contact_id = c.id and consent.category = v_category and consent.brand_id = c.brand_id
        and consent.organization_id = c.organization_id
    left join (
      select distinct v.contact_id
      from public.conversations v
      where v.brand_id = campaign.brand_id and v.organization_id = campaign.organization_id and v.window_expires_at > now()
        and v.whatsapp_account_id in (select n.id from private.numbers_of_campaign(campaign) as n)
    ) as conversation on conversation.contact_id = c.id
    left join (select distinct r.contact_id from unnest(reached) as r (contact_id)) as met on met.contact_id = c.id
    -- Else what is missing is found out twice.
    offset 0
  ), groups as materialized (
    select coalesce(p.reason, case when v_draft.is_incomplete or p.missing <> '{}' then 'missing_parameter' end) as reason,
      p.address, p.is_open, p.is_new, p.missing, count(*) as n, sum(p.times) as entries,
      (array_agg(p.id) filter (where p.missing <> '{}'))[1:5] as sample
    from people p
    group by 1, 2, 3, 4, 5
  ), priced as (
    select c.country, sum(g.n) as messages, coalesce(sum(g.n) filter (where g.is_open and template.category = 'UTILITY'), 0) as free
    from groups g, lateral (select private.country_of(g.address) as country) as c
    where g.reason is null
    group by c.country
  ), rates as (
    select p.*, r.name, r.currency, r.is_example, case template.category when 'MARKETING' then r.marketing when 'UTILITY' then r.utility
      else r.authentication end as price
    from priced p left join public.message_rates r on r.country = p.country
  ), lacking as (
    select need.source, need.key, sum(g.n) as n,
      (select array_agg(s) from (
        select s from groups x, unnest(x.sample) as s where x.reason = 'missing_parameter' and need.n = any (x.missing) limit 5) as few (s)
      ) as sample
    from groups g, unnest(v_sources, v_keys) with ordinality as need (source, key, n)
    where g.reason = 'missing_parameter' and need.n = any (g.missing)
    group by need.source, need.key, need.n
  )
  select jsonb_build_object(
    'audience', t.audience, 'sendable', t.sendable, 'new_people', t.new_people,
    'excluded', jsonb_build_object('duplicate', t.entries - t.audience, 'invalid_recipient', t.invalid_recipient,
      'opted_out', t.opted_out, 'no_consent', t.no_consent, 'missing_parameter', t.missing_parameter),
    'missing', (select coalesce(jsonb_agg(jsonb_build_object('source', l.source, 'key', l.key, 'contacts', l.n, 'sample', (
        select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'phone', c.phone) order by c.id)
        from public.contacts c where c.id = any (l.sample) and c.brand_id = campaign.brand_id)) order by l.source, l.key), '[]')
      from lacking l),
    'cost', jsonb_build_object(
      'category', lower(template.category),
      'totals', (select coalesce(jsonb_object_agg(s.currency, s.amount), '{}') from (
        select r.currency, round(sum((r.messages - r.free) * r.price), 2) as amount from rates r where r.price is not null
        group by r.currency) as s),
      'unpriced', (select coalesce(sum(r.messages), 0) from rates r where r.price is null),
      'is_example', (select coalesce(bool_or(r.is_example), false) from rates r),
      'countries', (select coalesce(jsonb_agg(jsonb_build_object('country', r.country, 'name', r.name, 'messages', r.messages,
          'free', r.free, 'price', r.price, 'currency', r.currency, 'amount', round((r.messages - r.free) * r.price, 2))
          order by r.messages desc, r.country), '[]') from rates r)))
  into v_result
  from (
    select coalesce(sum(g.entries), 0) as entries, coalesce(sum(g.n), 0) as audience,
      coalesce(sum(g.n) filter (where g.reason is null), 0) as sendable,
      coalesce(sum(g.n) filter (where g.reason is null and g.is_new), 0) as new_people,
      coalesce(sum(g.n) filter (where g.reason = 'invalid_recipient'), 0) as invalid_recipient,
      coalesce(sum(g.n) filter (where g.reason = 'opted_out'), 0) as opted_out,
      coalesce(sum(g.n) filter (where g.reason = 'no_consent'), 0) as no_consent,
      coalesce(sum(g.n) filter (where g.reason = 'missing_parameter'), 0) as missing_parameter
    from groups g
  ) as t;
  return v_result;
end
$$;
comment on function private.preflight_reach(public.campaigns, public.templates, uuid[]) is
  'The part of a preflight that looks at the audience, in one pass over it; see public.preflight_campaign. reached: who counts for Meta''s '
  'limit already.';

create function private.preflight_campaign(campaign_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_tier text;
  v_mps int;
  v_template public.templates;
  v_reach jsonb;
  v_sendable bigint;
  v_limit int;
  v_new bigint;
  v_reached uuid[];
begin
  select * into v_campaign from public.campaigns c where c.id = preflight_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.view');
  select * into v_template from public.templates t where t.id = v_campaign.template_id and t.brand_id = v_campaign.brand_id;
  select (array_agg(n.messaging_tier order by private.messaging_limit(n.messaging_tier)))[1], sum(n.throughput_mps) into v_tier, v_mps
  from private.numbers_of_campaign(v_campaign) as n;
  v_limit := private.messaging_limit(v_tier);
  if v_limit is not null then
    v_reached := private.people_reached_lately(v_campaign.organization_id);
  end if;
  v_reach := private.preflight_reach(v_campaign, v_template, v_reached);
  v_sendable := (v_reach ->> 'sendable')::bigint;
  v_new := (v_reach ->> 'new_people')::bigint;
  return v_reach - 'new_people' || jsonb_build_object(
    'tier', jsonb_build_object('tier', v_tier, 'limit', v_limit, 'used', cardinality(v_reached), 'new_people', v_new,
      'fits', v_limit is null or cardinality(v_reached) + v_new <= v_limit),
    'quota', (
      select jsonb_object_agg(u.key, jsonb_build_object('limit', u.value -> 'limit',
        'left', case when (u.value ->> 'limit')::bigint >= 0
          then greatest((u.value ->> 'limit')::bigint - (u.value ->> 'used')::bigint - (u.value ->> 'reserved')::bigint, 0) end,
        'needed', case u.key when 'campaigns_per_month' then 1 else v_sendable end))
      from jsonb_each(private.usage_of(v_campaign.organization_id)) as u
      where u.key in ('campaigns_per_month', 'messages_per_day', 'messages_per_month')),
    'duration_seconds', (
      select ceil(max(seconds))
      from (
        select v_sendable::numeric / v_mps
        union all
        -- The first of each limit may leave at once.
        select (v_sendable - w.most)::numeric / w.most * w.seconds
        from private.sending_limits l,
          lateral (values (l.per_minute, 60), (l.per_hour, 3600), (l.per_day, 86400)) as w (most, seconds)
        where l.organization_id = v_campaign.organization_id and v_sendable > w.most
      ) as time (seconds)),
    'problems', private.campaign_problems(v_campaign));
end
$$;
comment on function private.preflight_campaign(uuid) is 'See public.preflight_campaign.';
grant execute on function private.preflight_campaign(uuid) to authenticated;

create function public.preflight_campaign(campaign_id uuid) returns jsonb
language sql stable
set search_path = ''
set statement_timeout = '55s'
as $$ select private.preflight_campaign(campaign_id) $$;
comment on function public.preflight_campaign(uuid) is
  'What a launch would do now: {audience, sendable, excluded: {duplicate, invalid_recipient, opted_out, no_consent, missing_parameter}, '
  'missing: [{source, key, contacts, sample: up to 5 of {id, name, phone}}], cost: {category, totals: {currency: amount}, unpriced, '
  'is_example, countries: [{country, name, messages, free, price, currency, amount}]}, tier: {tier, limit (null: none), used: people '
  'whom campaigns of the organization wrote to in the last 24 hours (null without a limit), new_people: those of the audience who are not '
  'among them and have no open window, fits}, quota: {campaigns_per_month, messages_per_day, '
  'messages_per_month: {limit (-1: none), left (null: no limit), needed}}, duration_seconds at the rate of the numbers and within '
  'the organization''s sending limits, problems: [{slug, '
  'message}]}. One pass over the audience, two to five seconds for a million; takes no lock, and the Data API lets it run for 55 seconds. '
  'Errors: 42501 permission_denied, PT422 audience_invalid.';
grant execute on function public.preflight_campaign(uuid) to authenticated;
