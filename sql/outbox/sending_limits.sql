-- How many messages an organization may send in a minute, an hour, a day: what the platform allows it, not what it has bought (plans).
create table private.sending_limits (
  organization_id uuid primary key references public.organizations (id) on delete cascade,
  per_minute int constraint sending_limits_per_minute_is_positive_check check (per_minute > 0),
  per_hour int constraint sending_limits_per_hour_is_positive_check check (per_hour > 0),
  per_day int constraint sending_limits_per_day_is_positive_check check (per_day > 0),
  constraint sending_limits_one_is_set_check check (num_nonnulls(per_minute, per_hour, per_day) > 0)
);
alter table private.sending_limits enable row level security;
comment on table private.sending_limits is
  'Organizations whose sending the platform limits; no row: no limit. Kept when messages are claimed: campaigns wait, nothing fails.';

-- Apart from the limits, because it changes with every claim and they are in the audit log.
create table private.sending_counts (
  organization_id uuid primary key references private.sending_limits (organization_id) on delete cascade,
  minute_at timestamptz not null default '-infinity',
  minute_sent int not null default 0,
  hour_at timestamptz not null default '-infinity',
  hour_sent int not null default 0,
  day_at timestamptz not null default '-infinity',
  day_sent int not null default 0
) with (fillfactor = 50);
alter table private.sending_counts enable row level security;
comment on table private.sending_counts is
  'What organizations with a limit have sent in the present minute, hour and day of their timezone.';

create type private.sending_allowance as (
  minute_at timestamptz, minute_sent int, hour_at timestamptz, hour_sent int, day_at timestamptz, day_sent int,
  n int, wait double precision
);
comment on type private.sending_allowance is
  'The present minute, hour and day, what was sent in each, how many messages more may go now, and otherwise the seconds until they may.';

create function private.sending_allowance(limits private.sending_limits) returns private.sending_allowance
language plpgsql stable
set search_path = ''
as $$
declare
  v_zone text := (select o.timezone from public.organizations o where o.id = limits.organization_id);
  v_now private.sending_allowance;
begin
  v_now.minute_at := date_trunc('minute', now());
  v_now.hour_at := date_trunc('hour', now());
  v_now.day_at := date_trunc('day', now(), v_zone);
  select case when c.minute_at = v_now.minute_at then c.minute_sent else 0 end,
    case when c.hour_at = v_now.hour_at then c.hour_sent else 0 end,
    case when c.day_at = v_now.day_at then c.day_sent else 0 end
  into v_now.minute_sent, v_now.hour_sent, v_now.day_sent
  from (select 1) as one left join private.sending_counts c on c.organization_id = limits.organization_id;
  v_now.n := greatest(0, least(limits.per_minute - v_now.minute_sent, limits.per_hour - v_now.hour_sent, limits.per_day - v_now.day_sent));
  v_now.wait := extract(epoch from greatest(
    case when limits.per_minute <= v_now.minute_sent then v_now.minute_at + interval '1 minute' end,
    case when limits.per_hour <= v_now.hour_sent then v_now.hour_at + interval '1 hour' end,
    case when limits.per_day <= v_now.day_sent then date_trunc('day', v_now.day_at + interval '36 hours', v_zone) end) - now());
  return v_now;
end
$$;
comment on function private.sending_allowance(private.sending_limits) is
  'What an organization with these limits may send now. Days are those of its timezone.';

create function private.take_allowance(organization_id uuid) returns private.sending_allowance
language plpgsql volatile
set search_path = ''
as $$
declare
  v_limits private.sending_limits;
begin
  select * into v_limits from private.sending_limits l where l.organization_id = take_allowance.organization_id;
  if not found then
    return null;
  end if;
  perform from private.sending_counts c where c.organization_id = take_allowance.organization_id for update;
  return private.sending_allowance(v_limits);
end
$$;
comment on function private.take_allowance(uuid) is
  'What an organization may send now, its counts locked until commit: its numbers then claim one after the other. Null without limits, at '
  'the cost of one look by key.';

create function private.count_sent(organization_id uuid, allowance private.sending_allowance, n int) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.sending_counts as c (organization_id, minute_at, minute_sent, hour_at, hour_sent, day_at, day_sent)
  values (count_sent.organization_id, allowance.minute_at, allowance.minute_sent + n, allowance.hour_at, allowance.hour_sent + n,
    allowance.day_at, allowance.day_sent + n)
  on conflict on constraint sending_counts_pkey do update
  set minute_at = excluded.minute_at, minute_sent = excluded.minute_sent, hour_at = excluded.hour_at, hour_sent = excluded.hour_sent,
    day_at = excluded.day_at, day_sent = excluded.day_sent
$$;
comment on function private.count_sent(uuid, private.sending_allowance, int) is 'Counts n messages that were claimed within an allowance.';

create function private.platform_set_sending_limits(organization_id uuid, per_minute int, per_hour int, per_day int) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_platform_admin();
  if least(per_minute, per_hour, per_day) < 1 then
    perform private.fail('PT422', 'sending_limit_invalid', 'A sending limit is a whole number of messages from 1.',
      'Leave a limit out for none; to stop an organization use platform_suspend_organization.');
  end if;
  if num_nonnulls(per_minute, per_hour, per_day) = 0 then
    delete from private.sending_limits l where l.organization_id = platform_set_sending_limits.organization_id;
  else
    insert into private.sending_limits as l (organization_id, per_minute, per_hour, per_day)
    values (platform_set_sending_limits.organization_id, platform_set_sending_limits.per_minute, platform_set_sending_limits.per_hour,
      platform_set_sending_limits.per_day)
    on conflict on constraint sending_limits_pkey do update
    set per_minute = excluded.per_minute, per_hour = excluded.per_hour, per_day = excluded.per_day;
    insert into private.sending_counts (organization_id) values (platform_set_sending_limits.organization_id) on conflict do nothing;
  end if;
  perform private.ring_numbers(platform_set_sending_limits.organization_id, null);
end
$$;
comment on function private.platform_set_sending_limits(uuid, int, int, int) is 'See public.platform_set_sending_limits.';
grant execute on function private.platform_set_sending_limits(uuid, int, int, int) to authenticated;

create function public.platform_set_sending_limits(
  organization_id uuid, per_minute int default null, per_hour int default null, per_day int default null
) returns void
language sql volatile
set search_path = ''
as $$ select private.platform_set_sending_limits(organization_id, per_minute, per_hour, per_day) $$;
comment on function public.platform_set_sending_limits(uuid, int, int, int) is
  'Sets how many messages an organization may send in a minute, an hour and a day (of its timezone); what is left out has no limit, and '
  'without any the organization is free. Campaigns, bots and the API wait for the next minute, hour or day; what people write goes out all '
  'the same and counts. Logged in the organization''s audit log. Platform admins only. Errors: 42501 permission_denied, PT422 '
  'sending_limit_invalid.';
grant execute on function public.platform_set_sending_limits(uuid, int, int, int) to authenticated;
