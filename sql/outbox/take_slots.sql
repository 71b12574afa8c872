create type private.taken_slots as (n int, first_at timestamptz, spacing double precision);
comment on type private.taken_slots is
  'How many moments at which a message may leave, when the first is, and the seconds from one to the next.';

create function private.take_slots(account public.whatsapp_accounts, wanted int) returns private.taken_slots
language plpgsql volatile
set search_path = ''
as $$
declare
  -- A hundredth less than Meta allows: as much as sends may be late by ten milliseconds without a second seeing too many.
  c_share constant double precision := 0.99;
  c_ahead constant interval := '150 milliseconds';
  v_now timestamptz := clock_timestamp();
  v_bucket private.token_buckets;
  v_taken private.taken_slots;
begin
  select * into v_bucket from private.token_buckets b
  where b.whatsapp_account_id = account.id and b.brand_id = account.brand_id
  for update;
  v_taken.spacing := 1 / (account.throughput_mps * c_share * private.pace_of(v_bucket));
  v_taken.first_at := greatest(v_bucket.next_slot, v_now);
  v_taken.n := case when v_bucket.next_slot > v_now + c_ahead or coalesce(v_bucket.cooling_until > v_now, false) then 0
    else greatest(0, least(wanted, floor(extract(epoch from v_now + c_ahead - v_taken.first_at) / v_taken.spacing)::int + 1)) end;
  if v_taken.n > 0 then
    perform private.set_next_slot(account, v_taken, v_taken.n);
  end if;
  return v_taken;
end
$$;
comment on function private.take_slots(public.whatsapp_accounts, int) is
  'Up to `wanted` moments, evenly apart at the number''s rate, at which one message each may leave; they begin where the last ones ended '
  'and reach 150 ms ahead, so that a claim that takes long loses none. None while the number cools down. Whoever sends at these moments '
  'keeps every second, wherever it begins, within what Meta allows, with any number of workers. Holds the bucket''s row lock until commit.';

create function private.set_next_slot(account public.whatsapp_accounts, taken private.taken_slots, used int) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  update private.token_buckets b set next_slot = taken.first_at + make_interval(secs => used * taken.spacing)
  where b.whatsapp_account_id = account.id and b.brand_id = account.brand_id;
end
$$;
comment on function private.set_next_slot(public.whatsapp_accounts, private.taken_slots, int) is
  'The number''s next message leaves after `used` of these; the rest is free again.';
