-- Uniqueness of the ids that callers give their sends, across the partitions of messages.
create table private.message_client_ids (
  organization_id uuid not null,
  brand_id uuid not null,
  client_message_id text not null,
  message_id uuid not null,
  constraint message_client_ids_pkey primary key (client_message_id, brand_id, organization_id)
);
alter table private.message_client_ids enable row level security;
comment on table private.message_client_ids is 'The caller''s id of a send → our message: a retried request finds the first one.';
