select plan(6);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+15550101')), tests.keep('bob', tests.add_contact('a1', '+15550102'));
select tests.act_as('agent');

create function pg_temp.phones(person text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(value order by value), '{}') from public.contact_identities
  where contact_id = tests.id(person) and kind = 'phone'
$$;

update public.contacts set phone = '+15550199' where id = tests.id('ann');
select is(pg_temp.phones('ann'), array['+15550199'], 'the alias moves with the phone');
update public.contacts set phone = '+15550101' where id = tests.id('bob');
select is(pg_temp.phones('bob'), array['+15550101'], 'the old phone is free for somebody else');
select is(
  tests.error_of($$update public.contacts set phone = '+15550101' where id = tests.id('ann')$$), '23505 phone_taken',
  'and then no longer hers'
);
update public.contacts set phone = case id when tests.id('ann') then '+15550101' else '+15550199' end
where id in (tests.id('ann'), tests.id('bob'));
select is(pg_temp.phones('ann') || pg_temp.phones('bob'), array['+15550101', '+15550199'], 'two can swap in one statement');
update public.contacts set phone = null where id = tests.id('ann');
select is(pg_temp.phones('ann'), '{}', 'a phone taken away leaves no alias');
select tests.become('none');
delete from public.contacts where id = tests.id('bob');
select is(
  (select count(*)::int from public.contact_identities where value = '+15550199'), 0, 'and a deleted contact frees its phone'
);

select * from finish();
