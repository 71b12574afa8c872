select plan(16);
select tests.build_world();
update public.subscriptions set limit_overrides = '{"messages_per_day": 100, "messages_per_month": 1000}'
  where organization_id = tests.id('org_a');

create function pg_temp.state() returns text
language sql stable
as $$
  select string_agg(period || ' ' || used || '+' || reserved, ', ' order by period) from (
    select c.period, sum(c.used) as used, sum(c.reserved) as reserved from public.usage_counters c
    where c.organization_id = tests.id('org_a') and c.metric = 'messages' group by c.period) as sums
$$;
create function pg_temp.reserve(n int, key text) returns text
language sql volatile
as $$
  select tests.error_of(format('select private.reserve_quota(%L, ''messages'', %s, %L)', tests.id('org_a'), n, key))
$$;

select private.reserve_quota(tests.id('org_a'), 'messages', 60, 'one');
select is(pg_temp.state(), 'day 0+60, month 0+60', 'reserved of the day and the month');
select private.reserve_quota(tests.id('org_a'), 'messages', 60, 'one');
select is(pg_temp.state(), 'day 0+60, month 0+60', 'again under the same key: once');
select is(pg_temp.reserve(41, 'two'), 'PT402 quota_exceeded', 'what is reserved is not there for others');
select is(pg_temp.reserve(40, 'two'), 'no error', 'the rest is');

select is(private.commit_quota(tests.id('org_a'), 'messages', 'one', 25), true, 'a part was used');
select is(pg_temp.state(), 'day 25+0, month 25+0', 'the rest is given back');
select is(private.commit_quota(tests.id('org_a'), 'messages', 'one', 60), false, 'ending it again');
select is(private.release_quota(tests.id('org_a'), 'messages', 'one'), false, 'or releasing it');
select is(pg_temp.state(), 'day 25+0, month 25+0', 'changes nothing');
select private.reserve_quota(tests.id('org_a'), 'messages', 60, 'one');
select is(pg_temp.state(), 'day 25+0, month 25+0', 'nor does reserving under a key that has ended');
select is(pg_temp.reserve(76, 'three') || ', ' || pg_temp.reserve(75, 'three'), 'PT402 quota_exceeded, no error',
  'what came back can be taken');

select private.reserve_quota(tests.id('org_a'), 'messages', 10, 'four');
select is(private.commit_quota(tests.id('org_a'), 'messages', 'four', 99), true, 'more than was reserved');
select is(pg_temp.state(), 'day 35+0, month 35+0', 'cannot have been used');
select private.reserve_quota(tests.id('org_a'), 'messages', 10, 'five');
select is(private.release_quota(tests.id('org_a'), 'messages', 'five'), true, 'released');
select is(pg_temp.state(), 'day 35+0, month 35+0', 'leaves nothing');
select is(private.release_quota(tests.id('org_b'), 'messages', 'five'), false, 'keys belong to an organization');

select * from finish();
