create function private.platform_health() returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_platform_admin();
  return private.health() || jsonb_build_object(
    'waiting_events', (select count(*) from private.raw_events e where e.state = 'received'),
    'failed_events', (select count(*) from private.raw_events e where e.state = 'failed'),
    'dead_items_today', (select count(*) from private.dead_items d where d.id >= private.id_floor(now() - interval '1 day')),
    'rejected_webhooks_today', (
      select coalesce(sum(r.n), 0) from private.webhook_rejections r where r.hour > now() - interval '1 day'),
    'organizations', (select jsonb_object_agg(c.status, c.n) from (
      select o.status, count(*) as n from public.organizations o group by o.status) as c),
    'numbers', (select jsonb_object_agg(c.status, c.n) from (
      select case when a.is_paused then 'paused' else a.connection_status end as status, count(*) as n
      from public.whatsapp_accounts a group by 1) as c),
    'audit_sealed_until', (select nullif(g.sealed_until, '-infinity') from private.audit_sealing g));
end
$$;
comment on function private.platform_health() is 'See public.platform_health.';
grant execute on function private.platform_health() to authenticated;

create function public.platform_health() returns jsonb
language sql stable
set search_path = ''
as $$ select private.platform_health() $$;
comment on function public.platform_health() is
  'The pipeline''s health (private.health) with waiting and failed events, dead items and refused webhooks of a day, organizations by '
  'status, numbers by state and how far the audit log is sealed. Platform admins only.';
grant execute on function public.platform_health() to authenticated;
