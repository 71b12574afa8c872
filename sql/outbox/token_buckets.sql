-- Sending rate of each number, shared by all workers because it is a row.
create table private.token_buckets (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  next_slot timestamptz not null default now(),
  slowed_to double precision not null default 1
    constraint token_buckets_slowed_to_is_a_share_check check (slowed_to > 0 and slowed_to <= 1),
  slowed_at timestamptz not null default now(),
  cooling_until timestamptz,
  cooling_code int,
  strikes smallint not null default 0,
  refused smallint not null default 0,
  refused_since timestamptz,
  held_by uuid,
  is_full boolean not null default false,
  constraint token_buckets_pkey primary key (whatsapp_account_id, brand_id, organization_id),
  constraint token_buckets_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
) with (fillfactor = 50);
alter table private.token_buckets enable row level security;
comment on table private.token_buckets is
  'How far the sending rate of each number is used up; the row''s lock also puts the claims of one number in line.';
comment on column private.token_buckets.next_slot is 'When the next message may leave, see private.take_slots.';
comment on column private.token_buckets.slowed_to is
  'Share of its rate that the number fell to at slowed_at, when Meta found it too fast; it doubles every thirty seconds.';
comment on column private.token_buckets.cooling_until is
  'Nothing is claimed before then: Meta refused a burst of sends with cooling_code, see private.cool_numbers.';
comment on column private.token_buckets.strikes is 'Lasting cool-downs in a row; each is twice as long as the one before.';
comment on column private.token_buckets.refused is 'Sends that Meta refused for the number''s rate within ten seconds of refused_since.';
comment on column private.token_buckets.held_by is
  'The worker that sends at the number''s full rate: others take no moments of it until 150 ms after its last one, see private.take_slots.';
comment on column private.token_buckets.is_full is 'The last claim could have sent more than the rate allowed.';

create function private.pace_of(bucket private.token_buckets) returns double precision
-- plpgsql keeps the plan; a function in SQL is planned anew at every claim.
language plpgsql stable
set search_path = ''
as $$
begin
  return least(1, bucket.slowed_to * 2 ^ least(extract(epoch from now() - bucket.slowed_at) / 30, 10));
end
$$;
comment on function private.pace_of(private.token_buckets) is 'The share of its rate at which a number sends now.';

create function private.is_held_by_other(bucket private.token_buckets, worker_id uuid) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  return coalesce(bucket.held_by <> worker_id, false) and bucket.next_slot > clock_timestamp() - interval '150 milliseconds';
end
$$;
comment on function private.is_held_by_other(private.token_buckets, uuid) is
  'Whether another worker sends at the number''s full rate now. One that died is waited for 150 ms after its last moment.';
