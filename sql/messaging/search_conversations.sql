-- Conversations by the name, username or number of the contact: the contacts are found by the index of contacts
-- (find_contacts), their conversations by the contact. Nothing is read through, however many conversations the brand has.
create function private.contacts_called(brand_id uuid, words text) returns uuid[]
language plpgsql stable security definer
set search_path = ''
as $$
declare
  c_most constant int := 200;
begin
  perform private.require_brand(brand_id, 'conversations.view');
  return (private.find_contacts(brand_id, jsonb_build_object('text', words), 'last_inbound', null, c_most)).contact_ids;
end
$$;
comment on function private.contacts_called(uuid, text) is
  'Of the contacts whose name, username or number has these words in it the two hundred who wrote last, as far as one page of the '
  'search for contacts finds them (find_contacts: it looks at some ten thousand at most). Errors: permission_denied, PT422 filter_invalid.';
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
