-- Access worked out in advance is what the rule says, after a change of any table that it depends on.
select plan(13);
select tests.build_world();

create function pg_temp.differences() returns bigint
language sql stable
as $$
  with ruled as (select * from private.seat_access_of(array(select id from public.organizations)))
  select count(*) from (
    (select * from ruled except select * from private.seat_access) union all (select * from private.seat_access except select * from ruled)
  ) as different
$$;

select is((select count(*) from private.seat_access where organization_id = tests.id('org_a')), 8::bigint, 'each seat has its row');
select is(pg_temp.differences(), 0::bigint, 'and it is what the rule says');

update public.brands set status = 'archived' where id = tests.id('a2');
select is(
  (select array_agg(is_archived order by is_archived) from private.seat_access where user_id = tests.id('manager_a2')),
  array[false, true], 'an archived brand has a row of its own');
select is(pg_temp.differences(), 0::bigint, 'after a brand was archived');

update public.roles set permissions = permissions || '{billing.view}' where key = 'agent' and organization_id is null;
select ok(
  'billing.view' = any (private.permissions_of(tests.id('agent'), tests.id('org_a'))), 'a built-in role changes every organization');
select is(pg_temp.differences(), 0::bigint, 'after a built-in role changed');

update public.organizations set status = 'suspended' where id = tests.id('org_b');
select is(
  (select count(*) from private.seat_access where organization_id = tests.id('org_b')), 0::bigint, 'a suspended tenant gives nothing');
update public.organizations set status = 'active' where id = tests.id('org_b');
select is(pg_temp.differences(), 0::bigint, 'after it came back');

delete from auth.users where id = tests.id('manager');
select is(pg_temp.differences(), 0::bigint, 'after a user was deleted');

update public.members set availability = 'away' where organization_id = tests.id('org_a');
select is(pg_temp.differences(), 0::bigint, 'after a change that is none');

truncate public.member_brands;
select is(pg_temp.differences(), 0::bigint, 'after a table was emptied');
select tests.act_as('agent');
select is(private.my_brands('conversations.reply'), '{}', 'whose seats have nothing any more');
select tests.become('none');

delete from public.organizations where id = tests.id('org_a');
select is(pg_temp.differences(), 0::bigint, 'after an organization was deleted');

select * from finish();
