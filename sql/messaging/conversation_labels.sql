-- Which conversations bear a label: the same labels as contacts'.
create table public.conversation_labels (
  organization_id uuid not null,
  brand_id uuid not null,
  label_id uuid not null,
  conversation_id uuid not null,
  created_at timestamptz not null default now(),
  constraint conversation_labels_pkey primary key (conversation_id, label_id, brand_id, organization_id),
  constraint conversation_labels_label_id_fkey
    foreign key (label_id, brand_id, organization_id) references public.labels (id, brand_id, organization_id) on delete cascade,
  constraint conversation_labels_conversation_id_fkey
    foreign key (conversation_id, brand_id, organization_id)
    references public.conversations (id, brand_id, organization_id) on delete cascade
);
create index conversation_labels_label_id_idx on public.conversation_labels (label_id, conversation_id);
alter table public.conversation_labels enable row level security;

create policy conversation_labels_select on public.conversation_labels for select to authenticated
  using (
    brand_id = any ((select private.my_brands('conversations.view'))::uuid[])
    and exists (select from public.conversations c
      where c.id = conversation_labels.conversation_id and c.brand_id = conversation_labels.brand_id offset 0)
  );

-- Written by label_conversation, which also tells the brand.
grant select on public.conversation_labels to authenticated;

comment on table public.conversation_labels is 'Labels of conversations.';

create function private.label_conversation(conversation_id uuid, add_ids uuid[], remove_ids uuid[]) returns uuid[]
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations := private.lock_conversation(conversation_id, 'conversations.reply');
begin
  if exists (
    select from unnest(add_ids) as wanted (id)
    where not exists (select from public.labels l where l.id = wanted.id and l.brand_id = v_conversation.brand_id)
  ) then
    perform private.fail('PT422', 'label_unknown', 'There is no such label in the brand of this conversation.', 'Choose one of the brand.');
  end if;
  delete from public.conversation_labels cl
  where cl.conversation_id = v_conversation.id and cl.brand_id = v_conversation.brand_id and cl.label_id = any (remove_ids);
  insert into public.conversation_labels (organization_id, brand_id, label_id, conversation_id)
  select v_conversation.organization_id, v_conversation.brand_id, wanted, v_conversation.id from unnest(add_ids) as wanted
  on conflict do nothing;
  perform private.announce_conversation(v_conversation);
  return array(
    select cl.label_id from public.conversation_labels cl
    where cl.conversation_id = v_conversation.id and cl.brand_id = v_conversation.brand_id order by cl.label_id);
end
$$;
comment on function private.label_conversation(uuid, uuid[], uuid[]) is 'See public.label_conversation.';
grant execute on function private.label_conversation(uuid, uuid[], uuid[]) to authenticated;

create function public.label_conversation(conversation_id uuid, add_ids uuid[] default '{}', remove_ids uuid[] default '{}') returns uuid[]
language sql volatile
set search_path = ''
as $$ select private.label_conversation(conversation_id, add_ids, remove_ids) $$;
comment on function public.label_conversation(uuid, uuid[], uuid[]) is
  'Takes labels off a conversation and puts others on it. Returns the ids it bears now. Errors: permission_denied, PT422 label_unknown.';
grant execute on function public.label_conversation(uuid, uuid[], uuid[]) to authenticated;
