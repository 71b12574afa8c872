-- Meta takes one message in six seconds from a number to a person, and bursts borrowed from the future. Unlogged: what a crash of the
-- database takes away is minutes old and comes back as a refusal that is tried again.
create unlogged table private.pair_limits (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  contact_id uuid not null,
  used_until timestamptz not null,
  constraint pair_limits_pkey primary key (contact_id, whatsapp_account_id, brand_id, organization_id)
) with (fillfactor = 70);
alter table private.pair_limits enable row level security;
comment on table private.pair_limits is 'How far ahead a number has used up what it may send to a person; no row: nothing.';
comment on column private.pair_limits.used_until is 'Six seconds a message, from the moment the first of them left.';

create function private.pair_burst() returns interval
language sql immutable parallel safe
set search_path = ''
as $$ select 39 * interval '6 seconds' $$;
comment on function private.pair_burst() is 'How far ahead a number may use up what it may send to a person: forty messages at once.';

create function private.forget_pairs() returns void
language sql volatile security definer
set search_path = ''
as $$ delete from private.pair_limits p where p.used_until < now() $$;
comment on function private.forget_pairs() is
  'Forgets the pairs that are free again. The worker calls it once a minute: it reads the whole table, which holds the people of the last '
  'minutes; an index would cost each message a new row version.';
grant execute on function private.forget_pairs() to wabase_worker;
