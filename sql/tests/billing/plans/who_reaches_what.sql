select plan(8);
select tests.build_world();

select tests.act_as('agent');
select set_eq('select key from public.plans', array['free', 'starter', 'growth', 'enterprise', 'unlimited'],
  'everybody signed in sees what can be bought');
select is(tests.error_of('insert into public.plans (key, name) values (''mine'', ''Mine'')'), '42501', 'and sells nothing');
select is(tests.rows_touched('update public.plans set name = ''Mine'''), 0, 'nor changes anything');
select tests.act_as('owner');
select is(tests.rows_touched('update public.plans set limits = ''{"contacts": -1}'''), 0, 'not even an owner');

select tests.become('none');
insert into private.platform_admins (user_id) values (tests.id('stranger'));
select tests.act_as('stranger');
select is(tests.error_of('insert into public.plans (key, name) values (''special'', ''Special'')'), 'no error',
  'a platform admin adds plans');
select is(tests.rows_touched('update public.plans set name = ''Growing'' where key = ''growth'''), 1, 'changes them');
select is(tests.error_of('delete from public.plans where key = ''growth'''), '42501', 'and deletes none');

select tests.sign_out();
select is(tests.error_of('select * from public.plans'), '42501', 'without a user there is nothing');

select * from finish();
