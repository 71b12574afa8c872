select plan(14);
select tests.build_world();

create function pg_temp.renamed() returns int
language sql volatile
as $$ select tests.rows_touched($q$update public.organizations set name = 'Renamed'$q$) $$;

select tests.act_as('owner');
select is((select array_agg(id) from public.organizations), array[tests.id('org_a')], 'the owner sees his organization alone');
select is(pg_temp.renamed(), 1, 'and renames it');
select tests.act_as('admin');
select is(pg_temp.renamed(), 1, 'so does an admin');
select tests.act_as('manager');
select is((select count(*)::int from public.organizations), 1, 'a manager sees it');
select is(pg_temp.renamed(), 0, 'and cannot rename it');
select tests.act_as('agent');
select is(pg_temp.renamed(), 0, 'nor can an agent');
select tests.act_as('stranger');
select is((select count(*)::int from public.organizations), 0, 'a stranger sees none');

select tests.act_as('owner');
select is(tests.error_of($$update public.organizations set status = 'closed'$$), '42501', 'status is not the client''s to change');
select is(tests.error_of($$update public.organizations set slug = 'mine'$$), '42501', 'nor the slug');
select is(tests.error_of('delete from public.organizations'), '42501', 'nobody deletes');
select is(
  tests.error_of($$insert into public.organizations (name, slug) values ('x', 'xx')$$), '42501', 'or inserts past create_organization'
);
select is(
  tests.error_of($$update public.organizations set theme_color = 'red; }'$$), '23514', 'a colour is a hex colour'
);
select is(
  tests.error_of($$update public.organizations set logo_url = 'javascript:alert(1)'$$), '23514', 'a logo is an https address'
);
select tests.sign_out();
select is(tests.error_of('select id from public.organizations'), '42501', 'anon reads nothing');

select * from finish();
