select plan(19);
select tests.build_world();
select tests.inbound('number_a1', '+15550101'), tests.inbound('number_b1', '+15550102'), tests.inbound('number_a2', '+15550103');
select tests.keep('conversation', id), tests.keep('ann', contact_id) from public.conversations where brand_id = tests.id('a1');
select tests.keep('other_tenants', id) from public.conversations where brand_id = tests.id('b1');
select tests.keep('bob', contact_id) from public.conversations where brand_id = tests.id('b1');
select tests.keep('cid', contact_id) from public.conversations where brand_id = tests.id('a2');

create function pg_temp.reply(conversation text default 'conversation') returns text
language sql volatile
as $$
  select tests.error_of(format('select public.send_message(%L)', jsonb_build_object('conversation_id', tests.id(conversation), 'type',
    'text',
    'text', '{"body": "Hi"}'::jsonb)))
$$;
create function pg_temp.write(number text, person text) returns text
language sql volatile
as $$
  select tests.error_of(format('select public.send_message(%L)', jsonb_build_object('whatsapp_account_id', tests.id(number),
    'contact_id', tests.id(person), 'type', 'text', 'text', '{"body": "Hi"}'::jsonb)))
$$;
create function pg_temp.reply_as(person text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return pg_temp.reply();
end
$$;

select tests.act_as('agent');
select is(pg_temp.reply(), 'no error', 'an agent replies in a conversation that is nobody''s');
select is(pg_temp.write('number_a1', 'ann'), 'no error', 'or writes to the contact');
select is(pg_temp.reply('other_tenants'), '42501 permission_denied', 'not in another organization''s');
select is(pg_temp.write('number_b1', 'bob'), '42501 permission_denied', 'nor from its number');
select is(pg_temp.write('number_a2', 'cid'), '42501 permission_denied', 'nor from another brand''s number');
select is(pg_temp.write('number_a1', 'bob'), 'PT422 contact_not_found', 'nor to a contact of another organization');
select is(pg_temp.write('number_a1', 'cid'), 'PT422 contact_not_found', 'nor to one of another brand');
select is(pg_temp.reply('ann'), '42501 permission_denied', 'what does not exist looks like what is not his');
select is(pg_temp.reply_as(person), '42501 permission_denied', person || ' may not')
from unnest(array['analyst', 'biller', 'manager_a2', 'owner_b', 'stranger']) as person;

select tests.become('none');
update public.conversations set assigned_to = tests.id('colleague_member') where id = tests.id('conversation');
select tests.act_as('agent');
select is(pg_temp.reply(), '42501 permission_denied', 'an agent stays out of a colleague''s conversation');
select is(pg_temp.write('number_a1', 'ann'), '42501 permission_denied', 'also by way of its contact');
select tests.act_as('colleague');
select is(pg_temp.reply(), 'no error', 'the colleague replies');
select tests.act_as('manager');
select is(pg_temp.reply(), 'no error', 'and so does a manager');
select tests.act_as('manager', 'a2');
select is(pg_temp.reply(), '42501 brand_mismatch', 'unless his request is narrowed to another brand');
select tests.sign_out();
select is(pg_temp.reply(), '42501', 'anon is refused');

select * from finish();
