select plan(4);
select tests.build_world();
select tests.launch_to('a1', 2);
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select tests.record(array(select id from flight), 'accepted');

select tests.become('none');
select tests.report(id, 'sent', more => '{"pricing": {"billable": true, "category": "utility"}}') from flight where n = 1;
select tests.report(id, 'delivered') from flight where n = 1;
select tests.report(id, 'failed', more => '{"error": {"class": "recipient", "code": 131026, "message": "undeliverable"}}') from flight
  where n = 2;
select results_eq(
  'select status, price, error_class, error_code, error_message from public.messages join flight using (id) order by n',
  $$values ('delivered', '{"billable": true, "category": "utility"}'::jsonb, null, null, null), ('failed', null, 'recipient', 131026,
    'undeliverable')$$,
  'the price of a sent message and the error of a failed one'
);
select is(
  (select count(*)::int from tests.announced('a1', 'status')), 0,
  'messages without a conversation are not announced one by one'
);
select tests.report(id, 'held') from flight where n = 1;
select is((select status from public.messages join flight using (id) where n = 1), 'delivered',
  'a status that nobody knows is passed over');
select is(private.apply_statuses('[]'), '{}', 'none at all is no error');

select * from finish();
