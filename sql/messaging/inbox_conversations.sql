-- A page of the inbox for people who see everything and for those who see what is theirs or nobody's. For the latter no index has the
-- order: reading through what others have cost 20 to 65 ms in an inbox of a hundred thousand. So the lists that they see, of each seat
-- and status, are read in order from an index each, and put together.
create function private.latest_conversations(condition text, holders text[], only_unread boolean, most int) returns text
language sql immutable
set search_path = ''
as $$
  with sorted as (
    select format('order by c.last_message_at desc, c.id desc limit %s', most) as tail,
      condition || case when only_unread then ' and c.unread_count > 0' else '' end as condition
  )
  select case when holders is null then format('select c.* from public.conversations c where %s %s', s.condition, s.tail)
    else format('select c.* from %s cross join lateral (%s) as c %s',
      -- A list of each status has an index of its own; of what is unread there is one for all.
      case when only_unread then '(select) as one' else 'unnest(array[''open'', ''pending'', ''snoozed'', ''closed'']) as one (status)' end,
      (select string_agg(format('(select * from public.conversations c where c.assigned_to %s and %s%s %s)', holder, s.condition,
          case when only_unread then '' else ' and c.status = one.status' end, s.tail), ' union all ')
        from unnest(holders) as holder), s.tail) end
  from sorted s
$$;
comment on function private.latest_conversations(text, text[], boolean, int) is
  'SQL for the latest conversations that meet a condition on c, of everybody (null) or of holders, such as "is null".';

create function private.seen_holders(brand_id uuid) returns text[]
language sql stable
set search_path = ''
as $$
  select case when brand_id <> all (private.my_brands('conversations.view_all'))
    then array['is null'] || array(select format('= %L', seat) from unnest(private.my_seats()) as seat) end
$$;
comment on function private.seen_holders(uuid) is 'Whose conversations of a brand the caller sees, for private.latest_conversations.';

create type private.inbox_filter as (
  status text, assigned_to uuid, only_unassigned boolean, only_unread boolean, label_id uuid, whatsapp_account_id uuid,
  before_at timestamptz, before_id uuid, ids uuid[]
);
comment on type private.inbox_filter is 'Which conversations a page of the inbox shows; what is null does not matter.';

create function private.inbox_page(brand_id uuid, filter private.inbox_filter, most int) returns uuid[]
language plpgsql stable security definer
set search_path = ''
as $$
declare
  c_few constant int := 2000;
  v_condition text := format('c.brand_id = %L', brand_id);
  v_holders text[];
  v_few uuid[] := filter.ids;
  v_ids uuid[];
begin
  perform private.require_brand(brand_id, 'conversations.view');
  if filter.whatsapp_account_id is not null and not exists (
      select from public.whatsapp_accounts a where a.id = filter.whatsapp_account_id and a.brand_id = inbox_page.brand_id)
    or filter.label_id is not null and not exists (
      select from public.labels l where l.id = filter.label_id and l.brand_id = inbox_page.brand_id) then
    perform private.fail('42501', 'permission_denied', 'This number or label does not belong to the brand.', 'Choose one of the brand''s.');
  end if;
  v_holders := private.seen_holders(brand_id);
  if filter.assigned_to is not null or filter.only_unassigned then
    v_holders := array(
      select case when filter.only_unassigned then 'is null' else format('= %L', filter.assigned_to) end
      intersect
      select unnest(coalesce(v_holders, array['is null', format('= %L', filter.assigned_to)])));
    if v_holders = '{}' then
      return '{}';
    end if;
  end if;

  if filter.status is not null then
    v_condition := v_condition || format(' and c.status = %L', filter.status);
  end if;
  if filter.whatsapp_account_id is not null then
    -- Of everybody: with the whole key, as its index has it. Of some: that index would read through what others have.
    v_condition := v_condition || case when v_holders is null
      then format(' and c.whatsapp_account_id = %L and c.organization_id = %L', filter.whatsapp_account_id,
        (select b.organization_id from public.brands b where b.id = inbox_page.brand_id))
      else format(' and (c.whatsapp_account_id = %L) is true', filter.whatsapp_account_id) end;
  end if;
  if filter.before_at is not null then
    v_condition := v_condition || format(' and (c.last_message_at, c.id) < (%L, %L)', filter.before_at, filter.before_id);
  end if;
  if filter.label_id is not null then
    if v_few is null then
      v_few := array(select l.conversation_id from public.conversation_labels l where l.label_id = filter.label_id limit c_few + 1);
      -- What many bear is met soon when the inbox is read from its top.
      v_few := case when cardinality(v_few) <= c_few then v_few end;
    end if;
    v_condition := v_condition || format(' and exists (select from public.conversation_labels l where l.conversation_id = c.id
      and l.label_id = %L and l.brand_id = c.brand_id and l.organization_id = c.organization_id offset 0)', filter.label_id);
  end if;
  if v_few is not null then
    execute format(
      'select array_agg(c.id) from (
        select c.id from unnest(%L::uuid[]) as few (id)
        cross join lateral (select * from public.conversations c where c.id = few.id offset 0) as c
        where %s and %s%s order by c.last_message_at desc, c.id desc limit %s) as c',
      v_few, v_condition,
      coalesce((select '(' || string_agg('c.assigned_to ' || holder, ' or ') || ')' from unnest(v_holders) as holder), 'true'),
      case when filter.only_unread then ' and c.unread_count > 0' else '' end, most)
    into v_ids;
    return v_ids;
  end if;
  execute format('select array_agg(c.id) from (%s) as c',
    private.latest_conversations(v_condition, v_holders, filter.only_unread is true, most))
  into v_ids;
  return v_ids;
end
$$;
comment on function private.inbox_page(uuid, private.inbox_filter, int) is 'See public.inbox_conversations.';
grant execute on function private.inbox_page(uuid, private.inbox_filter, int) to authenticated;

create function public.inbox_conversations(
  brand_id uuid, status text default null, assigned_to uuid default null, only_unassigned boolean default false,
  only_unread boolean default false, label_id uuid default null, whatsapp_account_id uuid default null,
  before_at timestamptz default null, before_id uuid default null, ids uuid[] default null, most int default 50
) returns setof public.conversations
language plpgsql stable
set search_path = ''
rows 50
as $$
begin
  return query
  select c.*
  from unnest(private.inbox_page(inbox_conversations.brand_id, row(inbox_conversations.status, inbox_conversations.assigned_to,
    only_unassigned, only_unread, label_id, inbox_conversations.whatsapp_account_id, before_at, before_id, ids)::private.inbox_filter,
    least(greatest(most, 1), 1000))) as found (id)
  -- With offset 0 each is looked up by key; without it a plan for brands of common size reads a large one whole.
  cross join lateral (
    select * from public.conversations c where c.id = found.id and c.brand_id = inbox_conversations.brand_id offset 0) as c;
end
$$;
comment on function public.inbox_conversations(
  uuid, text, uuid, boolean, boolean, uuid, uuid, timestamptz, uuid, uuid[], int
) is
  'The latest conversations of a brand that the caller sees, up to 1,000 at once, to be ordered by the request: of one status, of one '
  'member or of nobody, with something unread, with a label, with one number, among these ids, beyond the last one of a page before '
  '(before_at and before_id, its last_message_at and id). Cost grows with the page, never with what others have; filters are looked for '
  'among what is left, so that a label borne by many old conversations alone is the slowest. Errors: permission_denied.';
grant execute on function public.inbox_conversations(uuid, text, uuid, boolean, boolean, uuid, uuid, timestamptz, uuid, uuid[], int)
  to authenticated;
