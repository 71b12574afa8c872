-- The file of a message and how far it has come: in, from Meta into Storage, before Meta forgets it (an id lives 7 days, the
-- address behind it 5 minutes); out, from Storage to Meta, whose id for it is sent instead of the file. Small rows beside messages,
-- so that looking for what is due reads nothing else. No foreign key to messages, which are partitioned: a trigger follows them.
create table public.message_media (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  message_id uuid not null,
  direction text not null constraint message_media_direction_is_known_check check (direction in ('inbound', 'outbound')),
  kind text not null
    constraint message_media_kind_is_known_check check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  media_id text,
  mime_type text,
  filename text,
  sha256 text,
  size bigint,
  storage_path text,
  state text not null default 'pending'
    constraint message_media_state_is_known_check check (state in ('pending', 'stored', 'failed')),
  attempts smallint not null default 0,
  error text,
  due_at timestamptz not null default now(),
  claimed_by uuid,
  created_at timestamptz not null default now(),
  constraint message_media_pkey primary key (id, brand_id, organization_id),
  constraint message_media_stored_has_a_path_check check (state <> 'stored' or storage_path is not null)
);
create index message_media_message_id_idx on public.message_media (message_id);
create index message_media_storage_path_idx on public.message_media (storage_path) where storage_path is not null;
create index message_media_claimed_by_idx on public.message_media (claimed_by) where claimed_by is not null;
create index message_media_due_idx on public.message_media (whatsapp_account_id, due_at) where state = 'pending';
alter table public.message_media enable row level security;

create policy message_media_select on public.message_media for select to authenticated
  using (
    brand_id = any ((select private.my_brands('conversations.view'))::uuid[])
    and exists (select from public.messages m where m.id = message_media.message_id and m.brand_id = message_media.brand_id)
  );

grant select on public.message_media to authenticated;

comment on table public.message_media is
  'Files of messages: pending until they are in Storage (inbound) or at Meta (outbound), then stored, or failed with the reason.';
comment on column public.message_media.media_id is 'Meta''s id of an inbound file, good for 7 days.';
comment on column public.message_media.mime_type is
  'What the sender called it; the object in Storage has a type of its own, application/octet-stream for what is not shown.';
comment on column public.message_media.sha256 is 'In hex; of inbound files checked against the content.';
comment on column public.message_media.storage_path is 'Name in the bucket media.';
comment on column public.message_media.error is
  'Why the last attempt failed, as a slug: media_expired, media_too_large, media_type_mismatch, media_corrupt, media_unreachable, '
  'media_refused, plan_limit_reached, storage_unavailable, file_missing.';
comment on column public.message_media.claimed_by is 'The life of a worker that moves the file now.';
comment on column public.message_media.due_at is 'When it is tried next; while a worker has it, when another one may take it over.';
