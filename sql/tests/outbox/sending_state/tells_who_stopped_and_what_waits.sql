select plan(9);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
insert into private.platform_admins (user_id) values (tests.keep('operator', tests.create_user()));

create function pg_temp.paused(brand text) returns jsonb
language sql stable
as $$ select public.sending_state(tests.id(brand)) -> 'paused' $$;
create function pg_temp.of_number(number text, field text) returns jsonb
language sql stable
as $$
  select n -> field from jsonb_array_elements(public.sending_state(tests.id('a1')) -> 'numbers') as n
  where n ->> 'whatsapp_account_id' = tests.id(number)::text
$$;

select tests.act_as('owner');
select is(pg_temp.paused('a1'), '{"platform": null, "organization": null, "brand": null}', 'nothing is stopped');
select public.pause_sending(brand_id => tests.id('a1'), reason => 'Wrong price');
select is(pg_temp.paused('a1'), '{"platform": null, "organization": null, "brand": "Wrong price"}', 'a brand is, and why');
select is(pg_temp.paused('a2') ->> 'brand', null, 'the other brand is not');
select public.pause_sending(organization_id => tests.id('org_a'), reason => 'Audit');
select is(pg_temp.paused('a2'), '{"platform": null, "organization": "Audit", "brand": null}', 'all brands of an organization');
select tests.act_as('operator');
select public.platform_set_sending('Meta is down');
select tests.act_as('owner_b');
select is(pg_temp.paused('b1'), '{"platform": "Meta is down", "organization": null, "brand": null}',
  'another organization hears of the platform alone');
select is(tests.error_of('select public.sending_state(tests.id(''a1''))'), '42501 permission_denied', 'and nothing of this one');

select tests.act_as('owner');
select is(pg_temp.of_number('number_a1', 'waiting'), '0', 'nothing waits');
select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text', 'text',
  '{"body": "Hi"}'::jsonb))
from generate_series(1, 3);
select is(pg_temp.of_number('number_a1', 'waiting'), '3', 'three messages wait for the number');
select tests.become('none');
update private.outbox set status = 'unknown', claimed_by = tests.id('a1'), claimed_at = now()
where message_id = (select min(message_id::text)::uuid from private.outbox where whatsapp_account_id = tests.id('number_a1'));
select tests.act_as('owner');
select is(array[pg_temp.of_number('number_a1', 'waiting'), pg_temp.of_number('number_a1', 'unknown')], array['2', '1']::jsonb[],
  'one of which got no answer');

select * from finish();
