-- What people did to messages after they were sent: edits, revocations and reactions, the latest of each kind by each person. They
-- may come before the message they belong to, and in any order, so they are kept here and shown on the message when it is there.
create table private.message_actions (
  organization_id uuid not null,
  brand_id uuid not null,
  target_wamid text not null,
  kind text not null constraint message_actions_kind_is_known_check check (kind in ('edit', 'revoke', 'reaction')),
  actor text not null,
  wamid text not null,
  at timestamptz not null,
  body text,
  content jsonb,
  constraint message_actions_pkey primary key (target_wamid, kind, actor, brand_id, organization_id)
);
alter table private.message_actions enable row level security;
comment on table private.message_actions is
  'The latest edit, revocation and reaction of each person to a message, by Meta''s id of the message.';
comment on column private.message_actions.actor is 'business, contact, or in a group Meta''s id of the member.';
comment on column private.message_actions.body is 'The new words of an edit; the emoji of a reaction, null when it was taken back.';
