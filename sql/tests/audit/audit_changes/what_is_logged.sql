-- One entry a changed row: who, what, which columns, in which request.
select plan(16);
select tests.build_world();
select tests.add_contact('a1', '+12025550100', name => 'Ann');

create function pg_temp.last_entry() returns public.audit_log
language sql stable
as $$ select a from public.audit_log a order by a.id desc limit 1 $$;
create function pg_temp.entries() returns int
language sql stable
as $$ select count(*)::int from public.audit_log $$;
select is(pg_temp.entries(), 0, 'what has no actor (tests, the pipeline) leaves no entry');

select tests.act_as('owner');
select set_config('request.headers', '{"x-request-id": "req-1"}', true);
update public.contacts set name = 'Anna', locale = 'en' where name = 'Ann';
select is(
  (select row(actor_kind, actor_id, action, entity, organization_id, brand_id, request_id)::text from pg_temp.last_entry()),
  row('user', tests.id('owner'), 'update', 'contacts', tests.id('org_a'), tests.id('a1'), 'req-1')::text,
  'the entry names the user, the table, the tenant and the request'
);
select is((select entity_id from pg_temp.last_entry()), (select id::text from public.contacts), 'and the row');
select is((select before from pg_temp.last_entry()), '{"name": "Ann", "locale": null}', 'before: the columns that changed');
select is((select after from pg_temp.last_entry()), '{"name": "Anna", "locale": "en"}', 'after: the same');

update public.contacts set name = name;
update public.contacts set name = 'nobody' where false;
select is(pg_temp.entries(), 1, 'an update that changes nothing is no entry');
update public.contacts set phone = '+12025550101';
select is((select before || after from pg_temp.last_entry()), '{"phone": "[hidden]"}', 'an address is hidden; that it changed is told');
update public.contacts set name = (select string_agg(gen_random_uuid()::text, '') from generate_series(1, 500));
select is((select after from pg_temp.last_entry()), '{"name": "[too long]"}', 'a long value is not repeated');
select set_config('role', 'none', true);
delete from public.contacts;
select set_config('role', 'authenticated', true);
select is(
  (select row(action, before, after)::text from pg_temp.last_entry()),
  row('delete',
    '{"name": "[too long]", "phone": "[hidden]", "locale": "en", "source": "manual", "attributes": {}, "deleted_at": null}'::jsonb,
    null)::text,
  'a deleted row is told as it was'
);

select public.create_organization('Second', 'second-' || left(tests.id('owner')::text, 8));
select is(
  (select array_agg(entity || ' ' || action order by id) from public.audit_log where entity <> 'subscriptions' and organization_id =
    (select id from public.organizations where name = 'Second')),
  array['organizations insert', 'brands insert', 'members insert'], 'what a function does for a person is his'
);
select is(
  (select after ->> 'role_key' from public.audit_log where entity = 'members' order by id desc limit 1), 'owner', 'with its values'
);
select is(
  (select entity_id = brand_id::text from public.audit_log where entity = 'brands' order by id desc limit 1), true,
  'a brand is its own brand'
);

select tests.become('none');
select private.act_as_job('end_trials');
update public.organizations set status = 'closed' where id = tests.id('org_b');
select is((select actor_kind || ' ' || actor_id from pg_temp.last_entry()), 'job end_trials', 'an administrative job is named');
select private.act_as('api_key', tests.id('a1')::text);
update public.organizations set status = 'active' where id = tests.id('org_b');
select is((select actor_kind || ' ' || actor_id from pg_temp.last_entry()), 'api_key ' || tests.id('a1'), 'and so is an API key');
select set_config('wabase.actor', '', true);
update public.organizations set status = 'closed' where id = tests.id('org_b');
select is((select actor_kind from pg_temp.last_entry()), 'api_key', 'nobody stated: no entry');

select tests.become('wabase_functions');
select is(tests.error_of(format('select private.act_as(%L, %L)', 'user', tests.id('owner'))), '42501',
  'no run-time role states who it is by itself');

select * from finish();
