-- Many dead letters at once: each once, what cannot go stays and says why, and only what one sees.
select plan(17);
select tests.build_world();
select tests.stand_in_queue();
select tests.inbound('number_a1', '+1555010' || n, more => jsonb_build_object('body', n::text)) from generate_series(1, 6) as n;

create function pg_temp.conversation(n int) returns uuid
language sql stable
as $$ select c.id from public.conversations c join public.contacts k on k.id = c.contact_id
  where k.phone = '+1555010' || n and c.brand_id = tests.id('a1') $$;
-- Everybody gets one that fails: 1 to 4 for good, 5 and 6 for a passing reason.
select tests.act_as('owner');
select public.send_message(jsonb_build_object('conversation_id', pg_temp.conversation(n), 'type', 'text',
  'text', jsonb_build_object('body', 'Hi ' || n))) from generate_series(1, 6) as n;
select tests.become('none');
select tests.record(tests.claim('number_a1'), 'failed', 'permanent', 131000);
update public.messages set error_class = 'transient' where body in ('Hi 5', 'Hi 6');
create function pg_temp.letter(n int) returns uuid
language sql stable security definer
as $$ select m.id from public.messages m where m.body = 'Hi ' || n order by m.id limit 1 $$;
create function pg_temp.retry(variadic ns int[]) returns text
language sql volatile
as $$
  select format('%s sent, refused: %s', r -> 'sent', coalesce((
    select string_agg(m.body || ' ' || (e ->> 'code'), ', ' order by m.body)
    from jsonb_array_elements(r -> 'refused') as e join public.messages m on m.id = (e ->> 'message_id')::uuid), 'none'))
  from public.retry_messages(tests.id('a1'), array(select pg_temp.letter(n) from unnest(ns) as n)) as r
$$;
grant execute on all functions in schema pg_temp to public;

-- 2: the window is over. 3: opted out of answers. 4: somebody else's.
update public.conversations set window_expires_at = now() where id = pg_temp.conversation(2);
select tests.act_as('owner');
select public.record_consent(k.id, 'service', 'opted_out') from public.contacts k where k.phone = '+15550103';
select tests.become('none');
update public.conversations set assigned_to = tests.id('agent_member') where id = pg_temp.conversation(4);

select tests.act_as('colleague');
select is((select count(*)::int from public.dead_letters), 5, 'one letter belongs to a conversation that she does not see');
select is(pg_temp.retry(1, 2, 3, 4), '1 sent, refused: Hi 2 window_closed, Hi 3 opted_out',
  'what can go goes, the others say why, and what she does not see is left alone');
select is(pg_temp.retry(1, 2, 3, 4), '0 sent, refused: Hi 2 window_closed, Hi 3 opted_out', 'repeated, nothing is sent twice');
select is((select count(*)::int from public.dead_letters), 4, 'what went is no dead letter any more');
select tests.become('none');
select is((select count(*)::int from private.outbox where status = 'queued'), 1, 'one message waits to be sent');
select is((select array_agg(m.body || ' ' || m.status order by m.id) from public.messages m where m.body = 'Hi 1'),
  '{Hi 1 failed,Hi 1 queued}', 'a message of its own, the first stays as it was');
select results_eq($$select m.retried_as is not null from public.messages m where m.body = 'Hi 1' order by m.id$$,
  'values (true), (false)', 'and names it');
select is((select sum(u.used + u.reserved)::int from public.usage_counters u
  where u.organization_id = tests.id('org_a') and u.metric = 'messages' and u.period = 'month'), 7, 'what was refused took no quota');

select tests.act_as('owner');
select is(public.retry_messages(tests.id('a1'), error_class => 'transient'), '{"sent": 2, "refused": [], "next": null}',
  'all of a class of errors');
select is(public.retry_messages(tests.id('a1'), error_class => 'transient'), '{"sent": 0, "refused": [], "next": null}', 'once');
select is(pg_temp.retry(4), '1 sent, refused: none', 'who sees all retries what is somebody else''s');
select tests.become('none');
update public.conversations set window_expires_at = now() + interval '1 hour' where id = pg_temp.conversation(2);
delete from public.consents where brand_id = tests.id('a1');
update public.subscriptions set limit_overrides = '{"messages_per_day": 11}', mode = 'enforce' where organization_id = tests.id('org_a');
select tests.act_as('owner');
select is(pg_temp.retry(2, 3), '1 sent, refused: Hi 3 quota_exceeded', 'as many as the plan has left');
select is(tests.error_of(format('select public.retry_messages(%L)', tests.id('a1'))), 'PT422 selection_invalid', 'of which?');
select is(tests.error_of(format('select public.retry_messages(%L, array(select gen_random_uuid() from generate_series(1, 1001)))',
  tests.id('a1'))), 'PT422 selection_invalid', 'up to a thousand at once');
select tests.act_as('analyst');
select is(tests.error_of(format('select public.retry_messages(%L, error_class => %L)', tests.id('a1'), 'permanent')),
  '42501 permission_denied', 'who may not write sends nothing');
select tests.act_as('owner_b');
select is(tests.error_of(format('select public.retry_messages(%L, error_class => %L)', tests.id('a1'), 'permanent')),
  '42501 permission_denied', 'nor another organization');
select is(tests.error_of(format('select public.retry_messages(%L, %L)', tests.id('b1'), array[pg_temp.letter(2)])),
  'PT422 selection_invalid', 'nor by way of a brand of his own');

select * from finish();
