-- The thread between a contact and one number of the brand; opens itself with the first message that needs an inbox.
create table public.conversations (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  contact_id uuid not null,
  status text not null default 'open'
    constraint conversations_status_is_known_check check (status in ('open', 'pending', 'snoozed', 'closed')),
  assigned_to uuid,
  unread_count int not null default 0 constraint conversations_unread_count_is_not_negative_check check (unread_count >= 0),
  last_message_at timestamptz,
  window_expires_at timestamptz,
  created_at timestamptz not null default now(),
  snoozed_until timestamptz,
  last_message_direction text
    constraint conversations_last_message_direction_is_known_check check (last_message_direction in ('inbound', 'outbound')),
  last_message_preview text,
  last_inbound_at timestamptz,
  last_inbound_wamid text,
  opening int not null default 1,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  assigned_at timestamptz,
  away_sent_at timestamptz,
  last_message_id uuid,
  constraint conversations_pkey primary key (id, brand_id, organization_id),
  constraint conversations_contact_id_whatsapp_account_id_key
    unique (contact_id, whatsapp_account_id, brand_id, organization_id),
  constraint conversations_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade,
  constraint conversations_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade,
  constraint conversations_assigned_to_fkey
    foreign key (assigned_to, organization_id) references public.members (id, organization_id) on delete set null (assigned_to),
  constraint conversations_snooze_has_an_end_check check (status <> 'snoozed' or snoozed_until is not null)
);
-- A row by its id, see contacts_id_idx.
create index conversations_id_idx on public.conversations (id);
-- A list for each way an inbox is looked at, newest first: all, by status, nobody's, one person's, unread.
create index conversations_brand_id_idx on public.conversations (brand_id, last_message_at desc, id desc);
create index conversations_status_idx on public.conversations (brand_id, status, last_message_at desc, id desc);
create index conversations_unassigned_idx on public.conversations (brand_id, status, last_message_at desc, id desc)
  where assigned_to is null;
create index conversations_assigned_to_idx on public.conversations (assigned_to, brand_id, status, last_message_at desc, id desc)
  where assigned_to is not null;
create index conversations_unread_idx on public.conversations (brand_id, last_message_at desc, id desc) where unread_count > 0;
-- For people who see only what is theirs or nobody's.
create index conversations_unread_mine_idx on public.conversations (assigned_to, brand_id, last_message_at desc, id desc)
  where unread_count > 0 and assigned_to is not null;
create index conversations_unread_unassigned_idx on public.conversations (brand_id, last_message_at desc, id desc)
  where unread_count > 0 and assigned_to is null;
create index conversations_snoozed_idx on public.conversations (snoozed_until) where status = 'snoozed';
create index conversations_whatsapp_account_id_idx
  on public.conversations (whatsapp_account_id, brand_id, organization_id, last_message_at desc, id desc);
alter table public.conversations enable row level security;

create policy conversations_select on public.conversations for select to authenticated
  using (
    -- One condition on the brand, so that the index gives the order too; the rest is looked at row by row.
    brand_id = any ((select private.my_brands('conversations.view'))::uuid[])
    -- As case, because for an or the planner looks for indexes of each part.
    and case when assigned_to is null then true else array[brand_id, assigned_to] && (select private.my_assignees())::uuid[] end
  );

grant select on public.conversations to authenticated;

comment on table public.conversations is 'The thread of a contact with one number: one row for each pair.';
comment on column public.conversations.status is
  'open: somebody has to do something; pending: we wait for something; snoozed: until snoozed_until or the customer writes; closed.';
comment on column public.conversations.window_expires_at is
  'End of the 24-hour customer service window: last inbound message''s own time + 24 h (Meta, pricing and messages pages).';
comment on column public.conversations.last_message_id is
  'What the line of the list shows: the last message of the thread, or a reaction after it, whose id names no row.';
comment on column public.conversations.last_message_preview is 'The beginning of the latest message''s text, or its type in brackets.';
comment on column public.conversations.last_inbound_at is
  'The latest inbound message''s own time; an older one that comes later reopens nothing.';
comment on column public.conversations.opening is 'How many times it was opened: each opening has its own service times.';
comment on column public.conversations.opened_at is 'Own time of the first message of this opening.';
