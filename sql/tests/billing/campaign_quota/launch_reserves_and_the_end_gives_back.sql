select plan(13);
select tests.build_world();
update public.subscriptions set limit_overrides = '{"messages_per_day": 10, "campaigns_per_month": 3}'
  where organization_id = tests.id('org_a');

create function pg_temp.state() returns text
language sql stable
as $$
  select string_agg(metric || ' ' || used || '+' || reserved, ', ' order by metric) from (
    select c.metric, sum(c.used) as used, sum(c.reserved) as reserved from public.usage_counters c
    where c.organization_id = tests.id('org_a') and c.metric in ('messages', 'campaigns') and c.period <> 'day' group by c.metric) as sums
$$;

select tests.keep('first', tests.launch_to('a1', 4));
select is(pg_temp.state(), 'campaigns 1+0, messages 0+4', 'a launch takes a campaign and reserves its messages');
select is(tests.error_of($$select tests.launch_to('a1', 7)$$), 'PT402 quota_exceeded', 'a launch beyond the day''s messages is refused');
select tests.become('none');
select is(pg_temp.state(), 'campaigns 1+0, messages 0+4', 'and takes nothing');
select is((select count(*)::int from public.campaign_recipients), 4, 'nor freezes an audience');

select tests.keep('claimed', (tests.claim('number_a1', 3))[1]);
select tests.record(array(select message_id from private.outbox where status = 'sending'), 'accepted');
select tests.act_as('owner');
select public.cancel_campaign(tests.id('first'));
select tests.become('none');
select is(pg_temp.state(), 'campaigns 1+0, messages 3+0', 'canceled: what was handed to Meta is used, the rest given back');
select tests.act_as('owner');
select public.cancel_campaign(tests.id('first'));
select tests.become('none');
select is(pg_temp.state(), 'campaigns 1+0, messages 3+0', 'canceled again: nothing more');

select tests.keep('second', tests.launch_to('a1', 2));
select is(pg_temp.state(), 'campaigns 2+0, messages 3+2', 'another one');
select tests.record(tests.claim('number_a1'), 'accepted');
select is(array(select private.complete_campaigns(tests.id('number_a1'))), array[tests.id('second')], 'completes');
select is(pg_temp.state(), 'campaigns 2+0, messages 5+0', 'all of it is used');
select private.complete_campaigns(tests.id('number_a1'));
select is(pg_temp.state(), 'campaigns 2+0, messages 5+0', 'once');

select tests.keep('third', tests.launch_to('a1', 1));
select private.fail_campaign(f, 'broken') from private.campaign_feeds f where f.campaign_id = tests.id('third');
select is(pg_temp.state(), 'campaigns 3+0, messages 5+0', 'a failed one gives back what it did not send');
select is(tests.error_of($$select tests.launch_to('a1', 1)$$), 'PT402 quota_exceeded', 'the campaigns of the month are used up');
select is((select array_agg(distinct r.status) from private.quota_reservations r), array['committed', 'released'],
  'no reservation is left open');

select * from finish();
