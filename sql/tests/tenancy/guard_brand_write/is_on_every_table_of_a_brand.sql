select plan(2);

select is(
  (select array_agg(c.relname::text order by c.relname)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'brand_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and has_column_privilege('authenticated', c.oid, a.attnum, 'insert')
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'private.guard_brand_write()'::regprocedure)),
  null, 'no table takes rows from clients without it'
);
select is(
  (select array_agg(c.relname::text order by c.relname)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'brand_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (has_any_column_privilege('authenticated', c.oid, 'update') or has_table_privilege('authenticated', c.oid, 'delete'))
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'private.guard_brand_change()'::regprocedure)),
  null, 'none has them changed without its like'
);

select * from finish();
