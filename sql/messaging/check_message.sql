-- The shape of what is sent, checked before Meta sees it: Meta's own limits (Cloud API, messages reference and the page on each
-- type), so that a mistake is named at once and not an hour later as a failed status. One function a kind of object; each raises
-- PT422 message_invalid with the field, as a path in the message, and the limit.

create function private.refuse_field(path text, problem text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.fail('PT422', 'message_invalid', path || ' ' || problem || '.', 'Correct this field and send again.');
end
$$;
comment on function private.refuse_field(text, text) is 'Raises PT422 message_invalid about one field of a message.';

create function private.check_object(value jsonb, path text, allowed text[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_key text;
begin
  if coalesce(jsonb_typeof(value), 'null') <> 'object' then
    perform private.refuse_field(path, 'must be an object');
  end if;
  select k into v_key from jsonb_object_keys(value) as k where k <> all (allowed) limit 1;
  if v_key is not null then
    perform private.refuse_field(path || '.' || v_key, 'is not a field of it; there are ' || array_to_string(allowed, ', '));
  end if;
end
$$;
comment on function private.check_object(jsonb, text, text[]) is
  'Refuses what is no object, and fields that Meta does not know (its code 100).';

create function private.check_text(value jsonb, path text, longest int, is_optional boolean default false) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(value), 'null') = 'null' then
    if not is_optional then
      perform private.refuse_field(path, 'is missing');
    end if;
  elsif jsonb_typeof(value) <> 'string' then
    perform private.refuse_field(path, 'must be a text');
  elsif (value #>> '{}') !~ '\S' then
    perform private.refuse_field(path, 'must not be empty');
  elsif char_length(value #>> '{}') > longest then
    perform private.refuse_field(path, format('may have %s characters and has %s', longest, char_length(value #>> '{}')));
  end if;
end
$$;
comment on function private.check_text(jsonb, text, int, boolean) is 'Refuses what is no text, an empty one, and one that is too long.';

create function private.check_list(value jsonb, path text, fewest int, most int) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(value), 'null') <> 'array' then
    perform private.refuse_field(path, 'must be a list');
  elsif jsonb_array_length(value) not between fewest and most then
    perform private.refuse_field(path, format('may have %s to %s entries and has %s', fewest, most, jsonb_array_length(value)));
  end if;
end
$$;
comment on function private.check_list(jsonb, text, int, int) is 'Refuses what is no list, or has too few or too many entries.';

create function private.check_choice(value jsonb, path text, choices text[], is_optional boolean default false) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(value), 'null') = 'null' and is_optional then
    return;
  elsif coalesce(jsonb_typeof(value), 'null') <> 'string' or (value #>> '{}') <> all (choices) then
    perform private.refuse_field(path, 'must be one of ' || array_to_string(choices, ', '));
  end if;
end
$$;
comment on function private.check_choice(jsonb, text, text[], boolean) is 'Refuses a text that is none of the choices.';

create function private.check_flag(value jsonb, path text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(value), 'null') not in ('null', 'boolean') then
    perform private.refuse_field(path, 'must be true or false');
  end if;
end
$$;
comment on function private.check_flag(jsonb, text) is 'Refuses what is neither absent nor true nor false.';

create function private.check_url(value jsonb, path text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.check_text(value, path, 2000);
  if (value #>> '{}') !~ '^https?://[^\s/]+\S*$' then
    perform private.refuse_field(path, 'must be an address that begins with https:// or http://');
  end if;
end
$$;
comment on function private.check_url(jsonb, text) is 'Refuses what is no web address.';

create function private.check_distinct(texts text[], path text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_twice text;
begin
  select t into v_twice from unnest(texts) as t group by t having count(*) > 1 order by t limit 1;
  if v_twice is not null then
    perform private.refuse_field(path, 'must differ, and two are the same');
  end if;
end
$$;
comment on function private.check_distinct(text[], text) is 'Refuses a text that occurs twice.';

create function private.check_coordinates(location jsonb, path text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_field text;
  v_most int;
begin
  for v_field, v_most in values ('latitude', 90), ('longitude', 180) loop
    if coalesce(location ->> v_field, '') !~ '^-?[0-9]{1,3}([.][0-9]{1,20})?$'
      or coalesce(jsonb_typeof(location -> v_field), '') not in ('string', 'number') then
      perform private.refuse_field(path || '.' || v_field, format('must be degrees between -%s and %s', v_most, v_most));
    elsif abs((location ->> v_field)::numeric) > v_most then
      perform private.refuse_field(path || '.' || v_field, format('must be degrees between -%s and %s', v_most, v_most));
    end if;
  end loop;
end
$$;
comment on function private.check_coordinates(jsonb, text) is 'Refuses a location without a latitude and a longitude on earth.';

create function private.check_media(media jsonb, path text, extra text[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.check_object(media, path, array['id', 'link', 'path'] || extra);
  if num_nonnulls(nullif(media -> 'id', 'null'), nullif(media -> 'link', 'null'), nullif(media -> 'path', 'null')) <> 1 then
    perform private.refuse_field(path, 'needs exactly one of id, link and path');
  end if;
  perform private.check_text(media -> 'id', path || '.id', 512, true);
  perform private.check_text(media -> 'path', path || '.path', 512, true);
  if media ? 'link' then
    perform private.check_url(media -> 'link', path || '.link');
  end if;
  perform private.check_text(media -> 'caption', path || '.caption', 1024, true);
  perform private.check_text(media -> 'filename', path || '.filename', 240, true);
  perform private.check_flag(media -> 'voice', path || '.voice');
end
$$;
comment on function private.check_media(jsonb, text, text[]) is
  'A file of a message: {id} (Meta''s), {link} (fetched by Meta) or {path} (in the bucket media), and the fields that its place allows.';

create function private.check_contacts(contacts jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_card jsonb;
  v_path text;
  v_list text;
begin
  perform private.check_list(contacts, 'contacts', 1, 257);
  for i in 0 .. jsonb_array_length(contacts) - 1 loop
    v_card := contacts -> i;
    v_path := format('contacts[%s]', i);
    perform private.check_object(v_card, v_path, array['name', 'phones', 'emails', 'addresses', 'urls', 'org', 'birthday']);
    perform private.check_object(v_card -> 'name', v_path || '.name',
      array['formatted_name', 'first_name', 'last_name', 'middle_name', 'prefix', 'suffix']);
    perform private.check_text(v_card -> 'name' -> 'formatted_name', v_path || '.name.formatted_name', 1024);
    if not (v_card -> 'name') ?| array['first_name', 'last_name', 'middle_name', 'prefix', 'suffix'] then
      perform private.refuse_field(v_path || '.name', 'needs one more part besides formatted_name, for example first_name');
    end if;
    if v_card ? 'birthday' and coalesce(v_card ->> 'birthday', '') !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
      perform private.refuse_field(v_path || '.birthday', 'must be a day as YYYY-MM-DD');
    end if;
    foreach v_list in array array['phones', 'emails', 'addresses', 'urls'] loop
      if v_card ? v_list then
        perform private.check_list(v_card -> v_list, v_path || '.' || v_list, 0, 50);
      end if;
    end loop;
  end loop;
end
$$;
comment on function private.check_contacts(jsonb) is 'Contact cards.';

create function private.check_message(message jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := case when jsonb_typeof(message) = 'object' then message ->> 'type' end;
  v_content jsonb := message -> v_type;
begin
  if v_type is null
    or v_type not in ('text', 'template', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts',
      'interactive', 'reaction')
    or coalesce(jsonb_typeof(v_content), '') <> (case v_type when 'contacts' then 'array' else 'object' end)
  then
    perform private.fail('PT422', 'message_invalid', 'The message needs a type and an object of that name.',
      'For example {"type": "text", "text": {"body": "Hello"}}.');
  end if;
  case v_type
    when 'text' then
      perform private.check_object(v_content, 'text', array['body', 'preview_url']);
      perform private.check_text(v_content -> 'body', 'text.body', 4096);
      perform private.check_flag(v_content -> 'preview_url', 'text.preview_url');
    when 'image', 'video' then perform private.check_media(v_content, v_type, array['caption']);
    when 'document' then perform private.check_media(v_content, v_type, array['caption', 'filename']);
    when 'audio' then perform private.check_media(v_content, v_type, array['voice']);
    when 'sticker' then perform private.check_media(v_content, v_type, array[]::text[]);
    when 'location' then
      perform private.check_object(v_content, 'location', array['latitude', 'longitude', 'name', 'address']);
      perform private.check_coordinates(v_content, 'location');
      perform private.check_text(v_content -> 'name', 'location.name', 1000, true);
      perform private.check_text(v_content -> 'address', 'location.address', 1000, true);
    when 'contacts' then perform private.check_contacts(v_content);
    when 'reaction' then
      perform private.check_object(v_content, 'reaction', array['message_id', 'emoji']);
      perform private.check_text(v_content -> 'message_id', 'reaction.message_id', 512);
      if coalesce(jsonb_typeof(v_content -> 'emoji'), '') <> 'string' or char_length(v_content ->> 'emoji') > 32 then
        perform private.refuse_field('reaction.emoji', 'must be one emoji, or empty to take the reaction back');
      end if;
    when 'interactive' then perform private.check_interactive(v_content);
    when 'template' then perform private.check_template_message(v_content);
  end case;
  if message ? 'context' then
    perform private.check_object(message -> 'context', 'context', array['message_id']);
    perform private.check_text(message -> 'context' -> 'message_id', 'context.message_id', 512);
    if v_type = 'reaction' then
      perform private.refuse_field('context', 'is not for reactions: reaction.message_id says to what');
    end if;
  end if;
end
$$;
comment on function private.check_message(jsonb) is
  'The shape of a message of any type. Raises PT422 message_invalid with the field and the limit. Cost grows with the message.';
