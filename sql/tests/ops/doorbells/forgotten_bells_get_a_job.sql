-- A bell that is rung and has no job would stay unheard, because ringing it again adds none.
select plan(4);
select tests.stand_in_queue();
select private.ring('test/task', 'a');
select private.ring('test/task', 'b');
select is((select private.ring_forgotten()), 0, 'bells whose jobs wait are left alone');

delete from graphile_worker.jobs where key = 'test/task:a';
select private.ring('test/task', 'a');
select is((select count(*)::int from graphile_worker.jobs where key = 'test/task:a'), 0, 'ringing again adds no job');
select is((select private.ring_forgotten()), 1, 'the bell without a job is found');
select is((select count(*)::int from graphile_worker.jobs where key = 'test/task:a'), 1, 'and has one again');

select * from finish();
