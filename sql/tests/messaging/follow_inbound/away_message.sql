-- Who writes outside of the hours is answered once in each closed time, through the outbox, inside the window.
select plan(12);
select tests.build_world();
-- Open on the day after tomorrow alone: closed now, whatever the time is.
insert into public.business_hours (organization_id, brand_id, timezone, weekly, away_message)
select tests.id('org_a'), tests.id('a1'), 'UTC', jsonb_build_array(jsonb_build_object('day',
  extract(isodow from now() at time zone 'UTC' + interval '2 days'), 'from', '10:00', 'to', '11:00')), 'We are back on Monday.';

create function pg_temp.sent() returns int
language sql stable
as $$ select count(*)::int from public.messages where direction = 'outbound' and body = 'We are back on Monday.' $$;

select tests.inbound('number_a1', '+15550101', at => now() - interval '1 minute');
select is(pg_temp.sent(), 1, 'the away message');
select results_eq(
  $$select o.priority, o.status, m.status, m.sender_id from private.outbox o join public.messages m on m.id = o.message_id$$,
  $$values (1::smallint, 'queued', 'queued', null::uuid)$$, 'waits behind what people send');
select is((select last_message_preview from public.conversations), 'We are back on Monday.', 'and is the last message of the list');
select tests.inbound('number_a1', '+15550101');
select is(pg_temp.sent(), 1, 'once');
select tests.inbound('number_a1', '+15550102', at => now() - interval '6 days');
select is(pg_temp.sent(), 1, 'not where the window is closed');
update public.conversations set away_sent_at = now() - interval '8 days';
select tests.inbound('number_a1', '+15550101');
select is(pg_temp.sent(), 2, 'in the next closed time again');

select tests.inbound('number_b1', '+15550109');
select is(pg_temp.sent(), 2, 'nothing in brands without it');
update public.business_hours set weekly = (select jsonb_agg(jsonb_build_object('day', d, 'from', '00:00', 'to', '24:00'))
  from generate_series(1, 7) d);
select tests.inbound('number_a1', '+15550103');
select is(pg_temp.sent(), 2, 'nor while it is open');
update public.business_hours set weekly = '[]';
update public.whatsapp_accounts set connection_status = 'disconnected' where id = tests.id('number_a1');
select tests.inbound('number_a1', '+15550104');
select is(pg_temp.sent(), 2, 'nor through a number that is not connected');
select is((select count(*)::int from public.conversations k join public.contacts c on c.id = k.contact_id where c.phone = '+15550104'), 1,
  'the message is there all the same');
update public.whatsapp_accounts set connection_status = 'connected' where id = tests.id('number_a1');
insert into public.subscriptions (organization_id, plan_key, status, limit_overrides)
values (tests.id('org_a'), 'free', 'active', '{"messages_per_day": 0}')
on conflict (organization_id) do update set plan_key = 'free', limit_overrides = excluded.limit_overrides;
select tests.inbound('number_a1', '+15550105');
select is(pg_temp.sent(), 2, 'a plan that is used up sends nothing');
select is((select count(*)::int from public.conversations k join public.contacts c on c.id = k.contact_id where c.phone = '+15550105'), 1,
  'and loses no message');

select * from finish();
