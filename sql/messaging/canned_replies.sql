-- Texts that agents send again and again, with places for what differs.
create table public.canned_replies (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  shortcut text not null constraint canned_replies_shortcut_has_its_shape_check check (shortcut ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  title text not null default '' constraint canned_replies_title_is_short_check check (char_length(title) <= 120),
  body text not null constraint canned_replies_body_is_1_to_4096_chars_check check (char_length(body) between 1 and 4096),
  created_at timestamptz not null default now(),
  constraint canned_replies_pkey primary key (id, brand_id, organization_id),
  constraint canned_replies_brand_id_shortcut_key unique (brand_id, shortcut, organization_id),
  constraint canned_replies_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
alter table public.canned_replies enable row level security;

create policy canned_replies_select on public.canned_replies for select to authenticated
  using (brand_id = any ((select private.my_brands('conversations.view'))::uuid[]));
create policy canned_replies_insert on public.canned_replies for insert to authenticated
  with check (brand_id = any ((select private.my_brands('conversations.reply'))::uuid[]));
create policy canned_replies_update on public.canned_replies for update to authenticated
  using (brand_id = any ((select private.my_brands('conversations.reply'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('conversations.reply'))::uuid[]));
create policy canned_replies_delete on public.canned_replies for delete to authenticated
  using (brand_id = any ((select private.my_brands('conversations.reply'))::uuid[]));

grant select, delete on public.canned_replies to authenticated;
grant insert (organization_id, brand_id, shortcut, title, body), update (shortcut, title, body) on public.canned_replies to authenticated;

comment on table public.canned_replies is 'Texts that agents use again, found by a shortcut.';
comment on column public.canned_replies.body is
  'Variables: {{contact.name}}, {{contact.first_name}}, {{contact.phone}}, {{contact.username}}, {{contact.<attribute>}}, {{brand.name}}, '
  '{{number.name}}; {{contact.name|there}} gives a word for when it is empty.';

create function private.fill_variables(body text, known jsonb) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  -- Piece by piece, so that what a variable brings is never read as a variable again.
  select string_agg(
    case when piece.n % 2 = 0 then piece.text else coalesce(nullif(trim(known ->> piece.name), ''), piece.fallback, '') end,
    '' order by piece.n)
  from (
    select parts.n, parts.text, trim(split_part(parts.text, '|', 1)) as name,
      case when parts.text like '%|%' then trim(substr(parts.text, strpos(parts.text, '|') + 1)) end as fallback
    from (
      select 2 * (t.n - 1) as n, t.text from regexp_split_to_table(body, '\{\{[^{}]*\}\}') with ordinality as t (text, n)
      union all
      select 2 * m.n - 1, m.found[1] from regexp_matches(body, '\{\{([^{}]*)\}\}', 'g') with ordinality as m (found, n)
    ) as parts
  ) as piece
$$;
comment on function private.fill_variables(text, jsonb) is
  'A text with {{name}} or {{name|otherwise}} filled from an object; what is unknown or empty becomes the other word, or nothing.';

create function private.render_canned_reply(canned_reply_id uuid, conversation_id uuid) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_conversation public.conversations := private.lock_conversation(conversation_id, 'conversations.reply');
  v_body text;
begin
  select r.body into v_body from public.canned_replies r
  where r.id = render_canned_reply.canned_reply_id and r.brand_id = v_conversation.brand_id
    and r.organization_id = v_conversation.organization_id;
  if not found then
    perform private.fail('PT422', 'canned_reply_not_found', 'There is no such canned reply in the brand of this conversation.',
      'Choose one of the brand.');
  end if;
  return (
    select private.fill_variables(v_body,
      (select coalesce(jsonb_object_agg('contact.' || a.key, a.value), '{}') from jsonb_each(c.attributes) as a)
        || jsonb_build_object('contact.name', c.name, 'contact.first_name', split_part(trim(c.name), ' ', 1), 'contact.phone', c.phone,
          'contact.username', c.username, 'brand.name', b.name, 'number.name', n.account_name))
    from public.contacts c, public.brands b, public.whatsapp_accounts n
    where c.id = v_conversation.contact_id and c.brand_id = v_conversation.brand_id
      and b.id = v_conversation.brand_id and n.id = v_conversation.whatsapp_account_id);
end
$$;
comment on function private.render_canned_reply(uuid, uuid) is 'See public.render_canned_reply.';
grant execute on function private.render_canned_reply(uuid, uuid) to authenticated;

create function public.render_canned_reply(canned_reply_id uuid, conversation_id uuid) returns text
language sql volatile
set search_path = ''
as $$ select private.render_canned_reply(canned_reply_id, conversation_id) $$;
comment on function public.render_canned_reply(uuid, uuid) is
  'The text of a canned reply for the contact of a conversation, ready to be looked at and sent. '
  'Errors: permission_denied, PT422 canned_reply_not_found.';
grant execute on function public.render_canned_reply(uuid, uuid) to authenticated;
