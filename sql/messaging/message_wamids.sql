-- Uniqueness of Meta's message ids across the partitions of messages.
create table private.message_wamids (
  organization_id uuid not null,
  brand_id uuid not null,
  wamid text not null,
  message_id uuid not null,
  constraint message_wamids_pkey primary key (wamid, brand_id, organization_id)
);
alter table private.message_wamids enable row level security;
comment on table private.message_wamids is 'Meta''s message id → ours: makes a repeated webhook harmless and finds quoted messages.';
