create function private.refresh_seat_access(organization_ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform private.fail('PT409', 'read_committed_needed', 'Seats, roles and brands change in read committed transactions only.',
      'Leave the isolation level as it is.');
  end if;
  -- A member and a brand that are made at the same time do not see each other: the second one waits here, and each statement below sees
  -- what was committed meanwhile.
  perform from public.organizations o where o.id = any (organization_ids) order by o.id for no key update;
  delete from private.seat_access a
  where a.organization_id = any (organization_ids)
    and (a.user_id, a.organization_id, a.is_archived) not in (
      select d.user_id, d.organization_id, d.is_archived from private.seat_access_of(organization_ids) as d);
  insert into private.seat_access as a
  select d.* from private.seat_access_of(organization_ids) as d
  on conflict on constraint seat_access_pkey do update
    set member_id = excluded.member_id, has_all_brands = excluded.has_all_brands, permissions = excluded.permissions,
      brand_ids = excluded.brand_ids
    where a is distinct from excluded;
end
$$;
comment on function private.refresh_seat_access(uuid[]) is
  'Makes private.seat_access of these organizations what it must be. Cost: seats of the organizations × their brands.';

create function private.keep_seat_access() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_changed uuid[];
begin
  execute format('select array_agg(distinct organization_id) from (%s) as changed', concat_ws(' union all ',
    case when tg_op <> 'DELETE' then format('(select %1$s from new_rows%2$s)', tg_argv[0],
      case when tg_op = 'UPDATE' then format(' except select %s from old_rows', tg_argv[0]) end) end,
    case when tg_op <> 'INSERT' then format('(select %1$s from old_rows%2$s)', tg_argv[0],
      case when tg_op = 'UPDATE' then format(' except select %s from new_rows', tg_argv[0]) end) end))
  into v_changed;
  if array_position(v_changed, null) is not null then
    v_changed := array(select distinct m.organization_id from public.members m);
  end if;
  if v_changed is not null then
    perform private.refresh_seat_access(v_changed);
  end if;
  return null;
end
$$;
comment on function private.keep_seat_access() is
  'After each statement on a table that access depends on: works it out anew for the organizations concerned, for all of them when a '
  'built-in role changed. Argument: the columns that matter. Transition tables: new_rows, old_rows.';

create function private.forget_seat_access() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  delete from private.seat_access;
  perform private.refresh_seat_access(array(select distinct m.organization_id from public.members m));
  return null;
end
$$;
comment on function private.forget_seat_access() is 'A truncated table shows no rows to triggers: everything is worked out anew.';

do $$
declare
  v_source record;
  v_event text;
begin
  for v_source in
    select * from (values
      ('public.organizations', 'id as organization_id, status'),
      ('public.brands', 'organization_id, id, status'),
      ('public.roles', 'organization_id, key, permissions'),
      ('public.members', 'organization_id, id, user_id, role_key, all_brands, status'),
      ('public.member_brands', 'organization_id, member_id, brand_id')) as source (on_table, columns)
  loop
    foreach v_event in array array['insert', 'update', 'delete'] loop
      -- The name sorts before other triggers: the organization is locked before counters are.
      execute format('create trigger a_keep_seat_access_%1$s after %1$s on %2$s referencing %3$s for each statement '
        'execute function private.keep_seat_access(%4$L)',
        v_event, v_source.on_table,
        concat_ws(' ', case when v_event <> 'insert' then 'old table as old_rows' end,
          case when v_event <> 'delete' then 'new table as new_rows' end),
        v_source.columns);
    end loop;
    execute format('create trigger a_keep_seat_access_truncate after truncate on %s for each statement '
      'execute function private.forget_seat_access()', v_source.on_table);
  end loop;
end
$$;
