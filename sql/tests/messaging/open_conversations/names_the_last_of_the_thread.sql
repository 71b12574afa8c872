-- Meta tells times to the second, our own are exact. Within a second a thread stands in the order of arrival, by which ids rise: the
-- line of the list shows what is the last in it, whichever transaction came to write first.
select plan(7);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', at => now() - interval '1 hour');

create function pg_temp.told(wamid text, body text, at timestamptz default date_trunc('second', now())) returns void
language sql volatile
as $$ select tests.inbound('number_a1', '+15550101', at => at, wamid => told.wamid, more => jsonb_build_object('body', told.body)) $$;
create function pg_temp.list_and_thread() returns text[]
language sql stable
as $$
  select array[c.last_message_preview, c.last_message_direction, m.body, m.direction]
  from public.conversations c
  cross join lateral (
    select * from public.messages m where m.conversation_id = c.id order by date_trunc('second', m.occurred_at) desc, m.id desc limit 1
  ) as m
$$;
create function pg_temp.answer(body text) returns void
language plpgsql volatile
as $$
begin
  perform tests.act_as('agent');
  perform public.send_message(jsonb_build_object('conversation_id', c.id, 'type', 'text', 'text', jsonb_build_object('body', answer.body)))
  from public.conversations c;
  perform tests.become('none');
end
$$;

select pg_temp.told('wamid.b', 'one'), pg_temp.told('wamid.a', 'two');
select is(pg_temp.list_and_thread(), '{two,inbound,two,inbound}', 'of a customer''s two the later, whatever Meta calls them');
select is((select last_inbound_wamid from public.conversations), 'wamid.a', 'which is the one that is marked as read');
select pg_temp.answer('three');
select is(pg_temp.list_and_thread(), '{three,outbound,three,outbound}', 'our answer in the same second');
select pg_temp.told('wamid.c', 'four');
select is(pg_temp.list_and_thread(), '{four,inbound,four,inbound}', 'his answer to it, though ours has the later fraction of the second');
select pg_temp.told('wamid.d', 'late', now() - interval '1 minute');
select is(pg_temp.list_and_thread(), '{four,inbound,four,inbound}', 'a late one stands where its time belongs');

-- Named before the others, but written after them: it waited for the row of the conversation.
select private.open_conversations(array[row(c.organization_id, c.brand_id, c.whatsapp_account_id, c.contact_id, now(), false, 0,
  'outbound', null, 'waited', private.id_floor(now() - interval '1 minute'))::private.conversation_opening])
from public.conversations c;
select is(pg_temp.list_and_thread(), '{four,inbound,four,inbound}', 'one that was named before does not take its place');
select is((select last_message_at from public.conversations), now(), 'the list itself stands by the exact time');

select * from finish();
