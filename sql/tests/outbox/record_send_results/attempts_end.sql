-- A retryable error becomes final after settings.max_attempts, except where the sender is at fault, not the message.
select plan(6);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 1));

create function pg_temp.refused(times int, error_class text) returns text
language plpgsql volatile
as $$
begin
  for i in 1 .. times loop
    perform tests.record(tests.claim('number_a1'), 'retry', error_class, 131000, 0);
    update public.whatsapp_accounts set is_paused = false where id = tests.id('number_a1');
  end loop;
  return (select status || ' after ' || attempts from public.messages);
end
$$;

select is(pg_temp.refused(3, 'transient'), 'queued after 3', 'tried again and again');
select is(pg_temp.refused(2, 'transient'), 'queued after 5', 'as long as attempts are left');
select is(pg_temp.refused(1, 'transient'), 'failed after 6', 'the sixth is the last');
select is((select count(*)::int from private.outbox), 0, 'nothing is left to send');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select tests.launch_to('a2', 1);
update private.settings set max_attempts = 1;
select tests.record(tests.claim('number_a2'), 'retry', 'account', 131042, 0);
select is(
  (select status from private.outbox where whatsapp_account_id = tests.id('number_a2')), 'queued',
    'a message whose sender may not send waits for him'
);

select * from finish();
