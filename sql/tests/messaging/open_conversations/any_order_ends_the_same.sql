-- Webhooks come late, early and in any company: the inbox looks the same in the end.
select plan(10);
select tests.build_world();

create function pg_temp.write(phone text, n int, at timestamptz) returns jsonb
language sql volatile
as $$
  select tests.inbound('number_a1', phone, at => at, wamid => 'wamid.' || phone || '.' || n,
    more => jsonb_build_object('body', 'message ' || n))
$$;
create function pg_temp.state(phone text) returns table (
  status text, unread int, last_at timestamptz, preview text, direction text, inbound_at timestamptz, n text, window_end timestamptz,
  opening int, opened_at timestamptz
)
language sql stable
as $$
  select c.status, c.unread_count, c.last_message_at, c.last_message_preview, c.last_message_direction, c.last_inbound_at,
    split_part(c.last_inbound_wamid, '.', 3), c.window_expires_at, c.opening, c.opened_at
  from public.conversations c join public.contacts k on k.id = c.contact_id where k.phone = state.phone
$$;

-- Two of them have the same second.
create temporary table told on commit drop as
select n, now() - interval '1 hour' + (array[0, 10, 10, 30])[n] * interval '1 second' as at from generate_series(1, 4) as n;
select pg_temp.write('+15550101', n, at) from (select * from told order by n) as t;
select pg_temp.write('+15550102', n, at) from (select * from told order by n desc) as t;
select pg_temp.write('+15550103', n, at) from (select * from told order by n % 3, n) as t;
select private.apply_messages(jsonb_agg(jsonb_build_object('raw_event_id', private.new_id(), 'path', 'item 0', 'phone_number_id',
  'pn-' || tests.id('number_a1'), 'wamid', 'wamid.+15550104.' || n, 'at', at, 'type', 'text', 'body', 'message ' || n,
  'content', '{"text": {"body": "x"}}'::jsonb, 'phone', '+15550104') order by n % 2, n)) from told;

select results_eq($$select * from pg_temp.state('+15550101')$$,
  $$select 'open', 4, at, 'message 4', 'inbound', at, '4', at + interval '24 hours', 1, (select min(at) from told) from told where n = 4$$,
  'one after the other');
select results_eq(format('select * from pg_temp.state(%L)', phone), $$select * from pg_temp.state('+15550101')$$, what)
from (values ('+15550102', 'the newest first'), ('+15550103', 'mixed'), ('+15550104', 'all in one batch')) as t (phone, what);

select pg_temp.write('+15550105', n, (select at from told where told.n = 2)) from unnest(array[3, 2]) as n;
select results_eq($$select preview, n from pg_temp.state('+15550105')$$, $$values ('message 2', '2')$$,
  'of two messages of one second the one that came later is the last');

update public.conversations set status = 'closed', closed_at = now(), unread_count = 0 where brand_id = tests.id('a1');
select pg_temp.write('+15550101', 5, now() - interval '2 hours');
select results_eq($$select status, unread, preview, opening from pg_temp.state('+15550101')$$, $$values ('closed', 1, 'message 4', 1)$$,
  'an older message that comes after the close is unread, and opens nothing');
select pg_temp.write('+15550102', 5, (select at from told where n = 4));
select results_eq($$select status, opening, opened_at from pg_temp.state('+15550102')$$,
  $$select 'open', 2, at from told where n = 4$$, 'one that nobody saw before the close opens it, though it was written before');
select pg_temp.write('+15550103', 5, now());
select results_eq($$select status, opening, opened_at from pg_temp.state('+15550103')$$, $$values ('open', 2, now())$$, 'a newer one too');

select private.open_conversation(a, c.contact_id, private.new_id(), private.message_preview('image', E'  two\n lines '))
from public.conversations c join public.whatsapp_accounts a on a.id = c.whatsapp_account_id
join public.contacts k on k.id = c.contact_id and k.phone = '+15550104';
select results_eq($$select status, preview, direction, n from pg_temp.state('+15550104')$$,
  $$values ('closed', 'two lines', 'outbound', '4')$$, 'what we send is shown, and opens nothing');
select is(private.message_preview('image', null), '[image]', 'without words the type is shown');

select * from finish();
