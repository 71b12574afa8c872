-- Nobody changes history: not its readers, not the roles used at run time, not the owner of the table, not a superuser.
select plan(15);
select tests.build_world();
select tests.act_as('owner');
update public.organizations set name = 'New name' where id = tests.id('org_a');
select tests.become('none');
select is((select count(*)::int from public.audit_log where organization_id = tests.id('org_a')), 1, 'there is an entry to attack');

create function pg_temp.partition() returns text
language sql stable
as $$ select 'private.audit_log_' || to_char(date_trunc('month', now() at time zone 'utc'), 'YYYYMMDD') $$;
create function pg_temp.errors(variadic statements text[]) returns text[]
language sql volatile
as $$
  select array_agg(distinct tests.error_of(format(statement, target)))
  from unnest(statements) as statement, unnest(array['public.audit_log', pg_temp.partition()]) as target
$$;
create function pg_temp.attack() returns text[]
language sql volatile
as $$ select pg_temp.errors('update %s set actor_id = ''somebody else''', 'delete from %s', 'truncate %s') $$;
create function pg_temp.forge() returns text[]
language sql volatile
as $$
  select pg_temp.errors(
    'insert into %s (organization_id, actor_id, actor_kind, action, entity, entity_id) values (gen_random_uuid(), ''x'', ''user'', '
    || '''insert'', ''x'', ''x'')')
$$;
grant execute on all functions in schema pg_temp to public;

select tests.act_as('owner');
select is(pg_temp.attack() || pg_temp.forge(), array['42501', '42501'], 'its reader writes nothing');
select tests.become('anon');
select is(pg_temp.attack() || pg_temp.forge(), array['42501', '42501'], 'nor does anon');
select tests.become('service_role');
select is(pg_temp.attack() || pg_temp.forge(), array['42501', '42501'], 'nor service_role');
select tests.become('wabase_worker');
select is(pg_temp.attack() || pg_temp.forge(), array['42501', '42501'], 'nor the worker');
select tests.become('wabase_functions');
select is(pg_temp.attack() || pg_temp.forge(), array['42501', '42501'], 'nor the edge functions');
select tests.become('postgres');
grant usage on schema tests to postgres;
select is(pg_temp.attack(), array['42501 append_only'], 'the owner of the table is stopped by its guards, on partitions, too');
select tests.become('none');
select is(pg_temp.attack(), array['42501 append_only'], 'and so is a superuser');
set local session_replication_role = replica;
select is(pg_temp.attack(), array['42501 append_only'], 'even where ordinary triggers are switched off');
set local session_replication_role = origin;

insert into private.audit_seals (organization_id, sequence, minute, first_id, last_id, n, content_hash, previous_hash, hash)
values (tests.id('org_a'), 1, now(), private.new_id(), private.new_id(), 1, '', '', '');
select is(tests.error_of('update private.audit_seals set n = 2'), '42501 append_only', 'a seal is not changed');
select is(tests.error_of('delete from private.audit_seals'), '42501 append_only', 'not removed');
select is(tests.error_of('truncate private.audit_seals'), '42501 append_only', 'nor are all of them');

select is(
  (select count(*)::int from pg_catalog.pg_inherits i where i.inhparent = 'public.audit_log'::regclass and not exists (
    select from pg_catalog.pg_trigger t where t.tgrelid = i.inhrelid and t.tgname = 'refuse_truncate' and t.tgenabled = 'A')), 0,
  'every partition refuses to be emptied'
);
select is(
  (select count(*)::int from pg_catalog.pg_inherits i where i.inhparent = 'public.audit_log'::regclass and not exists (
    select from pg_catalog.pg_trigger t where t.tgrelid = i.inhrelid and t.tgname = 'refuse_change' and t.tgenabled = 'A')), 0,
  'and to be changed'
);
select is(
  (select count(*)::int from public.audit_log where organization_id = tests.id('org_a') and actor_id = tests.id('owner')::text), 1,
  'the entry is as it was'
);

select * from finish();
