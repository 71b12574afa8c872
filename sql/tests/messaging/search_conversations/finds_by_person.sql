select plan(13);
select tests.build_world();
select tests.inbound('number_a1', '+15550101', more => '{"profile_name": "José Álvarez"}');
select tests.inbound('number_a1', '+15550102', more => '{"profile_name": "Joan Smith"}');
select tests.inbound('number_a1', '+15550203', more => '{"profile_name": "Ann Lee"}');
select tests.inbound('number_b1', '+15550101', more => '{"profile_name": "José of others"}');

create function pg_temp.found(words text) returns text
language sql stable
as $$
  select string_agg(k.name, ', ' order by k.name)
  from public.search_conversations(tests.id('a1'), words) as c
  join public.contacts k on k.id = c.contact_id
$$;

select tests.act_as('agent');
select is(pg_temp.found('jose'), 'José Álvarez', 'by a name without its accents');
select is(pg_temp.found('JO'), 'Joan Smith, José Álvarez', 'by how a word begins');
select is(pg_temp.found('smith'), 'Joan Smith', 'by any word of it');
select is(pg_temp.found('+1 555 0102'), 'Joan Smith', 'by a number as it is written');
select is(pg_temp.found('0203'), 'Ann Lee', 'by the end of a number');
select is(pg_temp.found('nobody'), null, 'nobody is called so');
select public.close_conversation(c.id) from public.search_conversations(tests.id('a1'), 'Ann') as c;
select is(pg_temp.found('ann'), 'Ann Lee', 'closed ones too');
select is(tests.error_of(format('select public.search_conversations(%L, %L)', tests.id('a1'), ' ')), 'PT422 filter_invalid',
  'by something');
select is(tests.error_of(format('select public.search_conversations(%L, %L)', tests.id('b1'), 'jose')), '42501 permission_denied',
  'of own brands');
select tests.become('none');
update public.conversations set assigned_to = tests.id('agent_member')
where contact_id = (select k.id from public.contacts k where k.name = 'Joan Smith' and k.brand_id = tests.id('a1'));
select tests.act_as('colleague');
select is(pg_temp.found('jo'), 'José Álvarez', 'what somebody else works on is not seen');

-- More people called so than are listed, others before them in the inbox, and all but one of somebody else.
select tests.become('none');
insert into public.contacts (organization_id, brand_id, name, phone)
select organization_id, id, 'Maria ' || n, '+1666' || (1000000 + n) from public.brands, generate_series(1, 1200) as n
where id = tests.id('a1');
insert into public.conversations (organization_id, brand_id, whatsapp_account_id, contact_id, assigned_to, last_message_at)
select k.organization_id, k.brand_id, tests.id('number_a1'), k.id, case when k.name <> 'Maria 1' then tests.id('agent_member') end,
  now() - interval '1 day' + split_part(k.name, ' ', 2)::int * interval '1 second'
from public.contacts k where k.brand_id = tests.id('a1') and k.name like 'Maria %';
select tests.act_as('manager');
select is((select string_agg(k.name, ' ' order by c.last_message_at desc) filter (where c.last_message_at > now() - interval '86400 s'
    + interval '1198 s') || ', of ' || count(*)
  from public.search_conversations(tests.id('a1'), 'maria') as c join public.contacts k on k.id = c.contact_id),
  'Maria 1200 Maria 1199, of 100', 'of very many the latest hundred');
select tests.act_as('colleague');
select is(pg_temp.found('maria'), 'Maria 1', 'her own or nobody''s, however many others have');
select is(pg_temp.found('maria 1'), 'Maria 1', 'by more of the name too');

select * from finish();
