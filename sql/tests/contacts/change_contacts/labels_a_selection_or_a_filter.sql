select plan(25);
select tests.build_world();
select tests.stand_in_queue();
insert into public.contacts (organization_id, brand_id, name)
select tests.id('org_a'), tests.id('a1'), case when n % 2 = 0 then 'Even' else 'Odd' end from generate_series(1, 3000) as n;
select tests.keep('of_a2', tests.add_contact('a2'));
insert into public.labels (id, organization_id, brand_id, name)
select tests.keep(l, private.new_id()), tests.id('org_a'), tests.id(b), l
from (values ('l1', 'a1'), ('l2', 'a1'), ('l_a2', 'a2')) as v (l, b);
insert into public.groups (id, organization_id, brand_id, name)
select tests.keep('g1', private.new_id()), tests.id('org_a'), tests.id('a1'), 'g1';

create function pg_temp.change(selection jsonb, change jsonb) returns public.contact_changes
language sql volatile
as $$ select public.change_contacts(tests.id('a1'), selection, change) $$;
create function pg_temp.refusal(selection jsonb, change jsonb) returns text
language sql volatile
as $$ select tests.error_of(format('select public.change_contacts(%L, %L, %L)', tests.id('a1'), selection, change)) $$;
create function pg_temp.of(word text, variadic names text[]) returns jsonb
language sql stable
as $$ select jsonb_build_object(word, (select jsonb_agg(tests.id(n)) from unnest(names) as n)) $$;
create function pg_temp.bearers() returns int[]
language sql stable
as $$
  select array[(select count(*) from public.contact_labels where label_id = tests.id('l1')),
    (select count(*) from public.contact_labels where label_id = tests.id('l2')),
    (select count(*) from public.group_contacts where group_id = tests.id('g1'))]::int[]
$$;

select tests.act_as('agent');
select is((c).status || ' ' || (c).done, 'done 3', 'a selection is changed at once')
from pg_temp.change(jsonb_build_object('contact_ids', (select jsonb_agg(id) || jsonb_build_array(tests.id('of_a2'))
  from (select id from public.contacts limit 3) as c)), pg_temp.of('add_labels', 'l1', 'l2') || pg_temp.of('add_groups', 'g1')) as c;
select is(pg_temp.bearers(), array[3, 3, 3], 'labels and groups, on contacts of the brand');
select is((c).status, 'done', 'again') from pg_temp.change(
  jsonb_build_object('contact_ids', (select jsonb_agg(contact_id) from public.contact_labels where label_id = tests.id('l1'))),
  pg_temp.of('add_labels', 'l1') || pg_temp.of('remove_labels', 'l2') || pg_temp.of('remove_groups', 'g1')) as c;
select is(pg_temp.bearers(), array[3, 0, 0], 'what is there stays as it is; what is taken off is gone');

select tests.keep('change', (pg_temp.change('{"filter": {"name": {"contains": "even"}}}', pg_temp.of('add_labels', 'l2'))).id);
select is((select row(status, done, expected)::text from public.contact_changes where id = tests.id('change')), '(running,1000,1500)',
  'a filter: the first thousand at once');
select is(tests.error_of(format('select private.step_contact_change(%L, 10)', tests.id('change'))), '42501', 'the rest is the worker''s');
select tests.become('none');
select is((select array_agg(task || ' ' || key) from graphile_worker.jobs where task = 'contacts/change'),
  array['contacts/change contacts/change:' || tests.id('change')], 'who is rung for');
select tests.become('wabase_worker');
select is(private.step_contact_change(tests.id('change'), 300), true, 'chunk by chunk');
select is(private.step_contact_change(tests.id('change'), 300), false, 'until nothing is left');
select is(private.step_contact_change(tests.id('change'), 300), false, 'and once more, harmlessly');
select tests.become('none');
select is((select row(status, done, completed_at is not null)::text from public.contact_changes where id = tests.id('change')),
  '(done,1500,t)', 'it is done');
select is((select count(*)::int from public.contact_labels l join public.contacts c on c.id = l.contact_id
  where l.label_id = tests.id('l2') and c.name = 'Even'), 1500, 'every match has the label');
select is((pg_temp.bearers())[2], 1500, 'and nobody else');
select cmp_ok(
  (select count(*)::int from realtime.messages where event = 'contact_change' and topic = 'contacts:' || tests.id('a1')), '>', 1,
  'listeners hear of it');
select is((select count(*)::int from public.audit_log where entity = 'contact_changes' and action = 'insert'), 3,
  'each is in the audit log');

-- The filter speaks of what the change changes.
select tests.act_as('agent');
select tests.keep('flip', (pg_temp.change(
  jsonb_build_object('filter', jsonb_build_object('not', jsonb_build_object('label', pg_temp.of('in', 'l2')))),
  pg_temp.of('add_labels', 'l2'))).id);
select tests.become('none');
select private.step_contact_change(tests.id('flip'), 1000);
select is((pg_temp.bearers())[2], 3000, 'who does not bear it gets it, and all of them');

select tests.act_as('agent');
select tests.keep('stopped', (pg_temp.change('{"filter": {}}', pg_temp.of('remove_labels', 'l2'))).id);
select is((public.cancel_contact_change(tests.id('stopped'))).status, 'canceled', 'it can be stopped');
select tests.become('none');
select is(private.step_contact_change(tests.id('stopped'), 1000), false, 'then no chunk follows');
select is((pg_temp.bearers())[2], 2000, 'what was done stays');

select tests.act_as('agent');
select is(pg_temp.refusal('{"contact_ids": ["x"]}', pg_temp.of('add_labels', 'l1')), 'PT422 selection_invalid', 'ids are ids');
select is(pg_temp.refusal('{"filter": {"x": 1}}', pg_temp.of('add_labels', 'l1')), 'PT422 filter_invalid', 'a filter is a filter');
select is(pg_temp.refusal('{"filter": {}}', '{}'), 'PT422 change_invalid', 'something is changed');
select is(pg_temp.refusal('{"filter": {}}', pg_temp.of('add_labels', 'l_a2')), 'PT422 change_invalid', 'with labels of this brand');
select tests.act_as('analyst');
select is(pg_temp.refusal('{"filter": {}}', pg_temp.of('add_labels', 'l1')), '42501 permission_denied', 'by who may edit');
select is(tests.error_of(format('select public.cancel_contact_change(%L)', tests.id('change'))), '42501 permission_denied', 'or stop');

select * from finish();
