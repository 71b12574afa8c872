-- Webhook bodies exactly as received: the first thing stored, before anything is understood. Not tenant data yet: one body
-- may hold several tenants' items, told apart when it is applied. Partitioned by its time-ordered id, dropped by retention.
create table private.raw_events (
  id uuid primary key default private.new_id(),
  shard smallint not null,
  body text not null,
  state text not null default 'received'
    constraint raw_events_state_is_known_check check (state in ('received', 'processed', 'failed', 'dead')),
  attempts smallint not null default 0,
  due_at timestamptz not null default now(),
  error text,
  received_at timestamptz not null default now(),
  processed_at timestamptz
) partition by range (id);
create index raw_events_waiting_idx on private.raw_events (shard, id) where state in ('received', 'failed');
alter table private.raw_events enable row level security;
select private.make_partitions('private.raw_events', interval '1 week', 8);
comment on table private.raw_events is
  'Webhook bodies as received and signed: received → processed | failed (attempts) → dead; replayable.';
comment on column private.raw_events.shard is 'Spreads the work: events of one number share a shard.';
