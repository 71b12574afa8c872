create function private.fold(value text) returns text
language sql immutable parallel safe strict
set search_path = ''
as $$
  select case when octet_length(value) = char_length(value) then lower(value collate "pg_c_utf8")
    else lower(regexp_replace(normalize(value, nfkd), '[\u0300-\u036f]', '', 'g') collate "pg_c_utf8") end
$$;
comment on function private.fold(text) is 'A text as it is compared in searches: lower case, without accents.';

create function private.key_seed(brand_id uuid) returns bigint
language sql immutable parallel safe strict
set search_path = ''
as $$ select hashtextextended(brand_id::text, 0) $$;
comment on function private.key_seed(uuid) is 'Makes the keys of a brand its own: no search reads entries of other tenants.';

create function private.attribute_key(seed bigint, key text, value text) returns bigint
language sql immutable parallel safe
set search_path = ''
as $$ select hashtextextended(coalesce('=' || key || '=' || value, '?' || key), seed) $$;
comment on function private.attribute_key(bigint, text, text) is 'The key of an attribute''s value, or (null) of its having one.';

create function private.search_entries(contacts public.contacts[]) returns setof private.contact_search
language sql immutable
set search_path = ''
as $$
  select c.organization_id, c.brand_id, c.id, folded.name, folded.phone, folded.username,
    array(
      select hashtextextended(substr(part, i, 3), seeded.seed)
      from unnest(array[folded.name, folded.phone, folded.username]) as part
      cross join lateral generate_series(1, char_length(part) - 2) as i
      union all
      select hashtextextended(left(word, n), seeded.seed)
      from unnest(string_to_array(folded.name || ' ' || folded.username, ' ')) as word
      cross join generate_series(1, 2) as n
      where char_length(word) >= n
      union all
      select hashtextextended(substr(part, i, n), seeded.seed)
      from unnest(array[folded.name, folded.username]) as part
      cross join lateral generate_series(1, char_length(part)) as i cross join generate_series(1, 2) as n
      where octet_length(part) > char_length(part)
      union all
      -- As private.attribute_key makes them; a call each would take as long as all the rest.
      select hashtextextended(made, seeded.seed)
      from jsonb_each(c.attributes) as given
      cross join lateral unnest(array['?' || given.key,
        case when jsonb_typeof(given.value) <> 'number' then '=' || given.key || '=' || (given.value #>> '{}') end]) as made
      where made is not null
      union all
      select hashtextextended(made, seeded.seed)
      from unnest(array['= source=' || c.source, '= locale=' || c.locale, case when folded.name = '' then '= name=false' end,
        case when folded.phone = '' then '= phone=false' end, case when folded.username <> '' then '= username=true' end]) as made
      where made is not null),
    (hashtextextended(c.id::text, 1) & 2147483647)::int
  from unnest(contacts) as c
  cross join lateral (
    select coalesce(private.fold(left(c.name, 200)), '') as name, coalesce(substr(c.phone, 2), '') as phone,
      coalesce(private.fold(left(c.username, 100)), '') as username
    offset 0
  ) as folded
  cross join lateral (select private.key_seed(c.brand_id) as seed offset 0) as seeded
$$;
comment on function private.search_entries(public.contacts[]) is
  'What contacts are found by. Keys: each three characters of name, phone and username; of the words of name and username the first one '
  'and two, of such beyond ASCII any one and two (a name in Chinese has no more); which of the three is the exception; source, locale, '
  'the attributes it has and their values. One statement for all: made contact by contact, keys took half of an import.';
