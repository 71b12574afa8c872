-- Items of a webhook that could not be applied while the rest of it was.
create table private.dead_items (
  id uuid primary key default private.new_id(),
  raw_event_id uuid not null,
  path text not null,
  reason text not null,
  unrouted_id text,
  created_at timestamptz not null default now()
);
create index dead_items_raw_event_id_idx on private.dead_items (raw_event_id);
alter table private.dead_items enable row level security;
comment on table private.dead_items is 'Items of raw events that could not be applied, and why; the bodies stay in raw_events.';
comment on column private.dead_items.path is 'Where in the body the item stands, e.g. entry[0].changes[1].value.messages[2].';
comment on column private.dead_items.unrouted_id is
  'Meta''s id of the number or account that nobody has connected, when that is the reason: the item is applied when somebody does.';

create index dead_items_unrouted_id_idx on private.dead_items (unrouted_id) where unrouted_id is not null;

create function private.unrouted_reason(meta_id text) returns text
language sql immutable parallel safe
set search_path = ''
as $$ select format('%s is not connected.', coalesce(meta_id, 'Nobody')) $$;
comment on function private.unrouted_reason(text) is 'What a dead item of an unknown number or account says.';
