create function private.await_media(stored private.stored_message[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[];
begin
  with added as (
    insert into public.message_media (organization_id, brand_id, whatsapp_account_id, message_id, direction, kind, media_id, mime_type,
      filename, sha256)
    select s.organization_id, s.brand_id, s.whatsapp_account_id, s.message_id, 'inbound', s.type, s.content -> s.type ->> 'id',
      s.content -> s.type ->> 'mime_type', s.content -> s.type ->> 'filename', private.sha256_hex(s.content -> s.type ->> 'sha256')
    from unnest(stored) as s
    where s.type in ('image', 'video', 'audio', 'document', 'sticker') and s.content -> s.type ->> 'id' <> ''
    returning whatsapp_account_id
  )
  select array_agg(distinct a.whatsapp_account_id order by a.whatsapp_account_id) into v_numbers from added a;
  perform private.ring('media/transfer', n::text) from unnest(v_numbers) as n;
end
$$;
comment on function private.await_media(private.stored_message[]) is
  'Has the worker fetch the files of inbound messages: Meta''s address for them is gone after minutes.';

create function private.sha256_hex(value text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when value ~ '^[0-9a-fA-F]{64}$' then lower(value)
    when value ~ '^[A-Za-z0-9+/]{43}=$' then encode(decode(value, 'base64'), 'hex')
  end
$$;
comment on function private.sha256_hex(text) is
  'A SHA-256 as Meta writes it, base64 in webhooks and hex elsewhere, in hex; null for anything else.';
