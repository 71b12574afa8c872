create function private.platform_unrouted_numbers()
returns table (meta_id text, items int, events int, first_received_at timestamptz, last_received_at timestamptz)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_platform_admin();
  return query
    select d.unrouted_id, count(*)::int, count(distinct d.raw_event_id)::int, min(d.created_at), max(d.created_at)
    from private.dead_items d where d.unrouted_id is not null
    group by d.unrouted_id order by count(*) desc, d.unrouted_id limit 200;
end
$$;
comment on function private.platform_unrouted_numbers() is 'See public.platform_unrouted_numbers.';
grant execute on function private.platform_unrouted_numbers() to authenticated;

create function public.platform_unrouted_numbers()
returns table (meta_id text, items int, events int, first_received_at timestamptz, last_received_at timestamptz)
language sql stable
set search_path = ''
as $$ select * from private.platform_unrouted_numbers() $$;
comment on function public.platform_unrouted_numbers() is
  'Numbers and accounts (Meta''s ids) for which webhooks come although nobody has connected them, the busiest 200, with counts and no '
  'content. What came is applied when the number is connected. Platform admins only. Errors: 42501 permission_denied.';
grant execute on function public.platform_unrouted_numbers() to authenticated;
