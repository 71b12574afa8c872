create function private.find_message(brand_id uuid, wamid text) returns uuid
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_brand(brand_id, 'conversations.view');
  return (select w.message_id from private.message_wamids w where w.wamid = find_message.wamid and w.brand_id = find_message.brand_id);
end
$$;
comment on function private.find_message(uuid, text) is 'See public.find_message.';
grant execute on function private.find_message(uuid, text) to authenticated;

create function public.find_message(brand_id uuid, wamid text) returns uuid
language sql stable
set search_path = ''
as $$ select private.find_message(brand_id, wamid) $$;
comment on function public.find_message(uuid, text) is
  'Our id of the message that Meta calls so, such as one that is quoted; null when the brand has none. The message itself is read under '
  'the reader''s own rights. One look at an index. Errors: permission_denied.';
grant execute on function public.find_message(uuid, text) to authenticated;
