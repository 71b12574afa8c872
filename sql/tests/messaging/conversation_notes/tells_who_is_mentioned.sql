select plan(14);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
select tests.keep('conversation', id) from public.conversations;

select tests.act_as('agent');
select tests.keep('note', (public.add_note(tests.id('conversation'), 'Ask @colleague', array[tests.id('colleague_member'),
  tests.id('colleague_member'), tests.id('agent_member')])).id);
select results_eq(
  $$select body, author_id, cardinality(mentions) from public.conversation_notes$$,
  $$values ('Ask @colleague', tests.id('agent_member'), 2)$$, 'the note'
);
select tests.become('none');
select results_eq(
  $$select topic, event, payload ->> 'note_id' from realtime.messages where topic like 'agent:%'$$,
  $$values ('agent:' || tests.id('colleague_member'), 'mention', tests.id('note')::text)$$, 'the colleague hears of it, once; not oneself'
);
select is((select array_agg(detail ->> 'member_id') from public.alerts where kind = 'mention'), array[tests.id('colleague_member')::text],
  'and finds an alert');
select is((select told - 'mentions' from tests.announced('a1', 'note') as told),
  jsonb_build_object('conversation_id', tests.id('conversation'), 'note_id', tests.id('note')), 'the brand hears ids alone');

select tests.act_as('agent');
select is(tests.error_of(format('select public.add_note(%L, %s, %s)', tests.id('conversation'), body, mentions)), 'PT422 ' || slug, slug)
from (values (''' ''', '''{}''', 'note_invalid'), ('null', '''{}''', 'note_invalid'), ('repeat(''x'', 4001)', '''{}''', 'note_invalid'),
  ('''x''', quote_literal(array[tests.id('manager_a2_member')]), 'member_not_in_brand'),
  ('''x''', quote_literal(array[tests.id('owner_b_member')]), 'member_not_in_brand'),
  ('''x''', quote_literal(array[gen_random_uuid()]), 'member_not_in_brand')) as t (body, mentions, slug);
select tests.act_as('colleague');
select is(tests.error_of(format('select public.remove_note(%L)', tests.id('note'))), '42501 permission_denied',
  'a note is its author''s');
select tests.become('none');
update public.conversations set assigned_to = tests.id('agent_member');
select tests.act_as('colleague');
select is((select count(*)::int from public.conversation_notes), 0, 'who does not see the conversation sees no note of it');
select is(tests.error_of(format('select public.add_note(%L, ''x'')', tests.id('conversation'))), '42501 permission_denied',
  'nor writes one');
select tests.act_as('agent');
select is(tests.error_of(format('select public.remove_note(%L)', tests.id('note'))), 'no error', 'the author removes it');

select * from finish();
