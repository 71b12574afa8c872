-- Every message in or out, one row each. An outgoing row exists before Meta is called, so that whatever Meta says of it,
-- in whatever order, has a place to go. Partitioned by its time-ordered id; no foreign key points here (rows leave by retention).
create table public.messages (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  contact_id uuid not null,
  conversation_id uuid,
  campaign_id uuid,
  direction text not null constraint messages_direction_is_known_check check (direction in ('inbound', 'outbound')),
  type text not null,
  body text,
  content jsonb not null default '{}',
  status text not null
    constraint messages_status_is_known_check check (status in ('received', 'queued', 'sending', 'unknown', 'accepted', 'sent',
      'delivered', 'read', 'played', 'failed', 'canceled')),
  wamid text,
  client_message_id text,
  context_wamid text,
  group_id text,
  sender_id uuid,
  attempts smallint not null default 0,
  error_class text,
  error_code int,
  error_message text,
  price jsonb,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  edited_at timestamptz,
  revoked_at timestamptz,
  original jsonb,
  reactions jsonb not null default '[]',
  occurred_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  retried_as uuid,
  is_held boolean not null default false,
  accepted_at timestamptz,
  constraint messages_pkey primary key (id, brand_id, organization_id),
  constraint messages_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
) partition by range (id);
create index messages_contact_id_idx on public.messages (contact_id, brand_id, organization_id, id);
create index messages_conversation_id_idx on public.messages (conversation_id, id) where conversation_id is not null;
-- By failed_at, not by status: an index that mentions status would make every status change touch all indexes.
create index messages_campaign_failed_idx on public.messages (campaign_id, id) where failed_at is not null and campaign_id is not null;
create index messages_failed_idx on public.messages (brand_id, id) where failed_at is not null;
-- What people answer for one by one, without the failures of campaigns before it.
create index messages_failed_alone_idx on public.messages (brand_id, id) where failed_at is not null and campaign_id is null;
alter table public.messages enable row level security;

create policy messages_select on public.messages for select to authenticated
  using (
    -- As case, because for an or the planner looks for indexes of each part, and walks through the whole key to find a brand's.
    case
      when brand_id = any ((select private.my_brands('conversations.view_all'))::uuid[]) then true
      when campaign_id is not null and brand_id = any ((select private.my_brands('campaigns.view'))::uuid[]) then true
      else brand_id = any ((select private.my_brands('conversations.view'))::uuid[])
        -- With offset 0 each row is looked up by key; without it the planner reads all conversations of the brand into a hash first.
        and exists (select from public.conversations c where c.id = messages.conversation_id and c.brand_id = messages.brand_id offset 0)
    end
  );

grant select on public.messages to authenticated;
select private.make_partitions('public.messages', interval '1 month', 6, 50);

comment on table public.messages is 'Every message in or out with its delivery state; the ledger of the pipeline.';
comment on column public.messages.conversation_id is
  'Null for campaign messages until the contact has a conversation with that number, which then adopts them.';
comment on column public.messages.content is 'Meta''s object keyed by its type, e.g. {"text": {"body": "hi"}}.';
comment on column public.messages.status is
  'Rises queued < canceled < sending < unknown < accepted < sent < failed < delivered < read < played, whatever the order of arrival.';
comment on column public.messages.price is 'Meta''s pricing object of the status webhook.';
comment on column public.messages.occurred_at is 'The message''s own time: Meta''s timestamp for inbound, queuing time for outbound.';
comment on column public.messages.is_held is
  'Accepted, but Meta holds it back to see how people like the first of its campaign; its next status says whether it goes out or '
  'fails (132015).';
comment on column public.messages.retried_as is
  'The message that took the place of this failed one in its campaign, whose counts it left.';
comment on column public.messages.accepted_at is
  'When Meta took it, by our clock; null when only a status told so.';
comment on column public.messages.group_id is
  'Meta''s id of the group a message was written in. It belongs to no conversation: it opens no window with its writer.';
comment on column public.messages.edited_at is
  'When the customer last edited it; body and content are then the new ones, original the first.';
comment on column public.messages.revoked_at is
  'When the customer deleted it for everyone; what it said stays here and is shown as deleted.';
comment on column public.messages.original is '{"body", "content"} before the first edit.';
comment on column public.messages.reactions is
  '[{"from": "contact" | "business" | a member of the group, "emoji", "at"}], the latest of each.';
comment on column public.messages.sender_id is 'The member who wrote an outgoing message, when it was a person.';
