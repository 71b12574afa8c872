select plan(8);
select tests.build_world();
create function pg_temp.set_status(brand text, status text) returns text
language sql volatile
as $$ select tests.error_of(format('update public.brands set status = %L where id = %L', status, tests.id(brand))) $$;

select tests.act_as('owner');
select is(pg_temp.set_status('a1', 'archived'), 'PT409 brand_is_default', 'the default brand stays');
update public.brands set status = 'archived' where id = tests.id('a2');
select is((select status from public.brands where id = tests.id('a2')), 'archived', 'another one is archived');
select is(tests.rows_touched($$update public.brands set status = 'active' where id = tests.id('a2')$$), 1, 'and restored');
select tests.become('none');
insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience, status)
values (tests.id('org_a'), tests.id('a2'), 'Running', tests.id('number_a2'), tests.id('greeting_a2'), '{"all": true}', 'running');
select tests.act_as('owner');
select is(pg_temp.set_status('a2', 'archived'), 'PT409 brand_is_sending', 'not while it sends');

select tests.become('none');
select is(
  tests.error_of($$delete from public.brands where id = tests.id('a1')$$), 'PT409 brand_is_default', 'nobody deletes the default one'
);
select lives_ok($$delete from public.brands where id = tests.id('a2')$$, 'another one goes');
select lives_ok($$delete from public.organizations where id = tests.id('org_a')$$, 'and the default one with its organization');
select is((select count(*)::int from public.brands where organization_id = tests.id('org_a')), 0, 'with all brands');

select * from finish();
