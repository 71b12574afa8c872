create function private.list_members(organization_id uuid)
returns table (
  member_id uuid, user_id uuid, email text, name text, role_key text, status text, availability text, last_seen_at timestamptz,
  all_brands boolean, brand_ids uuid[], created_at timestamptz
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if organization_id is null or organization_id <> all (private.my_organizations()) then
    perform private.fail('42501', 'permission_denied', 'You have no seat there.', 'Ask for an invitation.');
  end if;
  return query
  select m.id, m.user_id, u.email::text,
    coalesce(nullif(u.raw_user_meta_data ->> 'name', ''), nullif(u.raw_user_meta_data ->> 'full_name', '')),
    m.role_key, m.status, m.availability, p.last_seen_at, m.all_brands,
    array(
      select mb.brand_id from public.member_brands mb
      where mb.member_id = m.id and mb.organization_id = m.organization_id order by mb.brand_id),
    m.created_at
  from public.members m
  join auth.users u on u.id = m.user_id
  left join private.member_presence p on p.member_id = m.id and p.organization_id = m.organization_id
  where m.organization_id = list_members.organization_id
  order by m.created_at, m.id;
end
$$;
comment on function private.list_members(uuid) is 'See public.list_members.';
grant execute on function private.list_members(uuid) to authenticated;

create function public.list_members(organization_id uuid)
returns table (
  member_id uuid, user_id uuid, email text, name text, role_key text, status text, availability text, last_seen_at timestamptz,
  all_brands boolean, brand_ids uuid[], created_at timestamptz
)
language sql stable
set search_path = ''
as $$ select * from private.list_members(organization_id) $$;
comment on function public.list_members(uuid) is
  'The team list, for everybody with a seat in the organization: seats with the e-mail and name of their people (null until they told '
  'one to Supabase Auth), availability and when they were last heard of. Error: permission_denied.';
grant execute on function public.list_members(uuid) to authenticated;
