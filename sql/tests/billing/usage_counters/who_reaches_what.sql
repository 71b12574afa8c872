select plan(8);
select tests.build_world();
select private.consume_quota(tests.id(o), 'messages') from unnest(array['org_a', 'org_b']) as o;

create function pg_temp.seen() returns uuid[]
language sql stable
as $$ select array_agg(distinct organization_id) from public.usage_counters $$;

select tests.act_as('owner');
select is(pg_temp.seen(), array[tests.id('org_a')], 'an owner sees those of his organization');
select is(tests.error_of('update public.usage_counters set used = 0'), '42501', 'and changes none');
select is(tests.error_of('delete from public.usage_counters'), '42501', 'deletes none');
select is(tests.error_of(format('insert into public.usage_counters (organization_id) values (%L)', tests.id('org_a'))), '42501',
  'adds none');
select tests.act_as('agent');
select is(pg_temp.seen() is not null, true, 'an agent sees them too');
select tests.act_as('owner_b');
select is(pg_temp.seen(), array[tests.id('org_b')], 'nobody those of others');
select tests.act_as('stranger');
select is(pg_temp.seen(), null, 'a stranger none');
select tests.sign_out();
select is(tests.error_of('select * from public.usage_counters'), '42501', 'without a user there is nothing');

select * from finish();
