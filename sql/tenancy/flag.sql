create function private.flags_of(organization_id uuid, brand_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(f.key, f.enabled and coalesce(
      (select o.enabled from public.feature_flag_overrides o
        where o.flag_key = f.key and o.organization_id = flags_of.organization_id and o.brand_id = flags_of.brand_id),
      (select o.enabled from public.feature_flag_overrides o
        where o.flag_key = f.key and o.organization_id = flags_of.organization_id and o.brand_id is null),
      private.rollout_place(f.key, flags_of.organization_id) < f.rollout_percent)), '{}')
  from public.feature_flags f
$$;
comment on function private.flags_of(uuid, uuid) is
  'Every flag as it is for an organization, or for a brand of it: kill switch, then the brand''s override, then '
  'the organization''s, then the rollout.';

create function private.rollout_place(flag_key text, organization_id uuid) returns int
language sql immutable parallel safe
set search_path = ''
as $$ select ('x' || left(md5(flag_key || ':' || organization_id), 8))::bit(32)::bigint % 100 $$;
comment on function private.rollout_place(text, uuid) is
  'Where an organization stands in the rollout of a flag: 0 to 99, always the same, and another one for each flag.';

create function private.flag_of(name text, organization_id uuid, brand_id uuid default null) returns boolean
language sql stable
set search_path = ''
as $$ select coalesce((private.flags_of(organization_id, brand_id) ->> name)::boolean, false) $$;
comment on function private.flag_of(text, uuid, uuid) is 'One flag for an organization or a brand of it; an unknown one is off.';

create function private.flag(name text, brand_id uuid) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select coalesce(bool_or(private.flag_of(name, place.organization_id, place.brand_id)), false)
  from (
    select b.organization_id, b.id
    from public.brands b
    where b.id = coalesce(flag.brand_id, private.requested_brand_id()) and b.id = any (private.my_brands())
    union all
    select id, null from unnest(private.my_organizations()) as id
    where flag.brand_id is null and private.requested_brand_id() is null
  ) as place (organization_id, brand_id)
$$;
comment on function private.flag(text, uuid) is 'See public.flag.';
grant execute on function private.flag(text, uuid) to authenticated;

create function public.flag(name text, brand_id uuid default null) returns boolean
language sql stable
set search_path = ''
as $$ select private.flag(name, brand_id) $$;
comment on function public.flag(text, uuid) is
  'Whether a feature flag is on in a brand of the caller: the given one, else that of the x-brand-id header; without either, whether it is '
  'on for any of his organizations. An unknown flag, and one asked for in a strange brand, is off.';
grant execute on function public.flag(text, uuid) to authenticated;
