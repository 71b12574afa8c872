select plan(1);
select tests.become('wabase_functions');
select private.count_rejected_webhook('bad_signature') from generate_series(1, 3);
select private.count_rejected_webhook(repeat('x', 500));

select tests.become('none');
select results_eq(
  'select reason, hour, n from private.webhook_rejections order by n desc',
  $$values ('bad_signature', date_trunc('hour', now()), 3), (repeat('x', 40), date_trunc('hour', now()), 1)$$,
    'how often in this hour, and nothing else'
);

select * from finish();
