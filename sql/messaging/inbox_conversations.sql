-- A page of the inbox for people who see everything and for those who see what is theirs or nobody's. For the latter no index has the
-- order: reading through what others have cost 20 to 65 ms in an inbox of a hundred thousand. So the lists that they see, of each seat
-- and status, are read in order from an index each, and put together.
create function private.pages_of_inbox(condition text, is_whole boolean, only_unread boolean, seats uuid[], most int) returns text
language sql immutable
set search_path = ''
as $$
  with sorted as (
    select format('order by c.last_message_at desc, c.id desc limit %s', most) as tail,
      condition || case when only_unread then ' and c.unread_count > 0' else ' and c.status = one.status' end as of_list
  )
  select case when is_whole then format('select c.* from public.conversations c where %s%s %s', condition,
      case when only_unread then ' and c.unread_count > 0' else '' end, s.tail)
    else format('select c.* from %s cross join lateral (%s) as c %s',
      -- A list of each status has an index of its own; of what is unread there is one for all.
      case when only_unread then '(select) as one' else 'unnest(array[''open'', ''pending'', ''snoozed'', ''closed'']) as one (status)' end,
      (select string_agg(format('(select * from public.conversations c where c.assigned_to %s and %s %s)', whose, s.of_list, s.tail),
          ' union all ')
        from unnest(array['is null'] || array(select format('= %L', seat) from unnest(seats) as seat)) as whose), s.tail) end
  from sorted s
$$;
comment on function private.pages_of_inbox(text, boolean, boolean, uuid[], int) is
  'SQL for the latest conversations that meet a condition on c, those of everybody or of these seats and of nobody.';
grant execute on function private.pages_of_inbox(text, boolean, boolean, uuid[], int) to authenticated;

create function public.inbox_conversations(
  brand_id uuid, status text default null, only_unread boolean default false, whatsapp_account_id uuid default null,
  before_at timestamptz default null, before_id uuid default null, most int default 50
) returns setof public.conversations
language plpgsql stable
set search_path = ''
rows 50
as $$
declare
  v_condition text := format('c.brand_id = %L', brand_id);
begin
  perform private.require_inbox(brand_id, whatsapp_account_id);
  if status is not null then
    v_condition := v_condition || format(' and c.status = %L', status);
  end if;
  if whatsapp_account_id is not null then
    -- With the whole key, as its index has it.
    v_condition := v_condition || format(' and c.whatsapp_account_id = %L and c.organization_id = %L', whatsapp_account_id,
      (select b.organization_id from public.brands b where b.id = inbox_conversations.brand_id));
  end if;
  if before_at is not null then
    v_condition := v_condition || format(' and (c.last_message_at, c.id) < (%L, %L)', before_at, before_id);
  end if;
  return query execute private.pages_of_inbox(v_condition, brand_id = any (private.my_brands('conversations.view_all')), only_unread,
    private.my_seats(), least(greatest(most, 1), 1000));
end
$$;
comment on function public.inbox_conversations(uuid, text, boolean, uuid, timestamptz, uuid, int) is
  'The latest conversations of a brand that the caller sees, up to 1,000 at once: of one status, with something unread, with one number, '
  'beyond the last one of a page before (before_at and before_id, its last_message_at and id). Cost grows with the page; for somebody '
  'who sees only his own and nobody''s, filters by number read through those, never through what others have. Errors: permission_denied.';
grant execute on function public.inbox_conversations(uuid, text, boolean, uuid, timestamptz, uuid, int) to authenticated;
