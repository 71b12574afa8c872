-- What Meta is told about inbound messages: that they were read, and that an answer is being typed (which Meta takes as read too). Such
-- calls carry no message of ours, so they take neither the outbox nor its rate: one row a conversation, the latest wish wins, and a call
-- whose outcome is unclear is not repeated (the next mark covers all messages before it).
create table private.conversation_marks (
  organization_id uuid not null,
  brand_id uuid not null,
  conversation_id uuid not null,
  whatsapp_account_id uuid not null,
  wamid text not null,
  typing_at timestamptz,
  is_due boolean not null default true,
  due_at timestamptz not null default now(),
  attempts smallint not null default 0,
  constraint conversation_marks_pkey primary key (conversation_id, brand_id, organization_id),
  constraint conversation_marks_conversation_id_fkey
    foreign key (conversation_id, brand_id, organization_id)
    references public.conversations (id, brand_id, organization_id) on delete cascade
);
create index conversation_marks_due_idx on private.conversation_marks (whatsapp_account_id, due_at) where is_due;
alter table private.conversation_marks enable row level security;
comment on table private.conversation_marks is
  'The last read mark and typing sign for each conversation, and whether Meta is still to be told.';
comment on column private.conversation_marks.wamid is 'The latest inbound message that was marked as read.';
comment on column private.conversation_marks.typing_at is 'When typing was last asked for: shown for up to 25 s, asked for once in 20 s.';

create type private.claimed_mark as (conversation_id uuid, wamid text, typing boolean);
comment on type private.claimed_mark is 'What the worker needs to tell Meta that a message was read.';

create function private.claim_marks(whatsapp_account_id uuid, max_rows int) returns setof private.claimed_mark
language sql volatile security definer
set search_path = ''
as $$
  with due as (
    select m.conversation_id, m.brand_id, m.organization_id from private.conversation_marks m
    where m.whatsapp_account_id = claim_marks.whatsapp_account_id and m.is_due and m.due_at <= now()
      and exists (select from public.whatsapp_accounts a
        where a.id = claim_marks.whatsapp_account_id and a.connection_status = 'connected' and not a.is_paused)
    order by m.due_at
    limit max_rows
    for update skip locked
  )
  update private.conversation_marks m set is_due = false, attempts = m.attempts + 1
  from due d
  where m.conversation_id = d.conversation_id and m.brand_id = d.brand_id and m.organization_id = d.organization_id
  -- An agent who typed ten seconds ago has sent by now, or stopped.
  returning m.conversation_id, m.wamid, coalesce(m.typing_at > now() - interval '10 seconds', false)
$$;
comment on function private.claim_marks(uuid, int) is
  'Hands out marks of a number that Meta is to be told, each once: after a crash between this and the call, nobody is told.';
grant execute on function private.claim_marks(uuid, int) to wabase_worker;

create function private.retry_marks(whatsapp_account_id uuid, conversation_ids uuid[], wamids text[], after_seconds double precision)
returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update private.conversation_marks m set is_due = true, due_at = now() + after_seconds * interval '1 second'
  from unnest(conversation_ids, wamids) as refused (conversation_id, wamid)
  where m.conversation_id = refused.conversation_id and m.wamid = refused.wamid and m.attempts < 3 and not m.is_due
    and m.whatsapp_account_id = retry_marks.whatsapp_account_id;
  if found then
    perform private.add_job('messaging/mark', json_build_object('key', whatsapp_account_id), 'messaging/mark:' || whatsapp_account_id,
      now() + after_seconds * interval '1 second');
  end if;
end
$$;
comment on function private.retry_marks(uuid, uuid[], text[], double precision) is
  'Marks that Meta surely did not take (no connection, or asked to come back later) are due again, twice at most.';
grant execute on function private.retry_marks(uuid, uuid[], text[], double precision) to wabase_worker;

create function private.mark_inbound(conversation public.conversations, typing boolean) returns boolean
language plpgsql volatile
set search_path = ''
as $$
begin
  if conversation.last_inbound_wamid is null then
    return false;
  end if;
  insert into private.conversation_marks as m (organization_id, brand_id, conversation_id, whatsapp_account_id, wamid, typing_at)
  values (conversation.organization_id, conversation.brand_id, conversation.id, conversation.whatsapp_account_id,
    conversation.last_inbound_wamid, case when typing then now() end)
  on conflict on constraint conversation_marks_pkey do update
  set wamid = excluded.wamid, typing_at = coalesce(excluded.typing_at, m.typing_at), is_due = true, due_at = now(), attempts = 0
  where m.wamid <> excluded.wamid or typing and coalesce(m.typing_at, '-infinity') <= now() - interval '20 seconds';
  if found then
    perform private.ring('messaging/mark', conversation.whatsapp_account_id::text);
  end if;
  return found;
end
$$;
comment on function private.mark_inbound(public.conversations, boolean) is
  'Asks for Meta to be told that the latest inbound message was read, once, or that an answer is typed, once in 20 seconds. '
  'Returns whether Meta will be told.';
