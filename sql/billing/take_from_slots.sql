create function private.may_wait_for(counter text) returns boolean
language plpgsql volatile
set search_path = ''
as $$
begin
  return coalesce(current_setting('wabase.quota', true), '') <> 'count'
    and counter collate "C" > coalesce(current_setting('wabase.quota_held', true), '');
end
$$;
comment on function private.may_wait_for(text) is
  'A transaction waits for slots of a counter only while those it holds belong to smaller ones: so no two wait for each other. '
  'What is only counted (see private.count_rows) waits for nobody.';

create function private.take_from_one_slot(
  organization_id uuid, metric text, period text, period_start date, n bigint, limit_value bigint, hard_limit bigint,
  is_reservation boolean
) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  v_from int := floor(random() * 64)::int;
begin
  for v_try in 1 .. 2 loop
    update public.usage_counters c
    set used = c.used + case when is_reservation then 0 else n end, reserved = c.reserved + case when is_reservation then n else 0 end
    where c.organization_id = take_from_one_slot.organization_id and c.metric = take_from_one_slot.metric
      and c.period = take_from_one_slot.period and c.period_start = take_from_one_slot.period_start
      and c.slot = (
        select s.slot from public.usage_counters s
        where s.organization_id = take_from_one_slot.organization_id and s.metric = take_from_one_slot.metric
          and s.period = take_from_one_slot.period and s.period_start = take_from_one_slot.period_start
          and s.slot >= v_from and s.used + s.reserved + n <= s.allotted
          and s.limit_value = take_from_one_slot.limit_value and s.hard_limit = take_from_one_slot.hard_limit
        order by s.slot limit 1 for no key update skip locked);
    if found then
      return true;
    end if;
    v_from := 0;
  end loop;
  -- A slot that was used up between being seen and being locked stays locked, and must not: others come in order of slot.
  raise exception using errcode = 'WQ001';
exception when sqlstate 'WQ001' then
  return false;
end
$$;
comment on function private.take_from_one_slot(uuid, text, text, date, bigint, bigint, bigint, boolean) is
  'Takes n from a slot that nobody holds and whose allotment suffices, looking from a random place on. Never waits; holds no lock '
  'when false.';

create function private.wait_for_one_slot(
  organization_id uuid, metric text, period text, period_start date, n bigint, limit_value bigint, hard_limit bigint,
  is_reservation boolean
) returns boolean
language plpgsql volatile
set search_path = ''
as $$
begin
  update public.usage_counters c
  set used = c.used + case when is_reservation then 0 else n end, reserved = c.reserved + case when is_reservation then n else 0 end
  where c.organization_id = wait_for_one_slot.organization_id and c.metric = wait_for_one_slot.metric
    and c.period = wait_for_one_slot.period and c.period_start = wait_for_one_slot.period_start
    and c.slot = (
      select s.slot from public.usage_counters s
      where s.organization_id = wait_for_one_slot.organization_id and s.metric = wait_for_one_slot.metric
        and s.period = wait_for_one_slot.period and s.period_start = wait_for_one_slot.period_start
        and s.used + s.reserved + n <= s.allotted
        and s.limit_value = wait_for_one_slot.limit_value and s.hard_limit = wait_for_one_slot.hard_limit
      order by random() limit 1)
    and c.used + c.reserved + n <= c.allotted
    and c.limit_value = wait_for_one_slot.limit_value and c.hard_limit = wait_for_one_slot.hard_limit;
  if not found then
    raise exception using errcode = 'WQ001';
  end if;
  return true;
exception when sqlstate 'WQ001' then
  return false;
end
$$;
comment on function private.wait_for_one_slot(uuid, text, text, date, bigint, bigint, bigint, boolean) is
  'Takes n from a slot whose allotment suffices, waiting for whoever holds it; holds no lock when false.';

create function private.take_beside_slots(
  organization_id uuid, metric text, period text, period_start date, n bigint, is_reservation boolean
) returns void
language sql volatile
set search_path = ''
as $$
  insert into public.usage_counters as c (organization_id, metric, period, period_start, slot, used, reserved)
  values (take_beside_slots.organization_id, take_beside_slots.metric, take_beside_slots.period, take_beside_slots.period_start,
    64 + pg_backend_pid(), case when is_reservation then 0 else n end, case when is_reservation then n else 0 end)
  on conflict on constraint usage_counters_pkey do update set used = c.used + excluded.used, reserved = c.reserved + excluded.reserved
$$;
comment on function private.take_beside_slots(uuid, text, text, date, bigint, boolean) is
  'Counts what is neither refused nor kept waiting: in a row of this connection''s own, until fold_usage_counters takes it up.';

create function private.take_from_slots(
  organization_id uuid, metric text, period text, period_start date, n bigint, limit_value bigint, hard_limit bigint,
  is_reservation boolean, is_forced boolean, out is_granted boolean, out used_before bigint
)
language plpgsql volatile
set search_path = ''
as $$
declare
  v_counter text := take_from_slots.organization_id || metric || ' ' || period;
  v_seen record;
begin
  is_granted := private.take_from_one_slot(organization_id, metric, period, period_start, n, limit_value, hard_limit, is_reservation);
  if not is_granted then
    select max(c.slot) filter (where c.slot < 64) as last_slot, sum(c.allotted - c.used - c.reserved) as free,
      sum(c.used + c.reserved) as used,
      bool_and(c.limit_value = take_from_slots.limit_value and c.hard_limit = take_from_slots.hard_limit)
        filter (where c.slot < 64) as is_cut,
      bool_or(c.used + c.reserved + n <= c.allotted and c.limit_value = take_from_slots.limit_value
        and c.hard_limit = take_from_slots.hard_limit) as has_some
    into v_seen
    from public.usage_counters c
    where c.organization_id = take_from_slots.organization_id and c.metric = take_from_slots.metric
      and c.period = take_from_slots.period and c.period_start = take_from_slots.period_start;
    -- All that have some are held: wait for one, unless there should be more slots. Were all to lock all slots instead, nobody would ever
    -- find a free one again (measured: 200 calls/s where this makes thousands).
    if v_seen.has_some and (v_seen.last_slot >= 63 or v_seen.free < (v_seen.last_slot + 1) * 4 * n)
      and private.may_wait_for(v_counter) then
      is_granted := private.wait_for_one_slot(
        organization_id, metric, period, period_start, n, limit_value, hard_limit, is_reservation);
    end if;
  end if;
  if not is_granted and is_forced then
    -- Beyond the limit there is nothing left to deal out for which all slots would have to be locked.
    if v_seen.is_cut and hard_limit >= 0 and v_seen.used + n > hard_limit then
      perform private.take_beside_slots(organization_id, metric, period, period_start, n, is_reservation);
      is_granted := true;
      used_before := v_seen.used;
      perform private.alert_quota(organization_id, metric, period, period_start, limit_value, used_before, used_before + n);
    end if;
  end if;
  if not is_granted then
    begin
      select r.is_granted, r.used_before into is_granted, used_before
      from private.recut_slots(organization_id, metric, period, period_start, n, limit_value, hard_limit, is_reservation, is_forced,
        case when v_seen.has_some then v_seen.last_slot else -1 end) as r;
    exception when sqlstate 'PT409' then
      if not is_forced then
        raise;
      end if;
      perform private.take_beside_slots(organization_id, metric, period, period_start, n, is_reservation);
      is_granted := true;
    end;
  end if;
  if private.may_wait_for(v_counter) then
    perform set_config('wabase.quota_held', v_counter, true);
  end if;
end
$$;
comment on function private.take_from_slots(uuid, text, text, date, bigint, bigint, bigint, boolean, boolean) is
  'Takes n of one counter, from one slot when one has it, else from all of them (private.recut_slots). used_before is known only in the '
  'second case. is_forced: count it though it exceeds the limit.';
