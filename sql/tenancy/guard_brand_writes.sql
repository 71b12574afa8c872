-- x-brand-id for writes: what a client inserts belongs to the brand of the header. Rows of other brands are not even seen by
-- update and delete. Without this trigger the policies would refuse too, but could not say why.
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
end
$$;
