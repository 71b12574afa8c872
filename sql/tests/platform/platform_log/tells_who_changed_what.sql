-- Plans and flags belong to no organization; who changes them is written down all the same, for good.
select plan(8);
select tests.build_world();
select tests.keep('operator', tests.create_user());
insert into private.platform_admins (user_id) values (tests.id('operator'));

update public.plans set prices = prices || '{"monthly": 3100}' where key = 'starter';
select is(
  (select row(actor_kind, entity, entity_id, after -> 'prices' -> 'monthly')::text from private.platform_log order by id desc limit 1),
  '(system,plans,starter,3100)', 'the operator in SQL is named by his role');
update public.plans set name = name;
select is((select count(*) from private.platform_log where action = 'update'), 1::bigint, 'a change that is none is none');

select tests.act_as('operator');
insert into public.feature_flags (key, description) values ('night_mode', 'Dark colours');
update public.feature_flags set enabled = not enabled where key = 'night_mode';
select is(
  (select array_agg(row(c.actor_id, c.action, c.entity_id)::text order by c.id) from public.platform_changes() as c
    where entity = 'feature_flags'),
  array[format('(%s,insert,night_mode)', tests.id('operator')), format('(%s,update,night_mode)', tests.id('operator'))],
  'a platform admin by his id');
select is(
  (select array_agg(k) from public.platform_changes(page_size => 1) as c, jsonb_object_keys(c.after) as k), array['enabled'],
  'of an update only what changed');
select tests.act_as('owner');
select is(tests.error_of('select public.platform_changes()'), '42501 permission_denied', 'tenants do not read it');
select tests.become('none');
select is(tests.error_of('update private.platform_log set actor_id = ''me'''), '42501 append_only', 'nobody changes it');
select is(tests.error_of('delete from private.platform_log'), '42501 append_only', 'or removes it');
set local session_replication_role = replica;
select is(tests.error_of('truncate private.platform_log'), '42501 append_only', 'in no way');

select * from finish();
