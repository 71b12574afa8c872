-- The filter language of searches, segments and audiences (docs/guides/contacts.md). A filter becomes SQL over two rows: s of
-- private.contact_search and c of public.contacts. Words come from the lists below and values are quoted by format(%L); nothing
-- that a client sends becomes SQL in any other way.
--
-- A part is {"condition": SQL, "reads_contact": whether it reads c, "keys": keys that every match has, "keys_condition": SQL of what
-- these keys stand for, "drivers": [{"from": SQL that gives the ids of all contacts that can match, "condition": SQL, "ordered":
-- whether an index gives them in order}]}. Drivers and keys are ways to find the matches without reading everybody.
create function private.fail_filter(path text, message text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.fail('PT422', 'filter_invalid', format('%s: %s', path, message),
    'Correct this part of the filter; docs/guides/contacts.md describes the language.');
end
$$;
comment on function private.fail_filter(text, text) is 'Refuses a filter, with the path to what is wrong.';

create function private.like_pattern(fragment text) returns text
language sql immutable parallel safe strict
set search_path = ''
as $$ select regexp_replace(fragment, '([\\%_])', '\\\1', 'g') $$;
comment on function private.like_pattern(text) is 'A text for use in a LIKE pattern, where it stands for itself.';

create function private.fragment_keys(seed bigint, folded text) returns bigint[]
language sql immutable parallel safe strict
set search_path = ''
as $$
  select case when char_length(folded) < 3 then array[hashtextextended(folded, seed)]
    else array(
      select hashtextextended(substr(folded, i, 3), seed)
      from generate_series(1, char_length(folded) - 2, greatest((char_length(folded) - 2) / 6, 1)) as i)
    end
$$;
comment on function private.fragment_keys(bigint, text) is 'Keys that a text with this fragment has: a handful is enough to find it.';

create function private.filter_operators(value jsonb, path text, allowed text[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_word text;
begin
  if jsonb_typeof(value) <> 'object' or value = '{}' then
    perform private.fail_filter(path, format('takes an object with one or more of %s.', array_to_string(allowed, ', ')));
  end if;
  select k into v_word from jsonb_object_keys(value) as k where k <> all (allowed) limit 1;
  if found then
    perform private.fail_filter(path, format('does not know "%s"; it takes %s.', left(v_word, 40), array_to_string(allowed, ', ')));
  end if;
end
$$;
comment on function private.filter_operators(jsonb, text, text[]) is 'Refuses a value that is no object of the operators allowed here.';

create function private.filter_texts(value jsonb, path text) returns text[]
language plpgsql volatile
set search_path = ''
as $$
begin
  if jsonb_typeof(value) <> 'array' or jsonb_array_length(value) not between 1 and 100
    or jsonb_path_exists(value, '$[*] ? (@.type() != "string")')
  then
    perform private.fail_filter(path, 'takes a list of 1 to 100 texts.');
  end if;
  return array(select jsonb_array_elements_text(value));
end
$$;
comment on function private.filter_texts(jsonb, text) is 'A list of texts that a filter holds.';

create function private.filter_ids(value jsonb, path text) returns uuid[]
language plpgsql volatile
set search_path = ''
as $$
begin
  if exists (select from unnest(private.filter_texts(value, path)) as given (id) where private.uuid_or_null(given.id) is null) then
    perform private.fail_filter(path, 'takes a list of ids.');
  end if;
  return array(select jsonb_array_elements_text(value)::uuid);
end
$$;
comment on function private.filter_ids(jsonb, text) is 'A list of ids that a filter holds.';

create function private.filter_time(value jsonb, path text) returns timestamptz
language plpgsql volatile
set search_path = ''
set timezone = 'UTC'
as $$
begin
  if value is null then
    return null;
  elsif jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then
    return (value #>> '{}')::timestamptz;
  end if;
  perform private.fail_filter(path, 'takes a time such as "2026-11-20T09:00:00Z".');
exception when data_exception then
  perform private.fail_filter(path, 'takes a time such as "2026-11-20T09:00:00Z".');
end
$$;
comment on function private.filter_time(jsonb, text) is 'A point of time that a filter holds; UTC unless it names its zone.';

create function private.filter_times(value jsonb, path text) returns tstzrange
language plpgsql volatile
set search_path = ''
as $$
declare
  v_from timestamptz;
  v_to timestamptz;
  v_word text;
begin
  foreach v_word in array array['within_days', 'older_than_days'] loop
    if value ? v_word and (jsonb_typeof(value -> v_word) <> 'number' or (value ->> v_word)::numeric not between 0 and 36500) then
      perform private.fail_filter(path || '.' || v_word, 'takes a number of days from 0 to 36500.');
    end if;
  end loop;
  v_from := greatest(private.filter_time(value -> 'after', path || '.after'),
    now() - (value ->> 'within_days')::double precision * interval '1 day');
  v_to := least(private.filter_time(value -> 'before', path || '.before'),
    now() - (value ->> 'older_than_days')::double precision * interval '1 day');
  return case when v_from >= v_to then 'empty' else tstzrange(v_from, v_to) end;
end
$$;
comment on function private.filter_times(jsonb, text) is 'The time from "after"/"within_days" to before "before"/"older_than_days".';
