-- Meta's window runs from the moment the person wrote, however late the webhook comes.
select plan(5);
select tests.build_world();

create function pg_temp.conversation() returns table (status text, unread_count int, last_message_at timestamptz,
  window_expires_at timestamptz)
language sql stable
as $$ select status, unread_count, last_message_at, window_expires_at from public.conversations where brand_id = tests.id('a1') $$;

select tests.inbound('number_a1', '+15550101', at => now() - interval '6 days');
select results_eq(
  'select * from pg_temp.conversation()',
  $$select 'open', 1, now() - interval '6 days', now() - interval '5 days'$$, 'a message that is 6 days late opens no window'
);
select tests.inbound('number_a1', '+15550101', at => now() - interval '1 hour');
select results_eq(
  'select * from pg_temp.conversation()',
  $$select 'open', 2, now() - interval '1 hour', now() + interval '23 hours'$$, 'a message of an hour ago leaves 23 hours'
);
select tests.inbound('number_a1', '+15550101', at => now() - interval '2 days');
select results_eq(
  'select * from pg_temp.conversation()',
  $$select 'open', 3, now() - interval '1 hour', now() + interval '23 hours'$$, 'an older one that comes later takes nothing away'
);
select private.open_conversation(a, c.contact_id, private.new_id(), 'Hello')
from public.conversations c join public.whatsapp_accounts a on a.id = c.whatsapp_account_id where c.brand_id = tests.id('a1');
select results_eq(
  'select * from pg_temp.conversation()',
  $$select 'open', 3, now(), now() + interval '23 hours'$$, 'what we write opens nothing and is not unread'
);
select is(
  (select last_inbound_at from public.contacts where brand_id = tests.id('a1')), now() - interval '1 hour',
    'the contact''s last message is the newest'
);

select * from finish();
