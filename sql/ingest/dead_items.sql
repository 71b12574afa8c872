-- Items of a webhook that could not be applied while the rest of it was.
create table private.dead_items (
  id uuid primary key default private.new_id(),
  raw_event_id uuid not null,
  path text not null,
  reason text not null,
  created_at timestamptz not null default now()
);
create index dead_items_raw_event_id_idx on private.dead_items (raw_event_id);
alter table private.dead_items enable row level security;
comment on table private.dead_items is 'Items of raw events that could not be applied, and why; the bodies stay in raw_events.';
comment on column private.dead_items.path is 'Where in the body the item stands, e.g. entry[0].changes[1].value.messages[2].';
