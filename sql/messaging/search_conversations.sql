-- Conversations by the name, username or number of the contact. Who fits is rare or common, and each alone has its way: the index of
-- contacts lists what is rare whole; what is common is met soon when the inbox is read from its top. Both stop after a fixed number, so
-- no word takes long: of one that fits very many, but nobody of late, some are found.
create function private.conversations_called(brand_id uuid, words text) returns uuid[]
language plpgsql stable security definer
set search_path = ''
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set jit = off
as $$
declare
  c_most constant int := 100;
  c_listed constant int := 500;
  c_read constant int := 1000;
  v_compiled jsonb;
  v_from text;
  v_contacts uuid[];
  v_found uuid[];
  v_holders text[];
begin
  perform private.require_brand(brand_id, 'conversations.view');
  v_compiled := private.compile_filter(brand_id, jsonb_build_object('text', words));
  v_holders := private.seen_holders(brand_id);
  v_from := v_compiled #>> '{drivers,0,from}';
  if v_from is not null then
    execute format('select array_agg(contact_id) from (select contact_id from (%s) as d (contact_id) limit %s) as listed', v_from, c_listed)
    into v_contacts;
  end if;
  if v_from is null or cardinality(v_contacts) = c_listed then
    execute format(
      'select array_agg(c.id) from (
        select c.id from (%s) as c
        cross join lateral (
          select * from private.contact_search s where s.brand_id = c.brand_id and s.contact_id = c.contact_id offset 0) as s
        where %s limit %s) as c',
      private.latest_conversations(format('c.brand_id = %L', brand_id), v_holders, false, c_read),
      v_compiled ->> 'condition', c_most)
    into v_found;
    if cardinality(v_found) = c_most then
      return v_found;
    end if;
  end if;
  execute format(
    'select array_agg(c.id) from (
      select c.id from (select distinct unnest(%L::uuid[]) as contact_id) as listed
      cross join lateral (
        select * from private.contact_search s where s.brand_id = %L and s.contact_id = listed.contact_id offset 0) as s
      cross join lateral (
        select * from public.conversations c where c.contact_id = s.contact_id and c.brand_id = s.brand_id
          and c.organization_id = s.organization_id offset 0) as c
      where (%s) and %s
      order by c.last_message_at desc, c.id desc limit %s) as c',
    v_contacts, brand_id, v_compiled ->> 'condition',
    coalesce((select '(' || string_agg('c.assigned_to ' || holder, ' or ') || ')' from unnest(v_holders) as holder), 'true'), c_most)
  into v_contacts;
  return array(select distinct id from unnest(v_found || v_contacts) as id);
end
$$;
comment on function private.conversations_called(uuid, text) is
  'See public.search_conversations. Looks at a thousand conversations and five hundred contacts at most; the index gives common words '
  'as a bitmap, which grows with those who are called so.';
grant execute on function private.conversations_called(uuid, text) to authenticated;

create function public.search_conversations(brand_id uuid, words text) returns setof public.conversations
language plpgsql stable
set search_path = ''
as $$
begin
  return query
  select c.* from unnest(private.conversations_called(search_conversations.brand_id, words)) as found (id)
  -- With offset 0 each is looked up by key; without it a plan for brands of common size reads a large one whole.
  cross join lateral (
    select * from public.conversations c where c.id = found.id and c.brand_id = search_conversations.brand_id offset 0) as c;
end
$$;
comment on function public.search_conversations(uuid, text) is
  'The conversations that the caller sees with contacts whose name, username or number has 1 to 100 characters in it, whatever their '
  'status, to be filtered and ordered by the request. Up to a hundred, the latest, as long as fewer than five hundred contacts fit; of '
  'more the latest among the thousand latest conversations that the caller sees, and some of the others. Errors: permission_denied, '
  'PT422 filter_invalid.';
grant execute on function public.search_conversations(uuid, text) to authenticated;
