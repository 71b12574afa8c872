-- Conversations by the name, username or number of the contact: the contacts are found by the index of contacts
-- (find_contacts), their conversations by the contact. Nothing is read through, however many conversations the brand has.
create function private.contacts_called(brand_id uuid, words text) returns uuid[]
language plpgsql stable security definer
set search_path = ''
as $$
declare
  c_most constant int := 200;
  c_pages constant int := 3;
  v_filter constant jsonb := jsonb_build_object('text', words);
  v_found private.found_contacts;
  v_ids uuid[] := '{}';
begin
  perform private.require_brand(brand_id, 'conversations.view');
  for v_page in 1 .. c_pages loop
    v_found := private.find_contacts(brand_id, v_filter, 'last_inbound', v_found.next, c_most - cardinality(v_ids));
    v_ids := v_ids || v_found.contact_ids;
    exit when v_found.next is null or cardinality(v_ids) >= c_most;
  end loop;
  return v_ids;
end
$$;
comment on function private.contacts_called(uuid, text) is
  'Of the contacts whose name, username or number has these words in it the two hundred who wrote last, as far as three pages of the '
  'search find them (each looks at some ten thousand contacts at most). Errors: permission_denied, PT422 filter_invalid.';
grant execute on function private.contacts_called(uuid, text) to authenticated;

create function public.search_conversations(brand_id uuid, words text) returns setof public.conversations
language plpgsql stable
set search_path = ''
as $$
begin
  return query
  select c.* from unnest(private.contacts_called(search_conversations.brand_id, words)) as found (contact_id)
  join public.conversations c on c.contact_id = found.contact_id and c.brand_id = search_conversations.brand_id;
end
$$;
comment on function public.search_conversations(uuid, text) is
  'The conversations that the caller sees with contacts whose name, username or number has 1 to 100 characters in it, whatever their '
  'status, to be filtered and ordered by the request: those of the two hundred such contacts who wrote last. Cost is that of the search '
  'for contacts and one look at an index for each of them. Errors: permission_denied, PT422 filter_invalid.';
grant execute on function public.search_conversations(uuid, text) to authenticated;
