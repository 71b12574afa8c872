select plan(10);
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

select * from finish();
