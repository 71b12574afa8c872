-- What a person decides on before a launch: money, Meta's limit, the plan, and how long it takes.
select plan(17);
select tests.build_world();
select tests.stand_in_queue();

create function pg_temp.preflight(path text) returns jsonb
language sql stable
as $$ select public.preflight_campaign(tests.id('campaign')) #> path::text[] $$;

select tests.keep('ann', tests.add_contact('a1', name => 'Ann')), tests.keep('bea', tests.add_contact('a1', name => 'Bea')),
  tests.keep('nameless', tests.add_contact('a1', name => null)), tests.keep('abroad', tests.add_contact('a1', name => 'Cleo'));
update public.contacts set phone = '+16175550101' where id = tests.id('ann');
update public.contacts set phone = '+14165550102' where id = tests.id('bea');
update public.contacts set phone = '+99955501030' where id = tests.id('abroad');
update public.message_rates set marketing = 0.5, utility = 0.25 where country in ('US', 'CA');
update public.message_rates set utility = 1, currency = 'EUR' where country = 'ZZ';
update public.whatsapp_accounts set messaging_tier = 'TIER_2K', throughput_mps = 2 where id = tests.id('number_a1');
update public.templates set category = 'UTILITY' where id = tests.id('greeting_a1');
-- Ann has written lately.
insert into public.conversations (organization_id, brand_id, whatsapp_account_id, contact_id, window_expires_at)
select c.organization_id, c.brand_id, tests.id('number_a1'), c.id, now() + interval '1 hour' from public.contacts c
where c.id = tests.id('ann');
select tests.keep('campaign', tests.draft_campaign('a1'));

select tests.act_as('analyst');
select is(pg_temp.preflight('{missing,0}') - 'sample'::text, '{"source": "name", "key": null, "contacts": 1}',
  'what is missing, and how often');
select is(pg_temp.preflight('{missing,0,sample,0,id}') #>> '{}', tests.id('nameless')::text, 'with people who lack it');
select is(pg_temp.preflight('{cost,totals}'), '{"USD": 0.25, "EUR": 1.00}', 'a utility message within an open window costs nothing');
select results_eq(
  $$select c ->> 'country', (c ->> 'messages')::int, (c ->> 'free')::int, (c ->> 'amount')::numeric
    from jsonb_array_elements(pg_temp.preflight('{cost,countries}')) as c order by 1$$,
  $$values ('CA', 1, 0, 0.25), ('US', 1, 1, 0.00), ('ZZ', 1, 0, 1.00)$$, 'country by country');
select is(pg_temp.preflight('{cost,is_example}'), 'false', 'prices that the operator wrote are no examples');
select is(pg_temp.preflight('{duration_seconds}'), '2', 'three messages at two a second take two seconds');
select is(pg_temp.preflight('{tier}'), '{"tier": "TIER_2K", "limit": 2000, "used": 0, "new_people": 2, "fits": true}',
  'Meta''s limit counts those whose window is not open');
select is(pg_temp.preflight('{quota,messages_per_day,needed}'), '3', 'the plan counts all');
select is(pg_temp.preflight('{quota,messages_per_day,left}'), '20000', 'of what is left of it');

select tests.become('none');
update public.templates set category = 'MARKETING' where id = tests.id('greeting_a1');
delete from public.message_rates where country = 'ZZ';
select tests.act_as('analyst');
select is(pg_temp.preflight('{cost}') - 'countries'::text,
  '{"category": "marketing", "totals": {"USD": 1.00}, "unpriced": 1, "is_example": false}',
  'a marketing message has its price in a window too; who has none is counted');

select tests.become('none');
insert into private.sending_limits (organization_id, per_minute, per_hour) select organization_id, 2, 2 from public.brands
where id = tests.id('a1');
select tests.act_as('analyst');
select is(pg_temp.preflight('{duration_seconds}'), '1800', 'of three messages at two an hour the last waits for half of the next one');

select tests.become('none');
delete from private.sending_limits;
update public.whatsapp_accounts set messaging_tier = 'TIER_250', throughput_mps = 1000 where id = tests.id('number_a1');
select tests.keep('sent', tests.launch_to('a1', 249));
select is(cardinality(tests.claim('number_a1', 100)), 100, 'some are sent');
select tests.act_as('analyst');
select is(pg_temp.preflight('{tier}') - '{tier,limit}'::text[], '{"used": 100, "new_people": 151, "fits": false}',
  'who was written to today counts once, also when a campaign would write again');
select tests.become('none');
update public.campaigns set started_at = now() - interval '25 hours' where id = tests.id('sent');
select tests.act_as('analyst');
select is(pg_temp.preflight('{tier}') - '{tier,limit}'::text[], '{"used": 0, "new_people": 251, "fits": false}',
  'what Meta has not accepted in the last 24 hours does not');
select tests.become('none');
select tests.record(array_agg(m.id), 'accepted')
from (select id from public.messages where campaign_id = tests.id('sent') order by id limit 10) as m;
select tests.act_as('analyst');
select is(pg_temp.preflight('{tier}') - '{tier,limit}'::text[], '{"used": 10, "new_people": 241, "fits": false}',
  'of a campaign that lasts for days only what it sent today');
select tests.become('none');
update public.whatsapp_accounts set messaging_tier = 'TIER_UNLIMITED' where id = tests.id('number_a1');
select tests.act_as('analyst');
select is(pg_temp.preflight('{tier}') - 'tier', '{"limit": null, "used": null, "new_people": 251, "fits": true}', 'no limit, no count');
select tests.become('none');
select results_eq(
  $$select tier, private.messaging_limit(tier)
    from unnest(array['TIER_250', 'TIER_10K', '2000', 'TIER_UNLIMITED', 'x', null]) with ordinality as t (tier, n) order by n$$,
  $$values ('TIER_250', 250), ('TIER_10K', 10000), ('2000', 2000), ('TIER_UNLIMITED', null::int), ('x', null), (null, null)$$,
  'Meta names the limit in several ways');

select * from finish();
