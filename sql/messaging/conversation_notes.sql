-- What colleagues write to each other about a conversation; never sent to the customer.
create table public.conversation_notes (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  conversation_id uuid not null,
  author_id uuid,
  body text not null constraint conversation_notes_body_is_1_to_4000_chars_check check (char_length(trim(body)) between 1 and 4000),
  mentions uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint conversation_notes_pkey primary key (id, brand_id, organization_id),
  constraint conversation_notes_conversation_id_fkey
    foreign key (conversation_id, brand_id, organization_id)
    references public.conversations (id, brand_id, organization_id) on delete cascade,
  constraint conversation_notes_author_id_fkey
    foreign key (author_id, organization_id) references public.members (id, organization_id) on delete set null (author_id)
);
create index conversation_notes_conversation_id_idx on public.conversation_notes (conversation_id, id);
create index conversation_notes_author_id_idx on public.conversation_notes (author_id) where author_id is not null;
alter table public.conversation_notes enable row level security;

create policy conversation_notes_select on public.conversation_notes for select to authenticated
  using (
    brand_id = any ((select private.my_brands('conversations.view'))::uuid[])
    and exists (select from public.conversations c
      where c.id = conversation_notes.conversation_id and c.brand_id = conversation_notes.brand_id offset 0)
  );
-- Notes are written by add_note, which also tells those who are mentioned, and removed by remove_note.
grant select on public.conversation_notes to authenticated;

comment on table public.conversation_notes is 'Internal notes on a conversation.';
comment on column public.conversation_notes.mentions is 'Members who were told of the note.';

create function private.add_note(conversation_id uuid, body text, mentions uuid[]) returns public.conversation_notes
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations := private.lock_conversation(conversation_id, 'conversations.reply');
  v_note public.conversation_notes;
  v_mentions uuid[] := array(select distinct m from unnest(mentions) as m where m is not null order by m);
begin
  if body is null or char_length(trim(body)) not between 1 and 4000 then
    perform private.fail('PT422', 'note_invalid', 'A note has 1 to 4,000 characters.', 'Write something, or make it shorter.');
  end if;
  if cardinality(v_mentions) > 50 or exists (
    select from unnest(v_mentions) as mentioned (id)
    where not exists (
      select from public.members m
      where m.id = mentioned.id and m.organization_id = v_conversation.organization_id
        and v_conversation.brand_id in (select private.brand_ids_of(m.user_id, 'conversations.view')))
  ) then
    perform private.fail('PT422', 'member_not_in_brand', 'Somebody who is mentioned does not read this brand''s conversations.',
      'Mention members of the brand, 50 at most.');
  end if;
  insert into public.conversation_notes (organization_id, brand_id, conversation_id, author_id, body, mentions)
  select v_conversation.organization_id, v_conversation.brand_id, v_conversation.id, m.id, add_note.body, v_mentions
  from public.members m where m.user_id = auth.uid() and m.organization_id = v_conversation.organization_id
  returning * into v_note;
  perform private.note_brand_events(v_note.organization_id, v_note.brand_id, jsonb_build_array(jsonb_build_object(
    'event', 'note', 'conversation_id', v_note.conversation_id, 'note_id', v_note.id, 'mentions', to_jsonb(v_note.mentions))));
  perform private.announce_to_member(mentioned, 'mention', jsonb_build_object(
      'conversation_id', v_note.conversation_id, 'note_id', v_note.id, 'brand_id', v_note.brand_id)),
    private.alert(v_note.organization_id, 'mention', v_note.id || ':' || mentioned, jsonb_build_object(
      'member_id', mentioned, 'conversation_id', v_note.conversation_id, 'note_id', v_note.id, 'brand_id', v_note.brand_id))
  from unnest(v_note.mentions) as mentioned where mentioned is distinct from v_note.author_id;
  return v_note;
end
$$;
comment on function private.add_note(uuid, text, uuid[]) is 'See public.add_note.';
grant execute on function private.add_note(uuid, text, uuid[]) to authenticated;

create function public.add_note(conversation_id uuid, body text, mentions uuid[] default '{}') returns public.conversation_notes
language sql volatile
set search_path = ''
as $$ select private.add_note(conversation_id, body, mentions) $$;
comment on function public.add_note(uuid, text, uuid[]) is
  'Writes a note for colleagues. Members in mentions are told on agent:<member id> (event mention) and by an alert; all who listen to the '
  'brand by the event note. Returns the note. Errors: permission_denied, PT422 note_invalid | member_not_in_brand.';
grant execute on function public.add_note(uuid, text, uuid[]) to authenticated;

create function private.remove_note(note_id uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_note public.conversation_notes;
begin
  select * into v_note from public.conversation_notes n where n.id = remove_note.note_id;
  perform private.require_brand(v_note.brand_id, 'conversations.reply');
  perform private.lock_conversation(v_note.conversation_id, 'conversations.reply');
  if v_note.author_id <> all (private.my_seats()) is not false
    and v_note.brand_id <> all (private.my_brands('conversations.view_all')) then
    perform private.fail('42501', 'permission_denied', 'This is somebody else''s note.', 'Ask the author to remove it.');
  end if;
  delete from public.conversation_notes n where n.id = v_note.id and n.brand_id = v_note.brand_id;
  perform private.note_brand_events(v_note.organization_id, v_note.brand_id, jsonb_build_array(jsonb_build_object(
    'event', 'note', 'conversation_id', v_note.conversation_id, 'note_id', v_note.id, 'mentions', '[]'::jsonb)));
end
$$;
comment on function private.remove_note(uuid) is 'See public.remove_note.';
grant execute on function private.remove_note(uuid) to authenticated;

create function public.remove_note(note_id uuid) returns void
language sql volatile
set search_path = ''
as $$ select private.remove_note(note_id) $$;
comment on function public.remove_note(uuid) is
  'Removes a note: one''s own, or with conversations.view_all any. Errors: permission_denied.';
grant execute on function public.remove_note(uuid) to authenticated;
