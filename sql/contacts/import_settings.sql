create function private.import_mapping_fault(mapping jsonb, columns int) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_bad jsonb;
begin
  if jsonb_typeof(mapping) is distinct from 'array' or jsonb_array_length(mapping) = 0 then
    return 'mapping must be a list of {column, field, key?}.';
  end if;
  select m into v_bad from jsonb_array_elements(mapping) as m
  where jsonb_typeof(m) <> 'object'
    or coalesce(m ->> 'column', '') !~ '^[0-9]{1,4}$'
    or coalesce(m ->> 'field', '') not in ('phone', 'name', 'locale', 'labels', 'groups', 'attribute')
    or (m ->> 'field' = 'attribute') <> (coalesce(m ->> 'key', '') ~ '^[a-z][a-z0-9_]{0,39}$')
  limit 1;
  if v_bad is not null then
    return format('%s is no {"column": 0, "field": "phone" | "name" | "locale" | "labels" | "groups" | "attribute", "key": "city"}.',
      v_bad);
  end if;
  select m into v_bad from jsonb_array_elements(mapping) as m where (m ->> 'column')::int >= columns limit 1;
  if v_bad is not null then
    return format('The file has %s columns, counted from 0; %s names another.', columns, v_bad);
  end if;
  if (select count(*) <> count(distinct m ->> 'column') from jsonb_array_elements(mapping) as m)
    or (select count(*) <> count(distinct (m ->> 'field', m ->> 'key')) from jsonb_array_elements(mapping) as m) then
    return 'mapping names a column or a field twice.';
  end if;
  if not mapping @> '[{"field": "phone"}]' then
    return 'mapping names no column for the field phone, by which contacts are recognised.';
  end if;
  return null;
end
$$;
comment on function private.import_mapping_fault(jsonb, int) is
  'What is wrong with the mapping of an import, for a file with so many columns; null when nothing is.';

create function private.is_name_list(list jsonb) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select case when jsonb_typeof(list) = 'array' then
    jsonb_array_length(list) <= 20 and not exists (
      select from jsonb_array_elements(list) as n where jsonb_typeof(n) <> 'string' or char_length(trim(n #>> '{}')) not between 1 and 80)
    else false end
$$;
comment on function private.is_name_list(jsonb) is 'True for a list of at most 20 names of 1 to 80 characters.';

create function private.import_settings_fault(settings jsonb, columns int) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_unknown text;
begin
  if jsonb_typeof(settings) is distinct from 'object' then
    return 'settings must be an object.';
  end if;
  select k into v_unknown from jsonb_object_keys(settings) as k
  where k not in ('mapping', 'default_country', 'date_format', 'policy', 'consent_category', 'consent_source', 'labels', 'groups') limit 1;
  return case
    when v_unknown is not null then format('There is no setting "%s".', v_unknown)
    when coalesce(settings ->> 'default_country', 'DE') !~ '^[A-Z]{2}$' then 'default_country must be two capital letters (ISO 3166).'
    when coalesce(settings ->> 'date_format', 'iso') not in ('iso', 'dmy', 'mdy') then 'date_format must be iso, dmy or mdy.'
    when coalesce(settings ->> 'policy', 'skip') not in ('skip', 'update', 'fill_blanks') then
      'policy must be skip, update or fill_blanks.'
    when coalesce(settings ->> 'consent_category', 'marketing') not in ('marketing', 'utility', 'service') then
      'consent_category must be marketing, utility or service.'
    when (settings ->> 'consent_category' is null) <> (nullif(trim(settings ->> 'consent_source'), '') is null) then
      'consent_category and consent_source go together: say where these people agreed.'
    when char_length(settings ->> 'consent_source') > 500 then 'consent_source has at most 500 characters.'
    when not private.is_name_list(coalesce(settings -> 'labels', '[]')) then 'labels must be at most 20 names of up to 80 characters.'
    when not private.is_name_list(coalesce(settings -> 'groups', '[]')) then 'groups must be at most 20 names of up to 80 characters.'
    else private.import_mapping_fault(settings -> 'mapping', columns)
  end;
end
$$;
comment on function private.import_settings_fault(jsonb, int) is
  'What is wrong with the settings of an import, for a file with so many columns; null when nothing is.';
