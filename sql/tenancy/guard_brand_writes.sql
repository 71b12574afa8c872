-- x-brand-id for writes: what a client inserts, changes or deletes belongs to the brand of the header. Without these triggers the
-- policies would refuse an insert too, but could not say why, and an update or delete would silently touch nothing.
create function private.guard_brand_write() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  -- Looked for before it is read, and the brand before its members: this runs for each row of an import.
  if current_setting('request.headers', true) like '%x-brand-id%' and new.brand_id <> private.requested_brand_id() then
    perform private.fail('42501', 'brand_mismatch', 'The row names another brand than the x-brand-id header.',
      'Send the header of the brand that you write to, or leave it out.');
  end if;
  if exists (select from public.brands b where b.id = new.brand_id and b.status = 'archived') then
    perform private.refuse_archived_brand(new.brand_id);
  end if;
  return new;
end
$$;
comment on function private.guard_brand_write() is
  'Clear refusals for rows of another brand than the header''s (brand_mismatch) and of an archived brand (brand_archived). Attached '
  'to every table of a brand into which clients insert; code of ours, which is not authenticated but its definer, passes it by.';

create function private.guard_brand_change() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  -- The policies let pass rows of brands in which the caller may do this, so the error tells him only of rows of his own.
  if current_setting('request.headers', true) like '%x-brand-id%'
    and (to_jsonb(old) ->> tg_argv[0])::uuid <> private.requested_brand_id() then
    perform private.fail('42501', 'brand_mismatch', 'This would change a row of another brand than the one in the x-brand-id header.',
      'Send the header of the brand concerned, filter by the brand, or leave the header out.');
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function private.guard_brand_change() is
  'An update or delete of a client that finds a row of another brand than the header''s is refused as a whole (brand_mismatch). Argument: '
  'the column with the brand. Rows that the caller may not change are not found, whatever brand they belong to.';

do $$
declare
  v_table regclass;
begin
  for v_table in
    select a.attrelid::regclass from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname = 'brand_id' and has_column_privilege('authenticated', c.oid, a.attnum, 'insert')
    order by c.relname
  loop
    -- The name sorts before other triggers: the brand is the first thing to be wrong.
    execute format('create trigger a_guard_brand_write before insert on %s for each row when (current_user = ''authenticated'') '
      'execute function private.guard_brand_write()', v_table);
  end loop;
  for v_table in
    select a.attrelid::regclass from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname = case when c.relname = 'brands' then 'id' else 'brand_id' end
      and (has_any_column_privilege('authenticated', c.oid, 'update') or has_table_privilege('authenticated', c.oid, 'delete'))
    order by c.relname
  loop
    execute format('create trigger a_guard_brand_change before update or delete on %s for each row '
      'when (current_user = ''authenticated'') execute function private.guard_brand_change(%L)',
      v_table, case when v_table = 'public.brands'::regclass then 'id' else 'brand_id' end);
  end loop;
end
$$;
