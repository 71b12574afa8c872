-- audit.view opens the log: all of it for a seat in all brands, the brand's part for a seat in some.
select plan(10);
select tests.build_world();
select tests.act_as('owner');
update public.organizations set name = 'New name' where id = tests.id('org_a');
insert into public.contacts (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a1'), 'of a1');
insert into public.contacts (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a2'), 'of a2');
select tests.act_as('owner_b');
update public.organizations set name = 'New name' where id = tests.id('org_b');

create function pg_temp.seen() returns text[]
language sql stable
as $$
  select coalesce(array_agg(entity || coalesce(' ' || (after ->> 'name'), '') order by id), '{}') from public.audit_log
  where entity in ('organizations', 'contacts')
$$;

select tests.act_as('owner');
select is(pg_temp.seen(), array['organizations New name', 'contacts of a1', 'contacts of a2'], 'the owner sees his organization''s');
select tests.act_as('admin');
select is(cardinality(pg_temp.seen()), 3, 'so does an admin');
select tests.act_as('analyst');
select is(cardinality(pg_temp.seen()), 3, 'and an analyst');
select tests.act_as('owner', 'a2');
select is(pg_temp.seen() @> array['contacts of a2'] and not pg_temp.seen() @> array['contacts of a1'], true,
  'x-brand-id narrows it as it narrows all else');
select tests.act_as('manager');
select is(pg_temp.seen(), '{}', 'a manager sees none');
select tests.act_as('agent');
select is(pg_temp.seen(), '{}', 'nor does an agent');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array['organizations New name'], 'the other organization sees its own');
select tests.act_as('stranger');
select is(pg_temp.seen(), '{}', 'a stranger sees none');
select tests.sign_out();
select is(tests.error_of('select id from public.audit_log'), '42501', 'anon reads nothing');

select tests.become('none');
select tests.add_member('auditor', 'org_a', 'analyst', 'a1');
select tests.act_as('auditor');
select is(pg_temp.seen(), array['contacts of a1'], 'an analyst of one brand sees that brand''s');

select * from finish();
