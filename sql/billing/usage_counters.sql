-- How much of each limit is used. A counter is cut into slots, and each slot holds an allotment in escrow of what is left, so that
-- callers take from different rows and wait for each other only near the limit. One row a counter, updated by everybody, puts all
-- callers in line behind each other's commit; a sum of appended rows cannot be bounded exactly without a lock on the whole.
create table public.usage_counters (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  metric text not null,
  period text not null constraint usage_counters_period_is_known_check check (period in ('day', 'month', 'total')),
  period_start date not null,
  slot int not null,
  used bigint not null default 0,
  reserved bigint not null default 0,
  allotted bigint not null default 0,
  limit_value bigint not null default 0,
  hard_limit bigint not null default 0,
  constraint usage_counters_pkey primary key (organization_id, metric, period, period_start, slot)
) with (fillfactor = 50);
alter table public.usage_counters enable row level security;

create policy usage_counters_select on public.usage_counters for select to authenticated
  using (organization_id = any ((select private.my_organizations())::uuid[]) or (select private.is_platform_admin()));

grant select on public.usage_counters to authenticated;

comment on table public.usage_counters is
  'Use of the plan''s limits: the sum over the slots of a counter. usage_summary() gives the present ones in one call.';
comment on column public.usage_counters.period_start is
  'First day of the period in the organization''s timezone; 1970-01-01 for period total.';
comment on column public.usage_counters.slot is 'From 0 up. A counter begins with one; when callers meet in it, it gets four times as '
  'many, up to 64.';
comment on column public.usage_counters.used is 'May be negative in one slot, when another one''s use is given back here; the sum is not.';
comment on column public.usage_counters.reserved is 'Promised to campaigns under way, see private.quota_reservations.';
comment on column public.usage_counters.allotted is
  'How far used + reserved of this slot may go without looking at the others. The sum of all never exceeds the next threshold: '
  '80 % and 100 % of the limit (whoever crosses one looks at all slots, and so alerts once), then the hard limit.';
comment on column public.usage_counters.limit_value is 'The limit that the allotment was cut from; another one now means cutting again.';
comment on column public.usage_counters.hard_limit is 'The same for the limit with its overage policy; -1 = none.';

create function private.period_start(period text, timezone text) returns date
language plpgsql stable parallel safe
set search_path = ''
as $$
begin
  return case period
    when 'day' then (now() at time zone timezone)::date
    when 'month' then date_trunc('month', now() at time zone timezone)::date
    else '1970-01-01'
  end;
end
$$;
comment on function private.period_start(text, text) is 'First day of the present period, by the organization''s clock.';
