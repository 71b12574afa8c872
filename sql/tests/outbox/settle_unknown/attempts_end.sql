-- A send that never gets an answer must not go round for ever.
select plan(8);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 1));

create function pg_temp.round() returns text
language plpgsql volatile
as $$
begin
  perform tests.record(tests.claim('number_a1'), 'unknown', 'unknown');
  update private.outbox set evidence_at = now() - interval '11 minutes';
  perform private.settle_unknown();
  return (select status || ' ' || attempts from public.messages);
end
$$;

select is(pg_temp.round(), case when n < 6 then 'queued ' else 'failed ' end || n, 'attempt ' || n) from generate_series(1, 6) as n;
select is((select count(*)::int from private.outbox), 0, 'then it is over');
select is(tests.count_drift(tests.id('campaign')), 'none', 'and the counts agree');

select * from finish();
