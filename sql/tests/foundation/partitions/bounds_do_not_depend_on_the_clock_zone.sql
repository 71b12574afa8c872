-- Months of a session in New York are months of UTC too: otherwise bounds drift, and one day a partition cannot be made.
select plan(9);
create table private.drifting (id uuid not null) partition by range (id);

set local timezone = 'America/New_York';
select is(private.make_partitions('private.drifting', interval '1 month', 14), 15, 'made from New York');
select is(private.make_partitions('private.drifting', interval '1 month', 14), 0, 'and complete');
set local timezone = 'Asia/Kathmandu';
select is(private.make_partitions('private.drifting', interval '1 month', 20), 6, 'continued from Kathmandu');
set local timezone = 'UTC';
select lives_ok(
  format('insert into private.drifting values (%L)', private.id_floor(at)), 'room on ' || at
)
from unnest(array[now(), date_trunc('month', now(), 'UTC'), date_trunc('month', now(), 'UTC') + interval '21 months - 1 millisecond',
  date_trunc('month', now(), 'UTC') + interval '4 months', date_trunc('month', now(), 'UTC') + interval '10 months - 1 millisecond']) as at;
select is(
  tests.error_of(format('insert into private.drifting values (%L)', private.id_floor(date_trunc('month', now(),
    'UTC') + interval '21 months'))), '23514',
  'and none after the last'
);

select * from finish();
