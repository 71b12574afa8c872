-- However many rows ask for the same work, one job waits for it.
select plan(5);
select tests.stand_in_queue();

create function pg_temp.jobs() returns int
language sql volatile
as $$ select count(*)::int from graphile_worker.jobs $$;

select private.ring('task', 'k') from generate_series(1, 5);
select is(pg_temp.jobs(), 1, 'five rings make one job');
select results_eq(
  'select key, task, payload ->> ''key'' from graphile_worker.jobs', $$values ('task:k', 'task', 'k')$$, 'for this task and key'
);
select private.answer('task', 'k');
select private.ring('task', 'k');
select is(pg_temp.jobs(), 2, 'a ring after the answer makes another');
select private.answer('task', 'k'), private.answer('task', 'k'), private.answer('task', 'never rung');
select is(pg_temp.jobs(), 2, 'answering makes none');
select private.ring('task', 'other');
select is(pg_temp.jobs(), 3, 'another key is another job');

select * from finish();
