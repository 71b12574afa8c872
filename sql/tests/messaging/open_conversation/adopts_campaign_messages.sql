-- Who answers a campaign is shown with the message he answers.
select plan(4);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101')), tests.keep('bob', tests.add_contact('a1', '+15550102'));
select tests.inbound('number_a1', '+15550102');
select tests.launch(tests.draft_campaign('a1'));
select tests.record(tests.claim('number_a1'), 'accepted');

create function pg_temp.thread(person text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(m.direction order by m.direction desc), '{}')
  from public.messages m join public.conversations c on c.id = m.conversation_id
  where c.contact_id = tests.id(person)
$$;

select is(
  (select conversation_id from public.messages where contact_id = tests.id('ann')), null, 'a campaign opens no conversation by itself'
);
select tests.inbound('number_a1', '+15550101');
select is(pg_temp.thread('ann'), array['outbound', 'inbound'], 'an answer makes one, with the campaign''s message in it');
select is(pg_temp.thread('bob'), array['outbound', 'inbound'], 'who has a conversation already finds the campaign''s message there');
select tests.act_as('agent');
select is((select count(*)::int from public.messages), 4, 'so the agent who answers reads both');

select * from finish();
