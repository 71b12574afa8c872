create type private.taken_slots as (n int, first_at timestamptz, spacing double precision);
comment on type private.taken_slots is
  'How many moments at which a message may leave, when the first is, and the seconds from one to the next.';

create function private.take_slots(account public.whatsapp_accounts, wanted int, worker_id uuid) returns private.taken_slots
language plpgsql volatile
set search_path = ''
as $$
declare
  -- A hundredth less than Meta allows: as much as sends may be late by ten milliseconds without a second seeing too many.
  c_share constant double precision := 0.99;
  c_ahead constant interval := '150 milliseconds';
  -- Who is late by this much loses none of its moments.
  c_behind constant interval := '250 milliseconds';
  v_now timestamptz := clock_timestamp();
  v_bucket private.token_buckets;
  v_taken private.taken_slots;
begin
  select * into v_bucket from private.token_buckets b
  where b.whatsapp_account_id = account.id and b.brand_id = account.brand_id
  for update;
  v_taken.spacing := 1 / (account.throughput_mps * c_share * private.pace_of(v_bucket));
  v_taken.first_at := case when v_bucket.is_full and v_bucket.next_slot > v_now - c_behind then v_bucket.next_slot
    else greatest(v_bucket.next_slot, v_now) end;
  v_taken.n := case
    when v_bucket.next_slot > v_now + c_ahead or coalesce(v_bucket.cooling_until > v_now, false)
      or private.is_held_by_other(v_bucket, worker_id) then 0
    else greatest(0, least(wanted, floor(extract(epoch from v_now + c_ahead - v_taken.first_at) / v_taken.spacing)::int + 1)) end;
  if v_taken.n > 0 then
    perform private.set_next_slot(account, v_taken, v_taken.n, case when v_taken.n < wanted then worker_id end);
  end if;
  return v_taken;
end
$$;
comment on function private.take_slots(public.whatsapp_accounts, int, uuid) is
  'Up to `wanted` moments, evenly apart at the number''s rate, at which one message each may leave; they begin where the last ones ended '
  'and reach 150 ms ahead, so that a claim that takes long loses none. None while the number cools down, and none for others while a '
  'worker that had more to send than it may holds the number: it alone knows how late its sends of the last second were, and so keeps '
  'every second, wherever it begins, within what Meta allows. Holds the bucket''s row lock until commit.';

create function private.set_next_slot(account public.whatsapp_accounts, taken private.taken_slots, used int, holder uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  update private.token_buckets b set next_slot = taken.first_at + make_interval(secs => used * taken.spacing), held_by = holder,
    is_full = holder is not null
  where b.whatsapp_account_id = account.id and b.brand_id = account.brand_id;
end
$$;
comment on function private.set_next_slot(public.whatsapp_accounts, private.taken_slots, int, uuid) is
  'The number''s next message leaves after `used` of these; the rest is free again. holder: the worker that has more to send, or null.';

create function private.hand_on_number(whatsapp_account_id uuid, worker_id uuid, late_ms double precision) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update private.token_buckets b
  set next_slot = b.next_slot + make_interval(secs => least(greatest(late_ms, 0), 1000) / 1000), held_by = null
  where b.whatsapp_account_id = hand_on_number.whatsapp_account_id and b.held_by = worker_id;
end
$$;
comment on function private.hand_on_number(uuid, uuid, double precision) is
  'Lets any worker go on at once with a number that this one held. late_ms: how much later than its moment the next message must leave '
  'because those of the last second did.';
grant execute on function private.hand_on_number(uuid, uuid, double precision) to wabase_worker;
