-- When a brand answers. Times of day are those of its own time zone; a span that passes midnight is written as two.
create function private.is_weekly_schedule(weekly jsonb) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_typeof(weekly) = 'array' and jsonb_array_length(weekly) <= 70 and not jsonb_path_exists(weekly,
    '$[*] ? (!(@.day >= 1 && @.day <= 7 && @.day.floor() == @.day
      && @.from like_regex "^([01][0-9]|2[0-3]):[0-5][0-9]$" && @.to like_regex "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
      && @.from < @.to))')
$$;
comment on function private.is_weekly_schedule(jsonb) is
  'Whether a weekly schedule has its shape: [{"day": 1, "from": "09:00", "to": "18:00"}, …], day 1 is Monday, "to" up to "24:00".';
grant execute on function private.is_weekly_schedule(jsonb) to authenticated;

create function private.is_timezone(name text) returns boolean
language sql stable parallel safe
set search_path = ''
as $$ select exists (select from pg_catalog.pg_timezone_names as z where z.name = is_timezone.name) $$;
comment on function private.is_timezone(text) is 'Whether there is a time zone of this name, e.g. Europe/Lisbon.';

create table public.business_hours (
  organization_id uuid not null,
  brand_id uuid not null,
  timezone text not null,
  weekly jsonb not null constraint business_hours_weekly_is_a_schedule_check check (private.is_weekly_schedule(weekly)),
  holidays date[] not null default '{}' constraint business_hours_holidays_are_few_check check (cardinality(holidays) <= 1000),
  away_message text constraint business_hours_away_message_is_1_to_4096_chars_check check (char_length(away_message) between 1 and 4096),
  created_at timestamptz not null default now(),
  constraint business_hours_pkey primary key (brand_id, organization_id),
  constraint business_hours_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
alter table public.business_hours enable row level security;

create policy business_hours_select on public.business_hours for select to authenticated
  using (brand_id = any ((select private.my_brands('conversations.view'))::uuid[]));
create policy business_hours_insert on public.business_hours for insert to authenticated
  with check (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));
create policy business_hours_update on public.business_hours for update to authenticated
  using (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));
create policy business_hours_delete on public.business_hours for delete to authenticated
  using (brand_id = any ((select private.my_brands('conversations.assign'))::uuid[]));

grant select, delete on public.business_hours to authenticated;
grant insert (organization_id, brand_id, timezone, weekly, holidays, away_message), update (timezone, weekly, holidays, away_message)
  on public.business_hours to authenticated;

comment on table public.business_hours is 'When a brand answers; without a row always.';
comment on column public.business_hours.weekly is '[{"day": 1, "from": "09:00", "to": "18:00"}, …]; day 1 is Monday, "to" up to "24:00".';
comment on column public.business_hours.holidays is 'Days, in the brand''s time zone, on which it is closed.';
comment on column public.business_hours.away_message is
  'Sent to who writes outside of these hours, once in each closed time; null for none.';

create function private.guard_business_hours() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not private.is_timezone(new.timezone) then
    perform private.fail('PT422', 'timezone_unknown', format('There is no time zone "%s".', new.timezone),
      'Send a name such as Europe/Lisbon.');
  end if;
  return new;
end
$$;
comment on function private.guard_business_hours() is 'Only time zones that exist.';
create trigger business_hours_guard before insert or update of timezone on public.business_hours for each row
  execute function private.guard_business_hours();

create function private.open_spans(hours public.business_hours, first_day date, last_day date)
returns table (opens_at timestamptz, closes_at timestamptz)
language sql stable
set search_path = ''
as $$
  select (day.d + (s.value ->> 'from')::time) at time zone hours.timezone,
    -- 24:00 is the midnight of the next day, also when the clocks change.
    case s.value ->> 'to' when '24:00' then (day.d + 1)::timestamp at time zone hours.timezone
      else (day.d + (s.value ->> 'to')::time) at time zone hours.timezone end
  from (select first_day + i as d from generate_series(0, last_day - first_day) as i) as day
  join jsonb_array_elements(hours.weekly) as s on (s.value ->> 'day')::int = extract(isodow from day.d)
  where day.d <> all (hours.holidays)
$$;
comment on function private.open_spans(public.business_hours, date, date) is
  'The times at which a brand is open on local days. Spans may overlap when the schedule does.';

create function private.is_open(hours public.business_hours, at timestamptz) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from private.open_spans(hours, (at at time zone hours.timezone)::date, (at at time zone hours.timezone)::date) as s
    where s.opens_at <= at and at < s.closes_at)
$$;
comment on function private.is_open(public.business_hours, timestamptz) is 'Whether a brand is open at a moment.';

create function private.closed_since(hours public.business_hours, at timestamptz) returns timestamptz
language sql stable
set search_path = ''
as $$
  select coalesce(max(s.closes_at), '-infinity')
  from private.open_spans(hours, (at at time zone hours.timezone)::date - 31, (at at time zone hours.timezone)::date) as s
  where s.closes_at <= at
$$;
comment on function private.closed_since(public.business_hours, timestamptz) is
  'When the closed time in which a moment lies began; -infinity when it was closed for the whole month before.';

create function private.add_business_time(hours public.business_hours, start timestamptz, duration interval) returns timestamptz
language plpgsql stable
set search_path = ''
as $$
declare
  v_left interval := duration;
  v_day date := (start at time zone hours.timezone)::date;
  v_from timestamptz := start;
  v_span record;
begin
  if hours.brand_id is null then
    return start + duration;
  end if;
  for v_week in 0 .. 60 loop
    for v_span in
      select s.opens_at, s.closes_at from private.open_spans(hours, v_day + 7 * v_week, v_day + 7 * v_week + 6) as s
      order by s.opens_at
    loop
      -- Where spans overlap, time counts once.
      v_from := greatest(v_from, v_span.opens_at);
      if v_from < v_span.closes_at then
        if v_from + v_left <= v_span.closes_at then
          return v_from + v_left;
        end if;
        v_left := v_left - (v_span.closes_at - v_from);
        v_from := v_span.closes_at;
      end if;
    end loop;
  end loop;
  return null;
end
$$;
comment on function private.add_business_time(public.business_hours, timestamptz, interval) is
  'The moment at which this much open time has passed since start; plain time when hours is a row of nulls; null when a year does not hold '
  'so much. Cost grows with the weeks it takes.';
