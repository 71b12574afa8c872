-- Whether Meta answers for a WhatsApp Business Account at present; shared by all workers because it is a row, and none while all is well.
create table private.circuit_breakers (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  waba_id text not null,
  state text not null default 'closed' constraint circuit_breakers_state_is_known_check check (state in ('closed', 'open', 'half_open')),
  failures int not null default 0,
  failed_at timestamptz,
  openings int not null default 0,
  reason text,
  open_until timestamptz,
  changed_at timestamptz not null default now(),
  constraint circuit_breakers_pkey primary key (waba_id, organization_id)
);
create index circuit_breakers_restless_idx on private.circuit_breakers (waba_id) where state <> 'closed' or failures > 0;
create index circuit_breakers_organization_id_idx on private.circuit_breakers (organization_id);
alter table private.circuit_breakers enable row level security;
comment on table private.circuit_breakers is
  'closed: sends go out; open: none until open_until; half_open: one is under way, and what becomes of it decides.';
comment on column private.circuit_breakers.failures is 'Sends in a row that got no answer, or were refused for the account.';
comment on column private.circuit_breakers.openings is 'Times it opened in a row; each lasts twice as long as the one before.';

create function private.breaker_of(account public.whatsapp_accounts) returns private.circuit_breakers
language plpgsql volatile
set search_path = ''
as $$
declare
  v_breaker private.circuit_breakers;
begin
  select * into v_breaker from private.circuit_breakers b
  where b.waba_id = account.waba_id and b.organization_id = account.organization_id and b.state <> 'closed'
  for update;
  return v_breaker;
end
$$;
comment on function private.breaker_of(public.whatsapp_accounts) is
  'The breaker of a number''s account, locked until commit; null while closed.';

create function private.breaker_wait(breaker private.circuit_breakers) returns double precision
language plpgsql stable
set search_path = ''
as $$
begin
  -- A worker that died with the probe never tells: another may be sent once Meta has surely answered.
  return extract(epoch from case breaker.state when 'open' then breaker.open_until
    when 'half_open' then breaker.changed_at + interval '90 seconds' end - clock_timestamp());
end
$$;
comment on function private.breaker_wait(private.circuit_breakers) is 'Seconds until one send may try whether Meta answers again.';

create function private.tell_breaker(breaker private.circuit_breakers) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := array(
    select a.id from public.whatsapp_accounts a
    where a.id = any (private.numbers_of(breaker.waba_id)) and a.organization_id = breaker.organization_id order by a.id);
begin
  if breaker.state = 'open' and breaker.openings = 1 then
    perform private.alert_numbers(v_numbers, 'sending_interrupted', concat_ws(':', breaker.waba_id, breaker.changed_at),
      jsonb_build_object('waba_id', breaker.waba_id, 'failures', breaker.failures, 'reason', breaker.reason, 'until', breaker.open_until));
  elsif breaker.state = 'closed' then
    perform private.alert_numbers(v_numbers, 'sending_recovered', concat_ws(':', breaker.waba_id, breaker.changed_at),
      jsonb_build_object('waba_id', breaker.waba_id));
  end if;
  perform private.ring('outbox/pump', a.id::text)
  from public.whatsapp_accounts a where a.id = any (v_numbers) and not a.is_paused and a.connection_status = 'connected' order by a.id;
end
$$;
comment on function private.tell_breaker(private.circuit_breakers) is
  'An account''s sends stop or go on: alerts the organization, once an interruption, and has its numbers look again.';

create function private.weigh_outcomes(message_ids uuid[], outcomes text[], error_classes text[], error_messages text[], attempts int[])
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  c_failures constant int := 10;
  c_window constant interval := '1 minute';
  v_told record;
  v_breaker private.circuit_breakers;
begin
  for v_told in
    select a.waba_id, a.organization_id, count(*) filter (where not r.is_answer) as failures, bool_or(r.is_answer) as is_answered,
      max(r.error_message) filter (where not r.is_answer) as reason
    from (
      select *, coalesce(not (u.outcome = 'unknown' and u.error_class = 'unknown' or u.error_class in ('account', 'not_sent')), true)
        as is_answer
      from unnest(message_ids, outcomes, error_classes, error_messages, attempts) as u (message_id, outcome, error_class, error_message,
        attempt)
    ) as r
    join lateral (select * from private.outbox o where o.message_id = r.message_id limit 1) as o
      on o.status = 'sending' and o.attempts = r.attempt
    join public.whatsapp_accounts a on a.id = o.whatsapp_account_id and a.brand_id = o.brand_id
    left join private.circuit_breakers b on b.waba_id = a.waba_id and b.organization_id = a.organization_id
    -- What was sent before the breaker changed says nothing of the time since.
    where b.changed_at is null or o.claimed_at > b.changed_at
    group by a.waba_id, a.organization_id
    order by a.waba_id, a.organization_id
  loop
    if not v_told.is_answered then
      insert into private.circuit_breakers (organization_id, waba_id, changed_at)
      values (v_told.organization_id, v_told.waba_id, '-infinity') on conflict do nothing;
    end if;
    select * into v_breaker from private.circuit_breakers b
    where b.waba_id = v_told.waba_id and b.organization_id = v_told.organization_id and (b.state <> 'closed' or b.failures > 0
      or not v_told.is_answered)
    for update;
    continue when not found or v_breaker.state = 'open' and not v_told.is_answered;
    if v_told.is_answered and v_breaker.state = 'closed' then
      update private.circuit_breakers b set failures = 0
      where b.waba_id = v_told.waba_id and b.organization_id = v_told.organization_id;
      continue;
    end if;
    if v_told.is_answered then
      v_breaker.state := 'closed';
      v_breaker.failures := 0;
      v_breaker.open_until := null;
      v_breaker.reason := null;
    else
      v_breaker.failures := v_told.failures + case when v_breaker.failed_at > now() - c_window then v_breaker.failures else 0 end;
      v_breaker.failed_at := now();
      if v_breaker.state = 'half_open' or v_breaker.failures >= c_failures then
        v_breaker.state := 'open';
        v_breaker.reason := v_told.reason;
        -- Soon after it had closed, it goes on where it was.
        v_breaker.openings := case when v_breaker.changed_at > now() - interval '2 minutes' then v_breaker.openings else 0 end + 1;
        v_breaker.open_until := clock_timestamp() + make_interval(secs => least(5 * 2 ^ least(v_breaker.openings - 1, 10), 300));
      else
        update private.circuit_breakers b set failures = v_breaker.failures, failed_at = v_breaker.failed_at
        where b.waba_id = v_told.waba_id and b.organization_id = v_told.organization_id;
        continue;
      end if;
    end if;
    v_breaker.changed_at := clock_timestamp();
    perform private.act_as('system', 'circuit breaker');
    update private.circuit_breakers b
    set state = v_breaker.state, failures = v_breaker.failures, failed_at = v_breaker.failed_at, openings = v_breaker.openings,
      reason = v_breaker.reason, open_until = v_breaker.open_until, changed_at = v_breaker.changed_at
    where b.waba_id = v_told.waba_id and b.organization_id = v_told.organization_id;
    perform set_config('wabase.actor', '', true);
    perform private.tell_breaker(v_breaker);
  end loop;
end
$$;
comment on function private.weigh_outcomes(uuid[], text[], text[], text[], int[]) is
  'Opens the breaker of an account after ten sends in a row, none more than a minute after the one before, that got no answer, a 5xx or a '
  'refusal of the account: for five seconds, twice as long each time in a row, five minutes at most. Then one send tries; any answer '
  'closes it. Called before messages are locked. A batch without failures costs one look into an index that is empty while all is well; '
  'one of failures one row update an account, the only time that workers meet there.';
