create function private.shorten_values(entry jsonb) returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_object_agg(c.key, case when pg_column_size(c.value) > 8192 then '"[too long]"' else c.value end) from jsonb_each(entry) as c
$$;
comment on function private.shorten_values(jsonb) is 'A large row as the audit log keeps it: values over 8 kB are only mentioned.';

create function private.audit_changes() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  c_hidden constant text[] := tg_argv[3];
  v_kind text;
  v_actor text;
  v_sql text;
begin
  select a.kind, a.id into v_kind, v_actor from private.audit_actor() as a;
  if v_kind is null then
    return null;
  end if;
  -- One insert … select a statement, however many rows it changed. A row that is new or gone is kept as a whole: to compare its
  -- columns one by one with nothing made 100,000 new contacts five times as slow.
  v_sql := case tg_op
    when 'UPDATE' then $sql$
      select changed.before, changed.after, r.%1$I::text, r.%2$I, %3$s
      from new_rows r join old_rows o on o.%1$I = r.%1$I
      cross join lateral (select to_jsonb(o) as o, to_jsonb(r) as r offset 0) as pair
      cross join lateral (
        select
          jsonb_object_agg(c.key, case when pair.o -> c.key <> 'null' and c.key = any ($7) then '"[hidden]"' else pair.o -> c.key end),
          jsonb_object_agg(c.key, case when c.value <> 'null' and c.key = any ($7) then '"[hidden]"' else c.value end)
        from jsonb_each(pair.r) as c where c.key <> all ($6) and c.value <> pair.o -> c.key
      ) as changed (before, after)
      where changed.after is not null$sql$
    when 'INSERT' then 'select null::jsonb, (to_jsonb(r) - $6 - $7)%4$s, r.%1$I::text, r.%2$I, %3$s from new_rows r'
    else 'select (to_jsonb(r) - $6 - $7)%4$s, null::jsonb, r.%1$I::text, r.%2$I, %3$s from old_rows r'
  end;
  v_sql := format(v_sql, tg_argv[0], tg_argv[1],
    case tg_argv[2] when '' then 'null::uuid' else format('r.%I', tg_argv[2]) end,
    (select string_agg(format(' || case when r.%I is null then ''{}'' else %L end::jsonb', h, jsonb_build_object(h, '[hidden]')), '')
      from unnest(c_hidden) as h));
  execute format($sql$
    insert into public.audit_log
      (actor_kind, actor_id, action, entity, request_id, before, after, entity_id, organization_id, brand_id)
    select $1, $2, $3, $4, $5,
      case when pg_catalog.pg_column_size(e.before) > 8192 then private.shorten_values(e.before) else e.before end,
      case when pg_catalog.pg_column_size(e.after) > 8192 then private.shorten_values(e.after) else e.after end,
      e.entity_id, e.organization_id, e.brand_id
    from (%s offset 0) as e (before, after, entity_id, organization_id, brand_id)
    where e.organization_id is not null$sql$, v_sql)
  using v_kind, v_actor, lower(tg_op), tg_table_name,
    left(nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-request-id', 200), tg_argv[4]::text[], c_hidden;
  return null;
end
$$;
comment on function private.audit_changes() is
  'Writes the audit log, for every audited table. Arguments: the columns that hold the row''s name, its organization and its brand ('''' = '
  'none), columns that are hidden (that they changed is told, their values are not), columns left out. Changes without an actor are the '
  'pipeline''s own and are not logged.';

create function private.audit_table(
  target regclass, entity_column text default 'id', hidden text[] default '{}', left_out text[] default '{}'
) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_event text;
  v_brand text := case when target = 'public.brands'::regclass then 'id' else coalesce((
    select a.attname from pg_catalog.pg_attribute a where a.attrelid = target and a.attname = 'brand_id'), '') end;
begin
  foreach v_event in array array['insert', 'update', 'delete'] loop
    execute format(
      'create trigger audit_%1$s after %1$s on %2$s referencing %3$s for each statement '
        || 'execute function private.audit_changes(%4$L, %5$L, %6$L, %7$L, %8$L)',
      v_event, target,
      concat_ws(' ', case when v_event <> 'insert' then 'old table as old_rows' end,
        case when v_event <> 'delete' then 'new table as new_rows' end),
      entity_column, case when target = 'public.organizations'::regclass then 'id' else 'organization_id' end, v_brand, hidden,
      array['id', 'organization_id', 'brand_id', 'created_at', 'updated_at', entity_column] || left_out);
  end loop;
end
$$;
comment on function private.audit_table(regclass, text, text[], text[]) is
  'Has the changes of a table logged; called by audited_tables.sql only. entity_column must be unique, or the table never updated.';
