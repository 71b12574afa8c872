-- Several numbers send one campaign: each contact once, by one of them.
select plan(22);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('second', private.new_id());
insert into public.whatsapp_accounts (id, organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id,
  connection_status, throughput_mps)
select tests.id('second'), a.organization_id, a.brand_id, 'Second', '+15550177', 'pn-second', a.waba_id, 'connected', a.throughput_mps * 3
from public.whatsapp_accounts a where a.id = tests.id('number_a1');
select count(tests.add_contact('a1')) from generate_series(1, 400);
-- Four talk with the first number.
insert into public.conversations (organization_id, brand_id, whatsapp_account_id, contact_id, last_message_at)
select c.organization_id, c.brand_id, tests.id('number_a1'), c.id, now() from public.contacts c where c.brand_id = tests.id('a1')
order by c.id limit 4;
select tests.keep('campaign', tests.draft_campaign('a1'));

create function pg_temp.shares() returns table (number text, recipients int, handed_over int, waiting int, failed int, is_sending boolean)
language sql stable
as $$
  select case s.whatsapp_account_id when tests.id('second') then 'second' else 'first' end, s.recipients, s.handed_over, s.waiting,
    s.failed,
    s.is_sending
  from public.campaign_shares(tests.id('campaign')) as s order by 1
$$;
create function pg_temp.sent() returns table (number text, n int)
language sql stable
as $$
  select case m.whatsapp_account_id when tests.id('second') then 'second' else 'first' end, count(*)::int from public.messages m
  where m.campaign_id = tests.id('campaign') group by 1 order by 1
$$;

select tests.act_as('manager');
insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
values (tests.id('org_a'), tests.id('a1'), tests.id('campaign'), tests.id('second'));
select is(tests.error_of($$insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
  values (tests.id('org_a'), tests.id('a1'), tests.id('campaign'), tests.id('number_b1'))$$), '23503',
  'a number of somebody else is none of it');
select is((public.preflight_campaign(tests.id('campaign')) ->> 'duration_seconds')::int,
  (select ceil(400.0 / sum(throughput_mps))::int from public.whatsapp_accounts where brand_id = tests.id('a1')),
  'the rates of the numbers add up');
select tests.become('none');
update public.whatsapp_accounts set connection_status = 'disconnected' where id = tests.id('second');
select tests.act_as('manager');
select is(tests.error_of($$select public.launch_campaign(tests.id('campaign'))$$), 'PT409 number_not_connected',
  'all of them must be connected');
select is(jsonb_path_query_array(public.preflight_campaign(tests.id('campaign')), '$.problems[*].whatsapp_account_id'),
  jsonb_build_array(tests.id('second')), 'and it is said which is not');
select tests.become('none');
update public.whatsapp_accounts set connection_status = 'connected' where id = tests.id('second');
select tests.act_as('manager');
select public.launch_campaign(tests.id('campaign'));
select is(tests.rows_touched($$delete from public.campaign_numbers$$), 0, 'a launched campaign keeps its numbers');

select is((select sum(recipients)::int from pg_temp.shares()), 400, 'everybody has a number');
select is((select recipients from pg_temp.shares() where number = 'first') between 70 and 140, true, 'in proportion to the rates');
select tests.become('none');
select is(
  (select count(distinct f.whatsapp_account_id)::int from public.conversations v
    join public.campaign_recipients r on r.contact_id = v.contact_id and r.campaign_id = tests.id('campaign')
    join private.campaign_feeds f on f.campaign_id = r.campaign_id and r.position between f.first_position and f.last_position
    where f.whatsapp_account_id = v.whatsapp_account_id), 1, 'who talks with a number');
select is(
  (select count(*)::int from public.conversations v
    join public.campaign_recipients r on r.contact_id = v.contact_id and r.campaign_id = tests.id('campaign')
    join private.campaign_feeds f on f.campaign_id = r.campaign_id and r.position between f.first_position and f.last_position
    where f.whatsapp_account_id = v.whatsapp_account_id), 4, 'hears from that one');

-- The first sends all it has, the second a part.
select tests.record(tests.claim('number_a1'), 'accepted');
select private.complete_campaigns(tests.id('number_a1'));
select is((select status from public.campaigns where id = tests.id('campaign')), 'running', 'while one has some left it is not over');
select tests.record(tests.claim('second', 50), 'accepted');
select tests.act_as('analyst');
select results_eq($$select number, handed_over, waiting = 0 from pg_temp.shares()$$,
  $$select s.number, case s.number when 'second' then 50 else s.recipients end, s.number = 'first' from pg_temp.shares() as s$$,
  'each goes on by itself');

-- The second is paused; what it has left goes to the first.
select tests.become('none');
update public.whatsapp_accounts set is_paused = true, pause_reason = 'Quality', paused_by = 'member' where id = tests.id('second');
select is(tests.claim('second'), '{}', 'the share of a paused number waits');
select tests.act_as('analyst');
select is((select is_sending from pg_temp.shares() where number = 'second'), false, 'which is seen');
select is(tests.error_of($$select public.move_campaign_share(tests.id('campaign'), tests.id('second'), tests.id('number_a1'))$$),
  '42501 permission_denied', 'who launches no campaigns moves none');
select tests.act_as('manager');
select is(tests.error_of($$select public.move_campaign_share(tests.id('campaign'), tests.id('second'), tests.id('number_b1'))$$),
  'PT422 number_unknown', 'nor to a number of others');
select is(public.move_campaign_share(tests.id('campaign'), tests.id('second'), tests.id('number_a1')),
  (select 400 - sum(n)::int from pg_temp.sent()), 'all that was left moves');
select is(public.move_campaign_share(tests.id('campaign'), tests.id('second'), tests.id('number_a1')), 0, 'once');
select tests.become('none');
select tests.record(tests.claim('number_a1'), 'accepted');
select results_eq($$select n from pg_temp.sent() where number = 'second'$$, 'values (50)', 'what it had sent stays its own');
select is((select sum(n)::int from pg_temp.sent()), 400, 'all were sent');
select is((select count(distinct contact_id)::int from public.messages where campaign_id = tests.id('campaign')), 400, 'each once');
select private.complete_campaigns(tests.id('number_a1'));
select is((select status from public.campaigns where id = tests.id('campaign')), 'completed', 'and then it is over');
select is(tests.count_drift(tests.id('campaign')), 'none', 'counts and messages agree');

select * from finish();
