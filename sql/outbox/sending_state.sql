create function private.sending_state(brand_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_brand public.brands;
  v_limits private.sending_limits;
  v_now private.sending_allowance;
begin
  perform private.require_brand(brand_id, 'channels.view');
  select * into v_brand from public.brands b where b.id = sending_state.brand_id;
  select * into v_limits from private.sending_limits l where l.organization_id = v_brand.organization_id;
  v_now := private.sending_allowance(v_limits);
  return jsonb_build_object(
    'paused', jsonb_build_object(
      'platform', (select s.sending_paused_reason from private.settings s),
      'organization', (select o.sending_paused_reason from public.organizations o where o.id = v_brand.organization_id),
      'brand', v_brand.sending_paused_reason),
    'limits', case when v_limits.organization_id is not null then jsonb_build_object(
      'per_minute', v_limits.per_minute, 'per_hour', v_limits.per_hour, 'per_day', v_limits.per_day,
      'sent_this_minute', v_now.minute_sent, 'sent_this_hour', v_now.hour_sent, 'sent_today', v_now.day_sent,
      'waits_until', now() + make_interval(secs => v_now.wait)) end,
    'numbers', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'whatsapp_account_id', a.id, 'messages_per_second', round((a.throughput_mps * private.pace_of(bucket))::numeric, 2),
        'rests_until', case when bucket.cooling_until > now() then bucket.cooling_until end,
        'rests_for_code', case when bucket.cooling_until > now() then bucket.cooling_code end,
        'breaker', coalesce(breaker.state, 'closed'), 'breaker_until', case breaker.state when 'open' then breaker.open_until end,
        'breaker_reason', breaker.reason,
        'waiting', (select count(*) from private.outbox w where w.whatsapp_account_id = a.id and w.status = 'queued'),
        'unknown', (select count(*) from private.outbox w where w.whatsapp_account_id = a.id and w.status = 'unknown')) order by a.id),
        '[]')
      from public.whatsapp_accounts a
      join private.token_buckets bucket on bucket.whatsapp_account_id = a.id and bucket.brand_id = a.brand_id
      left join private.circuit_breakers breaker on breaker.waba_id = a.waba_id and breaker.organization_id = a.organization_id
      where a.brand_id = sending_state.brand_id));
end
$$;
comment on function private.sending_state(uuid) is 'See public.sending_state.';
grant execute on function private.sending_state(uuid) to authenticated;

create function public.sending_state(brand_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$ select private.sending_state(brand_id) $$;
comment on function public.sending_state(uuid) is
  'What holds sending back: {paused: {platform, organization, brand: why all sending is stopped there, or null}, limits: null | '
  '{per_minute, per_hour, per_day, sent_this_minute, sent_this_hour, sent_today, waits_until}, numbers: [{whatsapp_account_id, '
  'messages_per_second, rests_until, rests_for_code, breaker: closed | open | half_open, breaker_until, breaker_reason, waiting, '
  'unknown}]}; the last two count messages in the outbox. What a number''s row says (is_paused, meta_holds) is not repeated. Cost grows '
  'with what waits in the outbox, in which campaigns have no more than is claimed next. Needs channels.view. Errors: 42501 '
  'permission_denied.';
grant execute on function public.sending_state(uuid) to authenticated;
