-- A customer wrote under a username, and the brand has the phone from elsewhere: when one message tells both, they become one contact.
select plan(9);
select tests.build_world();

select tests.keep('ann', tests.seen('a1', null, 'US.ann', now() - interval '3 days', '{"username": "ann.p", "profile_name": "Ann P"}'));
select tests.inbound('number_a1', null, 'US.ann', now() - interval '2 days', 'wamid.1', '{"username": "ann.p"}');
select tests.keep('typed', tests.add_contact('a1', '+15550101', name => 'Ann Porter'));
select tests.inbound('number_a1', '+15550101', null, now() - interval '1 day', 'wamid.2');
select is((select count(*)::int from public.conversations where brand_id = tests.id('a1')), 2, 'two conversations');

select tests.inbound('number_a1', '+15550101', 'US.ann', now(), 'wamid.3');
select results_eq(
  $$select id, name, phone, bsuid, username, last_inbound_at from public.contacts where merged_into is null$$,
  $$select tests.id('ann'), 'Ann Porter', '+15550101', 'US.ann', 'ann.p', now()$$,
  'one contact with all ids and the name that people gave'
);
select is(
  (select array_agg(m.wamid order by m.wamid) from public.messages m join public.conversations c on c.id = m.conversation_id
    where m.contact_id = tests.id('ann') and c.contact_id = m.contact_id), array['wamid.1', 'wamid.2', 'wamid.3'],
  'all messages are in its one conversation'
);
select is((select count(*)::int from public.conversations where brand_id = tests.id('a1')), 1, 'there is no other');
select is((select unread_count from public.conversations), 3, 'none of them is taken for read');
select results_eq(
  'select contact_id, merged_contact_id, reason from public.contact_merges',
  $$select tests.id('ann'), tests.id('typed'), 'seen_together'$$, 'the merge is on record'
);
select results_eq(
  $$select merged_into, phone from public.contacts where id = tests.id('typed')$$, $$select tests.id('ann'), null::text$$,
  'the row of the other one stays without ids'
);
select tests.inbound('number_a1', null, 'US.ann', now(), 'wamid.4', '{"username": "ann.porter"}');
select is((select username from public.contacts where id = tests.id('ann')), 'ann.porter', 'a new username is taken over');
select tests.seen('a1', null, 'US.bob', now() + interval '1 second', '{"username": "ann.porter"}');
select is(
  (select array_agg(username order by bsuid) from public.contacts where merged_into is null), array[null, 'ann.porter'],
  'and can go to somebody else'
);

select * from finish();
