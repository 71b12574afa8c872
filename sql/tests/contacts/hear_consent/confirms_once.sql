-- STOP is confirmed once, as a reply in the person's words; nothing else goes out for it.
select plan(11);
select tests.build_world();

create function pg_temp.replies() returns text[]
language sql stable
as $$ select coalesce(array_agg(body order by id), '{}') from public.messages where direction = 'outbound' $$;
create function pg_temp.says(word text, wamid text, at timestamptz default now()) returns jsonb
language sql volatile
as $$
  select tests.inbound('number_a1', '+15550101', 'US.ann', at, wamid,
    jsonb_build_object('body', word, 'content', jsonb_build_object('text', jsonb_build_object('body', word))))
$$;

select pg_temp.says('Baja', 'wamid.1', now() - interval '3 minutes');
select is(pg_temp.replies(), array['Ya no recibirás estos mensajes. Escribe ALTA para volver a recibirlos.'],
  'in the language of the word');
select is((select array[category, status] from private.outbox), array['service', 'queued'], 'as an answer');
select results_eq(
  $$select category, state, source, at from public.consents order by category$$,
  $$values ('marketing', 'opted_out', 'keyword', now() - interval '3 minutes'), ('utility', 'opted_out', 'keyword',
    now() - interval '3 minutes')$$, 'all that the brand starts is over'
);
select results_eq(
  $$select evidence, message_id from public.consent_events where category = 'marketing'$$,
  $$select '{"text": "Baja"}'::jsonb, id from public.messages where wamid = 'wamid.1'$$, 'with the words as evidence'
);
select pg_temp.says('Baja', 'wamid.1', now() - interval '3 minutes');
select is(cardinality(pg_temp.replies()), 1, 'the same webhook again is not confirmed again');
select pg_temp.says('STOP', 'wamid.2', now() - interval '2 minutes');
select is(cardinality(pg_temp.replies()), 1, 'nor is a second objection');
select pg_temp.says('START', 'wamid.3', now() - interval '1 minute');
select is((pg_temp.replies())[2], 'You will get our messages again. Write STOP at any time to end them.', 'the way back is confirmed');

select tests.inbound('number_a1', '+15550102', null, now() - interval '2 days', 'wamid.4',
  '{"body": "stop", "content": {"text": {"body": "stop"}}}');
select is(cardinality(pg_temp.replies()), 2, 'a late one is recorded, but its window is over');
insert into public.consent_settings (organization_id, brand_id, is_reply_on, replies)
values (tests.id('org_a'), tests.id('a1'), true, '{"opted_out": {"de": "Schade."}}');
select tests.inbound('number_a1', '+15550103', null, now(), 'wamid.5', '{"body": "Stopp", "content": {"text": {"body": "Stopp"}}}');
select is((pg_temp.replies())[3], 'Schade.', 'a brand has words of its own');
update public.consent_settings set is_reply_on = false;
select tests.inbound('number_a1', '+15550104', null, now(), 'wamid.6', '{"body": "stop", "content": {"text": {"body": "stop"}}}');
select is(cardinality(pg_temp.replies()), 3, 'or answers nothing');
select is((select count(*)::int from public.consents where category = 'marketing' and state = 'opted_out'), 3, 'and records all the same');

select * from finish();
