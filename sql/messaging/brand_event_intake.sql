-- What happened in a brand, as the transactions that did it note it: many at once, in no order that a reader could rely on, because
-- they commit in another order than they write. private.sequence_brand_events moves it into public.brand_events.
-- Rows are only added, and leave with their partition: a queue whose rows were deleted one by one would have to be read past all its dead
-- rows, millions of them, while a long transaction somewhere (a dump of the database is one) keeps vacuum away.
create table private.brand_event_intake (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  events jsonb not null constraint brand_event_intake_events_is_array_check check (jsonb_typeof(events) = 'array'),
  constraint brand_event_intake_pkey primary key (id, brand_id, organization_id)
) partition by range (id);
create index brand_event_intake_xid_idx on private.brand_event_intake (xid);
alter table private.brand_event_intake enable row level security;
select private.make_partitions('private.brand_event_intake', interval '1 day', 3);
comment on table private.brand_event_intake is 'What happened in brands, before it has an order.';
comment on column private.brand_event_intake.xid is 'The transaction that wrote the row: tells whether the last look could already see it.';

-- One row: which transactions the last look at the intake saw.
create table private.brand_event_clock (
  id boolean primary key default true constraint brand_event_clock_one_row_check check (id),
  snapshot pg_snapshot not null
) with (fillfactor = 10);
alter table private.brand_event_clock enable row level security;
insert into private.brand_event_clock (snapshot) values ('1:1:');
comment on table private.brand_event_clock is
  'Up to where the intake of brand events has been put in order; its row is the lock of who does it.';

create table private.brand_event_heads (
  organization_id uuid not null,
  brand_id uuid not null,
  last_seq bigint not null,
  constraint brand_event_heads_pkey primary key (brand_id, organization_id),
  constraint brand_event_heads_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
) with (fillfactor = 50);
alter table private.brand_event_heads enable row level security;
comment on table private.brand_event_heads is 'The number of each brand''s latest batch of events.';

create function private.note_brand_events(organization_id uuid, brand_id uuid, events jsonb) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.brand_event_intake (organization_id, brand_id, events)
  select note_brand_events.organization_id, note_brand_events.brand_id, note_brand_events.events
  where jsonb_array_length(note_brand_events.events) > 0
$$;
comment on function private.note_brand_events(uuid, uuid, jsonb) is
  'Tells everybody who listens to a brand, in order, once this transaction commits: events is an array of objects with `event` (its '
  'kind) and ids, never words of a customer. Constant cost, no lock.';
