select plan(6);
create temporary table ids on commit drop as select private.new_id() as id, clock_timestamp() as at, n from generate_series(1, 2000) as n;

select is((select count(distinct id)::int from ids), 2000, 'ids are unique');
select is((select bool_and(substr(id::text, 15, 1) = '7' and substr(id::text, 20, 1) in ('8', '9', 'a', 'b')) from ids), true,
  'UUIDs of version 7');
select is(
  (select bool_and(id >= private.id_floor(at - interval '5 s') and id < private.id_floor(at + interval '5 s')) from ids), true,
    'with their time in front'
);
select cmp_ok(
  (select count(*) from (select id < lag(id) over (order by n) as back from ids) as pairs where back), '<', 700::bigint,
  'which orders them down to fractions of a millisecond'
);
select is(private.id_floor('2026-01-01T00:00:00Z')::text, '019b76da-a800-0000-0000-000000000000', 'a floor is the time and nothing else');
select is(private.id_floor(null), null, 'no time, no floor');

select * from finish();
