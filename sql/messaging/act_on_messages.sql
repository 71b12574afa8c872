create type private.message_action as (
  organization_id uuid, brand_id uuid, target_wamid text, kind text, actor text, wamid text, at timestamptz, body text, content jsonb
);
comment on type private.message_action is 'An edit, revocation or reaction, see private.message_actions.';

create function private.act_on_messages(actions private.message_action[]) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.message_actions as t (organization_id, brand_id, target_wamid, kind, actor, wamid, at, body, content)
  select distinct on (a.target_wamid, a.kind, a.actor, a.brand_id)
    a.organization_id, a.brand_id, a.target_wamid, a.kind, a.actor, a.wamid, a.at, a.body, a.content
  from unnest(actions) as a
  order by a.target_wamid, a.kind, a.actor, a.brand_id, a.at desc, a.wamid desc
  on conflict on constraint message_actions_pkey do update
  set wamid = excluded.wamid, at = excluded.at, body = excluded.body, content = excluded.content
  where (excluded.at, excluded.wamid) > (t.at, t.wamid)
$$;
comment on function private.act_on_messages(private.message_action[]) is
  'Keeps edits, revocations and reactions; the latest by its own time wins, in whatever order they come.';

create function private.show_actions(brand_id uuid, wamids text[]) returns void
language sql volatile
set search_path = ''
as $$
  with shown as materialized (
    select k.message_id, k.brand_id, k.organization_id,
      max(a.at) filter (where a.kind = 'edit') as edited_at,
      min(a.body) filter (where a.kind = 'edit') as body,
      (array_agg(a.content) filter (where a.kind = 'edit'))[1] as content,
      max(a.at) filter (where a.kind = 'revoke') as revoked_at,
      coalesce(jsonb_agg(jsonb_build_object('from', a.actor, 'emoji', a.body, 'at', a.at) order by a.at, a.actor)
        filter (where a.kind = 'reaction' and a.body is not null), '[]') as reactions
    from private.message_actions a
    join private.message_wamids k
      on k.wamid = a.target_wamid and k.brand_id = a.brand_id and k.organization_id = a.organization_id
    where a.target_wamid = any (wamids) and a.brand_id = show_actions.brand_id
    group by k.message_id, k.brand_id, k.organization_id
  ), locked as materialized (
    select m.id from public.messages m where m.id = any (array(select s.message_id from shown s)) order by m.id for update
  ), written as (
    update public.messages m
    set original = case when s.edited_at is null or m.direction = 'outbound' then m.original
        else coalesce(m.original, jsonb_build_object('body', m.body, 'content', m.content)) end,
      body = case when s.edited_at is null or m.direction = 'outbound' then m.body else s.body end,
      content = case when s.edited_at is null or m.direction = 'outbound' then m.content else s.content end,
      edited_at = case when m.direction = 'inbound' then s.edited_at end,
      revoked_at = case when m.direction = 'inbound' then s.revoked_at end,
      reactions = s.reactions
    from shown s, locked l
    where m.id = s.message_id and l.id = m.id and m.brand_id = s.brand_id and m.organization_id = s.organization_id
      and (m.reactions is distinct from s.reactions or m.direction = 'inbound' and (
        m.edited_at is distinct from s.edited_at or m.revoked_at is distinct from s.revoked_at
        or s.edited_at is not null and (m.body is distinct from s.body or m.content is distinct from s.content)))
    returning m.id, m.brand_id, m.conversation_id, m.direction, m.status
  )
  select count(private.announce_message(w.id, w.brand_id, w.conversation_id, w.direction, w.status)) from written w
$$;
comment on function private.show_actions(uuid, text[]) is
  'Brings messages of a brand up to date with what is kept of edits, revocations and reactions to them, and announces those that changed. '
  'A customer edits and revokes only what a customer wrote. Cost grows with the ids given.';
