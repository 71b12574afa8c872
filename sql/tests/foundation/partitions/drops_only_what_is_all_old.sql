select plan(5);
create table private.ageing (id uuid not null) partition by range (id);
select private.make_partitions('private.ageing', interval '1 week', 1);
create table private.ageing_20200106 partition of private.ageing
for values from ('00000000-0000-0000-0000-000000000000') to (private.id_floor('2020-01-13T00:00:00Z'));
create table private.ageing_20200113 partition of private.ageing
for values from (private.id_floor('2020-01-13T00:00:00Z')) to (private.id_floor('2020-01-20T00:00:00Z'));

select is(private.drop_partitions('private.ageing', interval '1000 years'), 0, 'nothing is that old');
select is(private.drop_partitions('private.ageing', interval '30 days'), 1, 'a week that ended in 2020 goes');
select is(to_regclass('private.ageing_20200113') is not null, true, 'before a gap there is no telling: it stays');
select is(private.drop_partitions('private.ageing', interval '0'), 1, 'until all before this week may go');
select is((select count(*)::int from pg_catalog.pg_inherits where inhparent = 'private.ageing'::regclass), 2,
  'this week and the next always stay');

select * from finish();
