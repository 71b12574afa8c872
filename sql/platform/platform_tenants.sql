create function private.platform_tenants(search text, after uuid, page_size int)
returns table (
  organization_id uuid, name text, slug text, status text, created_at timestamptz, plan_key text, subscription_status text, mode text,
  trial_ends_at timestamptz, current_period_end timestamptz, members int, brands int, numbers jsonb, queued_messages int,
  unknown_messages int, denials_today int, usage jsonb
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_platform_admin();
  return query
    select o.id, o.name, o.slug, o.status, o.created_at, s.plan_key, s.status, s.mode, s.trial_ends_at, s.current_period_end,
      (select count(*)::int from public.members m where m.organization_id = o.id and m.status = 'active'),
      (select count(*)::int from public.brands b where b.organization_id = o.id and b.status = 'active'),
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', a.id, 'provider', a.provider, 'connection_status', a.connection_status, 'quality_rating', a.quality_rating,
          'is_paused', a.is_paused, 'throughput_mps', a.throughput_mps) order by a.id), '[]')
        from public.whatsapp_accounts a join public.brands b on b.id = a.brand_id
        where b.organization_id = o.id and a.organization_id = o.id
      ),
      (
        select count(*)::int from private.outbox x join public.whatsapp_accounts a on a.id = x.whatsapp_account_id
        where a.organization_id = o.id and x.status = 'queued'
      ),
      (
        select count(*)::int from private.outbox x join public.whatsapp_accounts a on a.id = x.whatsapp_account_id
        where a.organization_id = o.id and x.status = 'unknown'
      ),
      (
        select count(*)::int from public.gate_decisions d
        where d.organization_id = o.id and d.decision = 'denied' and d.created_at > now() - interval '1 day'
      ),
      private.usage_of(o.id)
    from public.organizations o left join public.subscriptions s on s.organization_id = o.id
    where (platform_tenants.after is null or o.id > platform_tenants.after)
      and (search is null or o.slug like lower(search) || '%' or o.name ilike '%' || search || '%' or o.id = private.uuid_or_null(search))
    order by o.id limit least(greatest(coalesce(page_size, 50), 1), 200);
end
$$;
comment on function private.platform_tenants(text, uuid, int) is 'See public.platform_tenants.';
grant execute on function private.platform_tenants(text, uuid, int) to authenticated;

create function public.platform_tenants(search text default null, after uuid default null, page_size int default 50)
returns table (
  organization_id uuid, name text, slug text, status text, created_at timestamptz, plan_key text, subscription_status text, mode text,
  trial_ends_at timestamptz, current_period_end timestamptz, members int, brands int, numbers jsonb, queued_messages int,
  unknown_messages int, denials_today int, usage jsonb
)
language sql stable
set search_path = ''
as $$ select * from private.platform_tenants(search, after, page_size) $$;
comment on function public.platform_tenants(text, uuid, int) is
  'Tenants with plan, use of limits and the state of their numbers, by id; the last id is the next page''s after (at most 200 a page). '
  'search: id, start of the slug or part of the name. Platform admins only. No content of tenants: counts, states and limits.';
grant execute on function public.platform_tenants(text, uuid, int) to authenticated;
