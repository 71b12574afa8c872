select plan(13);
select tests.build_world();

select tests.act_as('agent');
select is((select is_example from public.message_rates where country = 'US'), true, 'everybody signed in sees that a price is an example');
select is(tests.rows_touched('update public.message_rates set marketing = 0'), 0, 'and changes none');
select is(tests.error_of($$insert into public.message_rates (country, name, prefixes, marketing, utility, authentication)
  values ('FJ', 'Fiji', '{+679}', 1, 1, 1)$$), '42501', 'nor adds one');
select tests.act_as('owner');
select is(tests.rows_touched('delete from public.message_rates'), 0, 'not even an owner');

select tests.become('none');
insert into private.platform_admins (user_id) values (tests.id('stranger'));
select tests.act_as('stranger');
select is(tests.rows_touched($$insert into public.message_rates (country, name, prefixes, marketing, utility, authentication)
  values ('FJ', 'Fiji', '{+679}', 0.05, 0.02, 0.02)$$), 1, 'a platform admin adds countries');
select is(tests.rows_touched($$update public.message_rates set marketing = 0.03 where country = 'US'$$), 1, 'and changes prices');
select is((select is_example from public.message_rates where country = 'US'), false, 'which are then no examples');
select is(tests.error_of($$update public.message_rates set is_example = true$$), '42501', 'nobody says otherwise');
select is(tests.error_of($$update public.message_rates set prefixes = '{0049}' where country = 'DE'$$), '23514',
  'prefixes are those of international numbers');

select tests.become('none');
select results_eq(
  $$select address, private.country_of(address) from unnest(array['+1617555', '+1416555', '+49', 'DE', '+679', '+999', 'XX'])
    with ordinality as a (address, n) order by n$$,
  $$values ('+1617555', 'US'), ('+1416555', 'CA'), ('+49', 'DE'), ('DE', 'DE'), ('+679', 'FJ'), ('+999', 'ZZ'), ('XX', 'ZZ')$$,
  'the longest prefix tells the country, of a user id its first letters, all others are elsewhere');
select is((select after ->> 'marketing' from private.platform_log where entity = 'message_rates' and action = 'update'), '0.030000',
  'who changed what is on record');
delete from public.message_rates where country = 'ZZ';
select is(private.country_of('+999'), null, 'without that row they have no price');
select tests.sign_out();
select is(tests.error_of('select * from public.message_rates'), '42501', 'without a user there is nothing');

select * from finish();
