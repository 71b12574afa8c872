create function private.fold(value text) returns text
language sql immutable parallel safe strict
set search_path = ''
as $$
  select case when octet_length(value) = char_length(value) then lower(value collate "pg_c_utf8")
    else lower(regexp_replace(normalize(value, nfkd), '[\u0300-\u036f]', '', 'g') collate "pg_c_utf8") end
$$;
comment on function private.fold(text) is 'A text as it is compared in searches: lower case, without accents.';

create function private.text_keys(seed bigint, folded text) returns bigint[]
language plpgsql immutable parallel safe strict
set search_path = ''
as $$
declare
  v_keys bigint[] := '{}';
  v_length int := char_length(folded);
  v_is_ascii boolean := octet_length(folded) = v_length;
  v_starts boolean := true;
  v_char text;
begin
  for i in 1 .. v_length loop
    if i <= v_length - 2 then
      v_keys := v_keys || hashtextextended(substr(folded, i, 3), seed);
    end if;
    v_char := substr(folded, i, 1);
    if v_starts or not v_is_ascii then
      v_keys := v_keys || hashtextextended(v_char, seed);
      if i < v_length then
        v_keys := v_keys || hashtextextended(substr(folded, i, 2), seed);
      end if;
    end if;
    v_starts := v_char = ' ';
  end loop;
  return v_keys;
end
$$;
comment on function private.text_keys(bigint, text) is
  'What a text is found by: each three characters; of the beginning of each word one and two, of texts beyond ASCII any one and two '
  '(a name in Chinese has no more).';

create function private.key_seed(brand_id uuid) returns bigint
language sql immutable parallel safe strict
set search_path = ''
as $$ select hashtextextended(brand_id::text, 0) $$;
comment on function private.key_seed(uuid) is 'Makes the keys of a brand its own: no search reads entries of other tenants.';

create function private.search_keys(brand_id uuid, name text, phone text, username text, source text, locale text, attributes jsonb)
returns bigint[]
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_seed constant bigint := private.key_seed(brand_id);
  v_keys bigint[] := private.text_keys(v_seed, name) || private.text_keys(v_seed, phone) || private.text_keys(v_seed, username)
    || array_remove(array[
    case when name = '' then private.attribute_key(v_seed, ' name', 'false') end,
    case when phone = '' then private.attribute_key(v_seed, ' phone', 'false') end,
    case when username <> '' then private.attribute_key(v_seed, ' username', 'true') end,
    case when locale is not null then private.attribute_key(v_seed, ' locale', locale) end,
    private.attribute_key(v_seed, ' source', source)], null);
  v_key text;
  v_value jsonb;
begin
  if attributes <> '{}' then
    for v_key, v_value in select * from jsonb_each(attributes) loop
      v_keys := v_keys || private.attribute_key(v_seed, v_key, null);
      if jsonb_typeof(v_value) <> 'number' then
        v_keys := v_keys || private.attribute_key(v_seed, v_key, v_value #>> '{}');
      end if;
    end loop;
  end if;
  return v_keys;
end
$$;
comment on function private.search_keys(uuid, text, text, text, text, text, jsonb) is
  'All keys of a contact: parts of name, phone and username, which of them is the exception, source, locale, attributes it '
  'has and their values.';

create function private.attribute_key(seed bigint, key text, value text) returns bigint
language sql immutable parallel safe
set search_path = ''
as $$ select hashtextextended(coalesce('=' || key || '=' || value, '?' || key), seed) $$;
comment on function private.attribute_key(bigint, text, text) is 'The key of an attribute''s value, or (null) of its having one.';
