-- Meta takes bursts of 45 from a number to one person and then one in six seconds; we keep to 40, in the order of queuing.
select plan(13);
select tests.build_world();
select tests.inbound('number_a1', '+15550101'), tests.inbound('number_a1', '+15550102');
select tests.act_as('agent');
create function pg_temp.write(phone text, times int) returns void
language sql volatile
as $$
  select public.send_message(jsonb_build_object('conversation_id', c.id, 'type', 'text', 'text', jsonb_build_object('body', n::text)))
  from generate_series(1, times) as n, public.conversations c join public.contacts p on p.id = c.contact_id where p.phone = write.phone
$$;
select pg_temp.write('+15550101', 43), pg_temp.write('+15550102', 2);
select tests.become('none');
-- One after the other, as in life.
update private.outbox o set due_at = now() - interval '1 minute' + m.n * interval '1 millisecond'
from (select id, row_number() over (order by id) as n from public.messages) as m where m.id = o.message_id;
create temporary table claimed on commit drop as select id, n from unnest(tests.claim('number_a1', 100)) with ordinality as c (id, n);

create function pg_temp.bodies(ids uuid[]) returns text
language sql stable
as $$ select string_agg(m.content -> 'text' ->> 'body', ' ' order by m.id) from public.messages m where m.id = any (ids) $$;
select is((select count(*)::int from claimed join public.messages m using (id) join public.contacts p on p.id = m.contact_id
  where p.phone = '+15550101'), 40, 'forty go to one person');
select is((select count(*)::int from claimed join public.messages m using (id) join public.contacts p on p.id = m.contact_id
  where p.phone = '+15550102'), 2, 'another person does not wait for him');
select is(pg_temp.bodies(array(select message_id from private.outbox where status = 'queued')), '41 42 43', 'the last three wait');
select results_eq(
  'select due_at - now() from private.outbox where status = ''queued'' order by message_id',
  $$values (interval '6 seconds'), (interval '12 seconds'), (interval '18 seconds')$$, 'one in six seconds'
);
select is(private.outbox_wait(tests.id('number_a1'), null) between 1 and 6000, true, 'the number looks again then');
select is(tests.claim('number_a1'), '{}', 'not before');
select is((select max(attempts)::int from private.outbox where status = 'queued'), 0, 'and it costs them no attempt');

select tests.act_as('agent');
select pg_temp.write('+15550101', 1);
select tests.become('none');
select is(tests.claim('number_a1'), '{}', 'what is written meanwhile');
select is((select max(due_at) - now() from private.outbox where status = 'queued'), interval '24 seconds', 'comes after them');
update private.outbox set due_at = now() where status = 'queued' and due_at <= now() + interval '6 seconds';
select is(pg_temp.bodies(tests.claim('number_a1')), '41', 'whose turn it is goes');

select tests.record(array(select m.id from claimed join public.messages m using (id) join public.contacts p on p.id = m.contact_id
  where p.phone = '+15550102' limit 1), 'retry', 'transient', 131056, 6, error_scope => 'pair');
select tests.act_as('agent');
select pg_temp.write('+15550102', 1);
select tests.become('none');
select is(tests.claim('number_a1'), '{}', 'a person to whom Meta finds we write too much is left alone by what comes next');
select is((select max(due_at) - now() from private.outbox o join public.messages m on m.id = o.message_id
  join public.contacts p on p.id = m.contact_id where p.phone = '+15550102' and o.status = 'queued' and o.is_paced),
  interval '6 seconds', 'as long as Meta asks');
update private.pair_limits set used_until = now() - interval '1 second' where contact_id <> (
  select id from public.contacts where phone = '+15550101');
select private.forget_pairs();
select is((select count(*)::int from private.pair_limits), 1, 'pairs that are free again are forgotten');

select * from finish();
