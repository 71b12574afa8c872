create function private.resolve_audience(audience jsonb) returns jsonb
language plpgsql stable security definer
set search_path = ''
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
declare
  v_brand constant uuid := coalesce(private.uuid_or_null(audience ->> 'brand_id'), private.requested_brand_id());
  v_category constant text := audience ->> 'category';
  v_people uuid[];
  v_times bigint[];
  v_counts record;
begin
  perform private.require_brand(v_brand, 'contacts.view');
  if v_category not in ('marketing', 'utility', 'service') then
    perform private.fail('PT422', 'audience_invalid', 'audience.category is not understood.', 'Use marketing, utility or service.');
  end if;
  -- As arrays, whose length the planner knows: it would read all of the brand's contacts for an audience of five.
  select array_agg(a.contact_id), array_agg(a.times) into v_people, v_times
  from (
    select named.contact_id, count(*) as times
    from private.audience_contacts(v_brand, audience - 'brand_id' - 'category') as named group by named.contact_id
  ) as a;
  with people as (
    select e.contact_id, e.times, case when c.phone is null and c.bsuid is null then 'invalid_recipient'
      else private.refusal(v_category, consent.state, s.require_opt_in) end as reason
    from unnest(v_people, v_times) as e (contact_id, times)
    join public.contacts c on c.id = e.contact_id and c.brand_id = v_brand
    left join public.consents consent
      on consent.contact_id = c.id and consent.category = v_category and consent.brand_id = c.brand_id
        and consent.organization_id = c.organization_id
    left join public.consent_settings s on s.brand_id = c.brand_id and s.organization_id = c.organization_id
  )
  select count(*)::int as audience, coalesce(sum(p.times) - count(*), 0)::int as duplicate,
    count(*) filter (where p.reason = 'invalid_recipient')::int as invalid_recipient,
    count(*) filter (where p.reason = 'opted_out')::int as opted_out, count(*) filter (where p.reason = 'no_consent')::int as no_consent,
    array(select s.contact_id from people s where s.reason is null order by s.contact_id desc limit 10) as sample
  into v_counts
  from people p;
  return jsonb_build_object(
    'audience', v_counts.audience,
    'sendable', v_counts.audience - v_counts.invalid_recipient - v_counts.opted_out - v_counts.no_consent,
    'excluded', jsonb_build_object('duplicate', v_counts.duplicate, 'invalid_recipient', v_counts.invalid_recipient,
      'opted_out', v_counts.opted_out, 'no_consent', v_counts.no_consent),
    'sample', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'phone', c.phone, 'username', c.username) order by s.place)
      from unnest(v_counts.sample) with ordinality as s (id, place)
      join public.contacts c on c.id = s.id and c.brand_id = v_brand), '[]'));
end
$$;
comment on function private.resolve_audience(jsonb) is 'See public.resolve_audience.';
grant execute on function private.resolve_audience(jsonb) to authenticated;

create function public.resolve_audience(audience jsonb) returns jsonb
language sql stable
set search_path = ''
set statement_timeout = '55s'
as $$ select private.resolve_audience(audience) $$;
comment on function public.resolve_audience(jsonb) is
  'Who an audience is now: {"audience", "sendable", "excluded": {duplicate, invalid_recipient, opted_out, no_consent}, "sample": up to '
  '10 of {id, name, phone, username}}. The audience is that of a campaign with "brand_id" beside it (else the brand of the x-brand-id '
  'header) and, to check consent, "category": marketing,
    utility or service. Cost grows with the audience. Errors: 42501 permission_denied, PT422 audience_invalid | filter_invalid.';
grant execute on function public.resolve_audience(jsonb) to authenticated;
