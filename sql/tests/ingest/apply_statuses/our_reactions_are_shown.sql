-- A reaction of ours is shown on the customer's message once Meta has sent it; the latest one counts, whatever comes first.
select plan(5);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', 'US.ann', now(), 'wamid.hers');

create function pg_temp.react(name text, emoji text, seconds int) returns uuid
language plpgsql volatile
as $$
declare
  v_id uuid;
begin
  insert into public.messages
    (organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, content, status, occurred_at)
  select m.organization_id, m.brand_id, m.whatsapp_account_id, m.contact_id, m.conversation_id, 'outbound', 'reaction',
    jsonb_build_object('reaction', jsonb_build_object('message_id', 'wamid.hers', 'emoji', emoji)), 'sending',
    now() + make_interval(secs => seconds)
  from public.messages m where m.wamid = 'wamid.hers' returning id into v_id;
  return tests.keep(name, v_id);
end
$$;
create function pg_temp.shown() returns text
language sql stable
as $$
  select string_agg(concat(r ->> 'from', ' ', r ->> 'emoji'), ', ') from public.messages m, jsonb_array_elements(m.reactions) as r
  where m.wamid = 'wamid.hers'
$$;

select pg_temp.react('first', '👍', 1), pg_temp.react('second', '🎉', 2), pg_temp.react('third', '', 3),
  pg_temp.react('refused', '😡', 9);
select is(pg_temp.shown(), null, 'nothing is shown before it is sent');
select tests.report(tests.id('second'), 'sent');
select is(pg_temp.shown(), 'business 🎉', 'what is sent is shown');
select tests.report(tests.id('first'), 'sent');
select is(pg_temp.shown(), 'business 🎉', 'an older one that is reported later is not');
select tests.report(tests.id('refused'), 'failed');
select is(pg_temp.shown(), 'business 🎉', 'nor one that failed');
select tests.report(tests.id('third'), 'sent');
select is(pg_temp.shown(), null, 'an empty one takes it back');

select * from finish();
