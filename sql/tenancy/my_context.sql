create function private.my_context() returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'user_id', auth.uid(), 'is_platform_admin', private.is_platform_admin(),
    'organizations', coalesce(jsonb_agg(organization order by organization ->> 'name'), '[]'))
  from (
    select jsonb_build_object(
      'id', o.id, 'name', o.name, 'slug', o.slug, 'status', o.status, 'timezone', o.timezone, 'locale', o.locale,
      'theme_color', o.theme_color, 'theme_text_color', o.theme_text_color, 'theme_name', o.theme_name, 'logo_url', o.logo_url,
      'member_id', m.id, 'role_key', m.role_key, 'availability', m.availability, 'permissions', to_jsonb(r.permissions),
      'plan_key', e.plan_key, 'subscription_status', e.status, 'features', e.features, 'limits', e.limits,
      'usage', private.usage_of(o.id), 'flags', private.flags_of(o.id, null),
      'brands', coalesce((
        select jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'status', b.status, 'is_default', b.is_default,
            'flags', private.flags_of(o.id, b.id))
          order by b.is_default desc, b.name)
        from public.brands b
        where b.organization_id = o.id and b.id in (select private.brand_ids_of(m.user_id))), '[]')
    ) as organization
    from public.members m
    join public.organizations o on o.id = m.organization_id and o.status = 'active'
    join public.roles r on r.key = m.role_key and (r.organization_id is null or r.organization_id = m.organization_id)
    left join lateral private.entitlements(o.id) as e on true
    where m.user_id = auth.uid() and m.status = 'active'
  ) as seats
$$;
comment on function private.my_context() is 'See public.my_context.';
grant execute on function private.my_context() to authenticated;

create function public.my_context() returns jsonb
language sql stable
set search_path = ''
as $$ select private.my_context() $$;
comment on function public.my_context() is
  'Everything a client needs after sign-in, in one call: {user_id, is_platform_admin, organizations: [{…, member_id, role_key, '
  'permissions, plan_key, subscription_status, features, limits, usage, flags, brands}]}; each brand has the flags as they are there.';
grant execute on function public.my_context() to authenticated;
