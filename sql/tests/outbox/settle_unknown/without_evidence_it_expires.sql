select plan(7);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 2));
create temporary table flight on commit drop as select n, id from unnest(tests.claim('number_a1')) with ordinality as c (id, n);
select tests.record(array(select id from flight), 'unknown', 'unknown');
update private.outbox set claimed_at = now() - interval '23 hours 59 minutes' where message_id = (select id from flight where n = 1);
update private.outbox set claimed_at = now() - interval '24 hours 1 minute' where message_id = (select id from flight where n = 2);

select results_eq('select requeued, expired from private.settle_unknown()', 'values (0, 1)', 'after a day without evidence it is given up');
select results_eq(
  'select m.status, m.error_class, m.error_message, m.failed_at from public.messages m join flight using (id) where n = 2',
  $$values ('failed', 'unknown', 'Meta never told what became of this message.', now())$$, 'as failed, and says why'
);
select is((select count(*)::int from private.outbox), 1, 'and never sent again');
select is(tests.claim('number_a1'), '{}', 'neither is');
select tests.report(id, 'sent') from flight where n = 2;
select results_eq('select m.status, m.error_class, m.error_message, m.failed_at, k.wamid from public.messages m join flight using (id)
    join private.message_wamids k on k.message_id = m.id where n = 2',
  'select ''sent'', null::text, null::text, null::timestamptz, ''wamid.'' || id from flight where n = 2',
  'what Meta tells after all counts more than our giving up');
select tests.report(id, 'failed') from flight where n = 2;
select is((select error_code from public.messages join flight using (id) where n = 2), 131026, 'also that it failed');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');

select * from finish();
