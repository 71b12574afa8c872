select plan(21);
select tests.build_world();
select tests.keep('ann', tests.add_contact('a1', '+12025550101', name => 'Ann')),
  tests.keep('bob', tests.add_contact('a1', '+12025550102', name => 'Bob')), tests.keep('of_a2', tests.add_contact('a2'));
create function pg_temp.counted() returns bigint
language sql stable
as $$
  select sum(u.used) from public.usage_counters u where u.organization_id = tests.id('org_a') and u.metric = 'contacts'
$$;
create function pg_temp.send() returns text
language sql volatile
as $$
  select tests.error_of(format('select public.send_message(%L)', jsonb_build_object('whatsapp_account_id', tests.id('number_a1'),
    'contact_id', tests.id('ann'), 'type', 'template', 'template', '{"name": "greeting_a1", "language": {"code": "en"},
      "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ann"}]}]}'::jsonb)))
$$;

select tests.act_as('agent');
select is(public.delete_contacts(tests.id('a1'), array[tests.id('ann'), tests.id('ann')]), 1, 'one is deleted');
select is(tests.error_of(format('select public.delete_contacts(%L, %L)', tests.id('a1'), array[tests.id('bob'), tests.id('of_a2')])),
  'PT422 contact_not_found', 'none of another brand, and then none at all');
select is(public.delete_contacts(tests.id('a1'), array[tests.id('ann')]), 0, 'a second time does nothing');
select is((select array_agg(name) from public.contacts), array['Bob'], 'it is hidden');
select is(tests.rows_touched(format('update public.contacts set name = ''x'' where id = %L', tests.id('ann'))), 0, 'cannot be changed');
select is(pg_temp.send(), 'PT422 contact_not_found', 'nor written to');
select is((select array_agg(name) from public.deleted_contacts(tests.id('a1'))), array['Ann'], 'it is in the bin');
select is((select count(*)::int from public.deleted_contacts(tests.id('a1'), tests.id('ann'))), 0, 'which has pages');
select is(
  tests.error_of(format('insert into public.contacts (organization_id, brand_id, phone) values (%L, %L, ''+12025550101'')',
    tests.id('org_a'), tests.id('a1'))), '23505 phone_of_deleted_contact', 'its phone stays taken, and the refusal says by whom');
select is(
  tests.error_of(format('insert into public.contacts (organization_id, brand_id, phone) values (%L, %L, ''+12025550102'')',
    tests.id('org_a'), tests.id('a1'))), '23505 phone_taken', 'as any other');
select is(tests.error_of('delete from public.contacts'), '42501', 'clients remove no row');
select is(
  tests.error_of(format('select public.delete_contacts(%L, array_fill(%L::uuid, array[10001]))', tests.id('a1'), tests.id('bob'))),
  'PT422 too_many_contacts', 'up to 10,000 at once');
select tests.become('none');
select is(pg_temp.counted(), 2::bigint, 'it does not count for the plan');
select is((select count(*)::int from private.audience_contacts(tests.id('a1'), '{"all": true}')), 1, 'nor is it in an audience');
select tests.act_as('analyst');
select is(tests.error_of(format('select public.%s(%L, ''{}'')', f, tests.id('a1'))), '42501 permission_denied', f)
from unnest(array['delete_contacts', 'restore_contacts']) as f;
select is(tests.error_of(format('select public.deleted_contacts(%L)', tests.id('a1'))), '42501 permission_denied',
  'the bin is for editors');

select tests.act_as('agent');
select is(public.restore_contacts(tests.id('a1'), array[tests.id('ann'), tests.id('bob')]), 1, 'restored');
select is((select array_agg(name order by name) from public.contacts), array['Ann', 'Bob'], 'it is back');
select is(pg_temp.send(), 'no error', 'and reachable');
select tests.become('none');
select is(pg_temp.counted(), 3::bigint, 'and counts');

select * from finish();
