-- Monday to Friday 9 to 17 with a break, Saturday until midnight, in a zone whose clocks change on Sunday 2026-03-29.
select plan(31);
create function pg_temp.hours() returns public.business_hours
language sql stable
as $$
  select jsonb_populate_record(null::public.business_hours, jsonb_build_object('brand_id', private.new_id(), 'timezone', 'Europe/Lisbon',
  'holidays', '{2026-03-25}', 'weekly', (
    select jsonb_agg(span) from (
      select jsonb_build_object('day', d, 'from', '09:00', 'to', '12:00') as span from generate_series(1, 5) d
      union all select jsonb_build_object('day', d, 'from', '13:00', 'to', '17:00') from generate_series(1, 5) d
      union all select '{"day": 6, "from": "20:00", "to": "24:00"}'
      union all select '{"day": 7, "from": "00:00", "to": "04:00"}') as spans)))
$$;
create function pg_temp.open(at text) returns boolean
language sql stable
as $$ select private.is_open(pg_temp.hours(), at::timestamptz) $$;
create function pg_temp.after(start text, duration text) returns text
language sql stable
as $$
  select to_char(
    private.add_business_time(pg_temp.hours(), start::timestamptz, duration::interval) at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
$$;

select is(pg_temp.open(at), expected, at)
from (values
  ('2026-03-23 09:00+00', true), ('2026-03-23 08:59:59+00', false), ('2026-03-23 12:00+00', false), ('2026-03-23 16:59:59+00', true),
  ('2026-03-23 17:00+00', false), ('2026-03-25 10:00+00', false), ('2026-03-28 23:59:59+00', true), ('2026-03-29 00:00+00', true),
  ('2026-03-29 02:59+00', true), ('2026-03-29 03:00+00', false), ('2026-03-30 08:00+00', true), ('2026-03-30 07:59+00', false)
) as t (at, expected);
select is(pg_temp.after(start, duration), expected, start || ' + ' || duration)
from (values
  ('2026-03-23 10:00+00', '1 hour', '2026-03-23 11:00'), ('2026-03-23 11:30+00', '1 hour', '2026-03-23 13:30'),
  ('2026-03-23 11:00+00', '1 hour', '2026-03-23 12:00'), ('2026-03-23 20:00+00', '30 minutes', '2026-03-24 09:30'),
  ('2026-03-24 16:00+00', '2 hours', '2026-03-26 10:00'), ('2026-03-28 19:00+00', '5 hours', '2026-03-29 01:00'),
  ('2026-03-28 23:00+00', '4 hours', '2026-03-29 03:00'), ('2026-03-28 23:00+00', '4 hours 1 minute', '2026-03-30 08:01'),
  ('2026-03-23 09:00+00', '86 hours', '2026-04-07 09:00'), ('2026-03-23 09:00+00', '5000 hours', null)
) as t (start, duration, expected);
select is(private.add_business_time(null, now(), interval '1 hour'), now() + interval '1 hour', 'without hours all time counts');
select is(private.closed_since(pg_temp.hours(), '2026-03-23 12:30+00'), '2026-03-23 12:00+00', 'closed since noon');
select is(private.closed_since(pg_temp.hours(), '2026-03-30 07:00+00'), '2026-03-29 03:00+00', 'since the morning of Sunday');
select is(private.is_weekly_schedule(weekly::jsonb), false, weekly)
from unnest(array['{}', '[{"day": 0, "from": "09:00", "to": "10:00"}]', '[{"day": 1, "from": "10:00", "to": "09:00"}]',
  '[{"day": 1, "from": "9:00", "to": "10:00"}]', '[{"day": 1, "from": "09:00", "to": "24:30"}]',
  '[{"day": 1.5, "from": "09:00", "to": "10:00"}]'])
  as weekly;

select * from finish();
