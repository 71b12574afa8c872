create function private.resolve_audience(audience jsonb) returns jsonb
language plpgsql stable security definer
set search_path = ''
set work_mem = '64MB'
set jit = off
as $$
declare
  v_brand constant uuid := coalesce(private.uuid_or_null(audience ->> 'brand_id'), private.requested_brand_id());
  v_counts record;
begin
  perform private.require_brand(v_brand, 'contacts.view');
  with entries as materialized (
    select a.contact_id, count(*) as times
    from private.audience_contacts(v_brand, audience - 'brand_id') as a group by a.contact_id
  ), people as (
    select e.contact_id, e.times, c.phone is null and c.bsuid is null as is_unreachable
    from entries e join public.contacts c on c.id = e.contact_id and c.brand_id = v_brand
  )
  select count(*)::int as audience, coalesce(sum(p.times) - count(*), 0)::int as duplicate,
    count(*) filter (where p.is_unreachable)::int as invalid_recipient,
    array(select s.contact_id from people s where not s.is_unreachable order by s.contact_id desc limit 10) as sample
  into v_counts
  from people p;
  return jsonb_build_object(
    'audience', v_counts.audience,
    'sendable', v_counts.audience - v_counts.invalid_recipient,
    'excluded', jsonb_build_object('duplicate', v_counts.duplicate, 'invalid_recipient', v_counts.invalid_recipient),
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
as $$ select private.resolve_audience(audience) $$;
comment on function public.resolve_audience(jsonb) is
  'Who an audience is now: {"audience", "sendable", "excluded": {duplicate, invalid_recipient}, "sample": up to 10 of {id, name, phone, '
  'username}}. The audience is that of a campaign with "brand_id" beside it (else the brand of the x-brand-id header). Cost grows with '
  'the audience. Errors: 42501 permission_denied, PT422 audience_invalid | filter_invalid.';
grant execute on function public.resolve_audience(jsonb) to authenticated;
