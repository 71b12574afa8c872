-- What a tenant's clocks show is what counts, also on the nights when they are changed.
select plan(10);

select is(private.local_to_instant(local_time::timestamp, zone), instant::timestamptz, format('%s %s', zone, local_time))
from (values
  ('Europe/Madrid', '2027-01-15 10:00', '2027-01-15 09:00Z'),
  ('Europe/Madrid', '2027-07-15 10:00', '2027-07-15 08:00Z'),
  ('Europe/Madrid', '2027-03-28 01:59', '2027-03-28 00:59Z'),
  ('Europe/Madrid', '2027-03-28 02:30', '2027-03-28 01:30Z'), -- never shown: 03:30
  ('Europe/Madrid', '2027-03-28 03:30', '2027-03-28 01:30Z'),
  ('Europe/Madrid', '2027-10-31 02:30', '2027-10-31 00:30Z'), -- shown twice: the first
  ('Europe/Madrid', '2027-10-31 03:30', '2027-10-31 02:30Z'),
  ('America/New_York', '2027-03-14 02:30', '2027-03-14 07:30Z'),
  ('America/New_York', '2027-11-07 01:30', '2027-11-07 05:30Z'),
  ('Australia/Lord_Howe', '2027-04-04 01:45', '2027-04-03 14:45Z')
) as case_of (zone, local_time, instant);

select * from finish();
