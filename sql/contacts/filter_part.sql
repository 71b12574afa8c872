create function private.keys_part(condition text, keys bigint[], reads_contact boolean) returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object('condition', condition, 'reads_contact', reads_contact, 'keys', to_jsonb(keys), 'keys_condition', condition,
    'drivers', '[]'::jsonb)
$$;
comment on function private.keys_part(text, bigint[], boolean) is 'A part of a filter whose matches have all these keys.';

create function private.driven_part(condition text, driver text, is_ordered boolean default false, reads_contact boolean default false)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object('condition', condition, 'reads_contact', reads_contact, 'drivers', case when driver is null then '[]'::jsonb
    else jsonb_build_array(jsonb_build_object('from', driver, 'condition', condition, 'ordered', is_ordered)) end)
$$;
comment on function private.driven_part(text, text, boolean, boolean) is 'A part of a filter whose matches are listed by a query, if any.';

create function private.all_drivers(part jsonb) returns jsonb
language sql immutable
set search_path = ''
as $$
  select case when part ? 'keys' then jsonb_build_array(jsonb_build_object('condition', part -> 'keys_condition', 'ordered', false,
      'keys', translate(part ->> 'keys', '[]', '{}'), 'from',
      format('select k.contact_id from private.contact_search k where k.keys @> %L::bigint[]', translate(part ->> 'keys', '[]', '{}'))))
    else '[]' end || (part -> 'drivers')
$$;
comment on function private.all_drivers(jsonb) is 'The drivers of a part of a filter, its keys among them.';

create function private.text_filter(brand_id uuid, field text, value jsonb, path text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_seed constant bigint := private.key_seed(brand_id);
  v_fragment text;
  v_pattern text;
begin
  perform private.filter_operators(value, path, '{contains,exists}');
  if value ? 'exists' and (jsonb_typeof(value -> 'exists') <> 'boolean' or value ? 'contains') then
    perform private.fail_filter(path || '.exists', 'takes true or false, and stands alone.');
  elsif value ? 'exists' then
    v_pattern := format('s.%I %s ''''', field, case when (value -> 'exists')::boolean then '<>' else '=' end);
    return case when (value -> 'exists')::boolean = (field = 'username')
      then private.keys_part(v_pattern, array[private.attribute_key(v_seed, ' ' || field, value ->> 'exists')], false)
      else private.driven_part(v_pattern, null) end;
  end if;
  v_fragment := case field when 'phone' then regexp_replace(value ->> 'contains', '[^0-9]', '', 'g')
    else private.fold(trim(value ->> 'contains')) end;
  if jsonb_typeof(value -> 'contains') <> 'string' or char_length(v_fragment) not between 1 and 100 then
    perform private.fail_filter(path || '.contains', case field when 'phone' then 'takes a text with 1 to 100 digits.'
      else 'takes a text of 1 to 100 characters.' end);
  end if;
  v_pattern := private.like_pattern(v_fragment);
  if char_length(v_fragment) < 3 and field = 'phone' then
    return private.driven_part(format('s.phone like %L', '%' || v_pattern || '%'), null);
  elsif char_length(v_fragment) < 3 and octet_length(v_fragment) = char_length(v_fragment) then
    return private.keys_part(format('(s.%1$I like %2$L or s.%1$I like %3$L)', field, v_pattern || '%', '% ' || v_pattern || '%'),
      private.fragment_keys(v_seed, v_fragment), false);
  end if;
  return private.keys_part(format('s.%I like %L', field, '%' || v_pattern || '%'), private.fragment_keys(v_seed, v_fragment), false);
end
$$;
comment on function private.text_filter(uuid, text, jsonb, text) is 'The part for name, phone or username.';

create function private.time_filter(brand_id uuid, field text, value jsonb, path text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_range tstzrange;
  v_column text;
  v_condition text;
begin
  perform private.filter_operators(value, path,
    case field when 'created' then '{after,before,within_days,older_than_days}'::text[]
      else '{after,before,within_days,older_than_days,exists}' end);
  if value ? 'exists' then
    if jsonb_typeof(value -> 'exists') <> 'boolean' or value <> jsonb_build_object('exists', value -> 'exists') then
      perform private.fail_filter(path || '.exists', 'takes true or false, and stands alone.');
    end if;
    v_range := case when (value -> 'exists')::boolean then tstzrange('-infinity', null, '(]') else '[-infinity,-infinity]' end;
  else
    v_range := private.filter_times(value, path);
  end if;
  if isempty(v_range) then
    return private.driven_part('false', 'select null::uuid as contact_id where false');
  end if;
  if field = 'created' then
    v_condition := concat_ws(' and ', format('%%1$s >= %L::uuid', private.id_floor(lower(v_range))),
      case when not upper_inf(v_range) then format('%%1$s < %L::uuid', private.id_floor(upper(v_range))) end);
    if lower_inf(v_range) then
      v_condition := format('%%1$s < %L::uuid', private.id_floor(upper(v_range)));
    end if;
    return private.driven_part(format(v_condition, 's.contact_id'),
      format('select k.contact_id from private.contact_search k where k.brand_id = %L and ', brand_id)
        || format(v_condition, 'k.contact_id'), true);
  end if;
  v_column := 'coalesce(%1$s.last_inbound_at, ''-infinity'')';
  v_condition := concat_ws(' and ',
    case when lower_inf(v_range) then v_column || ' > ''-infinity'''
      else v_column || format(case when lower_inc(v_range) then ' >= %L::timestamptz' else ' > %L::timestamptz' end, lower(v_range)) end,
    case when not upper_inf(v_range) then
      v_column || format(case when upper_inc(v_range) then ' <= %L::timestamptz' else ' < %L::timestamptz' end, upper(v_range)) end);
  return private.driven_part(format(v_condition, 'c'),
    format('select k.id from public.contacts k where k.brand_id = %L and ', brand_id) || format(v_condition, 'k'),
    reads_contact => true);
end
$$;
comment on function private.time_filter(uuid, text, jsonb, text) is 'The part for the time of creation or of the last message received.';

create function private.attribute_filter(brand_id uuid, value jsonb, path text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_seed constant bigint := private.key_seed(brand_id);
  v_key constant text := value ->> 'key';
  v_type text;
  v_values jsonb;
  v_bounds text;
begin
  if jsonb_typeof(value) <> 'object' or coalesce(jsonb_typeof(value -> 'key'), '') <> 'string' then
    perform private.fail_filter(path, 'takes an object with the "key" of the attribute.');
  end if;
  select a.type into v_type from public.contact_attributes a where a.brand_id = attribute_filter.brand_id and a.key = v_key;
  if not found then
    perform private.fail_filter(path || '.key', format('there is no attribute "%s" in this brand.', left(v_key, 40)));
  end if;
  value := value - 'key';
  perform private.filter_operators(value, path, case v_type when 'text' then '{eq,in,contains,exists}'
    when 'option' then '{eq,in,exists}' when 'boolean' then '{eq,exists}' else '{eq,lt,lte,gt,gte,exists}' end::text[]);

  if value ? 'exists' then
    if jsonb_typeof(value -> 'exists') <> 'boolean' or value <> jsonb_build_object('exists', value -> 'exists') then
      perform private.fail_filter(path || '.exists', 'takes true or false, and stands alone.');
    elsif (value -> 'exists')::boolean then
      return private.keys_part(format('c.attributes ? %L', v_key), array[private.attribute_key(v_seed, v_key, null)], true);
    end if;
    return private.driven_part(format('not c.attributes ? %L', v_key), null, reads_contact => true);
  end if;

  if v_type in ('number', 'date') then
    select string_agg(format('n.value %s %L', case op when 'eq' then '=' when 'lt' then '<' when 'lte' then '<=' when 'gt' then '>'
      else '>=' end, private.number_operand(v_type, v, path || '.' || op)), ' and ' order by op)
    into v_bounds from jsonb_each(value) as given (op, v);
    return private.driven_part(
      format('(select true from private.contact_numbers n where n.contact_id = s.contact_id and n.key = %L and n.brand_id = %L and %s)',
        v_key, brand_id, v_bounds),
      format('select n.contact_id from private.contact_numbers n where n.brand_id = %L and n.key = %L and %s', brand_id, v_key, v_bounds));
  end if;

  if (select count(*) from jsonb_object_keys(value)) <> 1 then
    perform private.fail_filter(path, 'takes one comparison for an attribute of this type.');
  elsif value ? 'contains' then
    if jsonb_typeof(value -> 'contains') <> 'string' or char_length(value ->> 'contains') not between 1 and 100 then
      perform private.fail_filter(path || '.contains', 'takes a text of 1 to 100 characters.');
    end if;
    return private.keys_part(format('c.attributes ->> %L ilike %L', v_key, '%' || private.like_pattern(value ->> 'contains') || '%'),
      array[private.attribute_key(v_seed, v_key, null)], true);
  elsif value ? 'in' then
    v_values := to_jsonb(private.filter_texts(value -> 'in', path || '.in'));
    return private.driven_part(
      format('c.attributes ->> %L in (select jsonb_array_elements_text(%L))', v_key, v_values),
      format('select k.contact_id from private.contact_search k where k.keys && %L::bigint[]',
        array(select private.attribute_key(v_seed, v_key, v) from jsonb_array_elements_text(v_values) as v)), reads_contact => true);
  elsif jsonb_typeof(value -> 'eq') <> (case v_type when 'boolean' then 'boolean' else 'string' end) then
    perform private.fail_filter(path || '.eq', case v_type when 'boolean' then 'takes true or false.' else 'takes a text.' end);
  end if;
  return private.keys_part(format('c.attributes ->> %L = %L', v_key, value ->> 'eq'),
    array[private.attribute_key(v_seed, v_key, value ->> 'eq')], true);
end
$$;
comment on function private.attribute_filter(uuid, jsonb, text) is 'The part for an attribute, by its type.';

create function private.number_operand(type text, value jsonb, path text) returns double precision
language plpgsql volatile
set search_path = ''
as $$
begin
  if private.attribute_value_fits(type, '{}', value) is not true then
    perform private.fail_filter(path, case type when 'date' then 'takes a date such as "2026-11-20".' else 'takes a number.' end);
  end if;
  return case type when 'date' then (value #>> '{}')::date - '1970-01-01'::date else (value #>> '{}')::double precision end;
end
$$;
comment on function private.number_operand(text, jsonb, text) is 'A number or date of a filter, as contact_numbers keeps it.';

create function private.leaf_filter(brand_id uuid, word text, value jsonb, path text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_values text[];
begin
  case word
    when 'name', 'phone', 'username' then
      return private.text_filter(brand_id, word, value, path);
    when 'created', 'last_inbound' then
      return private.time_filter(brand_id, word, value, path);
    when 'attribute' then
      return private.attribute_filter(brand_id, value, path);
    when 'label', 'group' then
      perform private.filter_operators(value, path, '{in}');
      v_values := private.filter_ids(value -> 'in', path || '.in')::text[];
      return private.driven_part(
        format('(select true from public.%1$I m where m.contact_id = s.contact_id and m.%2$I = any (%3$L::uuid[]) limit 1)',
          case word when 'label' then 'contact_labels' else 'group_contacts' end, word || '_id', v_values),
        format('select m.contact_id from public.%1$I m where m.%2$I %3$s', case word when 'label' then 'contact_labels'
          else 'group_contacts' end, word || '_id',
          case cardinality(v_values) when 1 then format('= %L', v_values[1]) else format('= any (%L::uuid[])', v_values) end),
        cardinality(v_values) = 1);
    when 'source', 'locale' then
      perform private.filter_operators(value, path, '{in}');
      v_values := private.filter_texts(value -> 'in', path || '.in');
      return private.driven_part(format('c.%I = any (%L::text[])', word, v_values),
        format('select k.contact_id from private.contact_search k where k.keys && %L::bigint[]',
          array(select private.attribute_key(private.key_seed(brand_id), ' ' || word, v) from unnest(v_values) as v)),
        reads_contact => true);
    when 'consent' then
      if coalesce(value - 'category' - 'state' <> '{}', true)
        or coalesce(value ->> 'category', '') not in ('marketing', 'utility', 'service')
        or coalesce(value ->> 'state', '') not in ('opted_in', 'opted_out', 'unknown') then
        perform private.fail_filter(path,
          'takes "category" (marketing, utility or service) and "state" (opted_in, opted_out or unknown).');
      end if;
      if value ->> 'state' = 'unknown' then
        return private.driven_part(format('not exists (select from public.consents k where k.contact_id = s.contact_id '
          'and k.category = %L)', value ->> 'category'), null);
      end if;
      return private.driven_part(
        format('(select true from public.consents k where k.contact_id = s.contact_id and k.category = %L and k.state = %L)',
          value ->> 'category', value ->> 'state'),
        format('select k.contact_id from public.consents k where k.brand_id = %L and k.category = %L and k.state = %L',
          brand_id, value ->> 'category', value ->> 'state'), true);
    else
      perform private.fail_filter(path, 'is no word of the filter language; it knows and, or, not, text, name, phone, username, label, '
        'group, segment, attribute, consent, last_inbound, created, source, locale.');
  end case;
end
$$;
comment on function private.leaf_filter(uuid, text, jsonb, text) is 'The part for a word that compares something.';

create function private.filter_part(brand_id uuid, filter jsonb, path text, depth int) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_word text;
  v_value jsonb;
  v_parts jsonb[];
  v_part jsonb;
begin
  if depth > 6 then
    perform private.fail_filter(path, 'is nested too deep; six levels are allowed.');
  elsif jsonb_typeof(filter) is distinct from 'object' then
    perform private.fail_filter(path, 'must be an object.');
  elsif filter = '{}' then
    return private.driven_part('true', null);
  elsif (select count(*) from jsonb_object_keys(filter)) > 1 then
    perform private.fail_filter(path, 'must have one key; combine several with {"and": […]}.');
  end if;
  select * into v_word, v_value from jsonb_each(filter);
  path := path || '.' || left(v_word, 40);

  if v_word = 'not' then
    v_part := private.filter_part(brand_id, v_value, path, depth + 1);
    return private.driven_part(
      format('(%s) is not true', v_part ->> 'condition'), null, reads_contact => (v_part -> 'reads_contact')::boolean);
  elsif v_word = 'text' then
    if jsonb_typeof(v_value) <> 'string' or char_length(trim(v_value #>> '{}')) not between 1 and 100 then
      perform private.fail_filter(path, 'takes a text of 1 to 100 characters.');
    end if;
    v_word := 'or';
    v_value := jsonb_build_array(jsonb_build_object('name', jsonb_build_object('contains', v_value)),
      jsonb_build_object('username', jsonb_build_object('contains', v_value)));
    if v_value #>> '{0,name,contains}' ~ '^[0-9 +()./-]*[0-9][0-9 +()./-]*$' then
      v_value := v_value || jsonb_build_object('phone', v_value #> '{0,name}');
    end if;
  elsif v_word = 'segment' then
    select s.definition into v_part from public.segments s
    where s.id = private.uuid_or_null(v_value #>> '{}') and s.brand_id = filter_part.brand_id;
    if not found then
      perform private.fail_filter(path, 'there is no such segment in this brand.');
    end if;
    return private.filter_part(brand_id, v_part, path, depth + 1);
  elsif v_word not in ('and', 'or') then
    return private.leaf_filter(brand_id, v_word, v_value, path);
  elsif jsonb_typeof(v_value) <> 'array' or jsonb_array_length(v_value) not between 1 and 50 then
    perform private.fail_filter(path, 'takes a list of 1 to 50 filters.');
  end if;

  for i in 0 .. jsonb_array_length(v_value) - 1 loop
    v_parts := v_parts || private.filter_part(brand_id, v_value -> i, format('%s[%s]', path, i), depth + 1);
  end loop;
  return private.joined_parts(v_parts, v_word);
end
$$;
comment on function private.filter_part(uuid, jsonb, text, int) is 'A filter, or one within another, as a part (see above).';

create function private.joined_parts(parts jsonb[], word text) returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object(
      'condition', string_agg('(' || (p ->> 'condition') || ')', format(' %s ', word)),
      'reads_contact', bool_or((p -> 'reads_contact')::boolean))
    || case when word = 'and' then jsonb_build_object(
          'drivers', coalesce(jsonb_path_query_array(jsonb_agg(p -> 'drivers'), '$[*][*]'), '[]'))
        || case when bool_or(p ? 'keys') then jsonb_build_object(
          'keys', jsonb_path_query_array(jsonb_agg(p -> 'keys') filter (where p ? 'keys'), '$[*][*]'),
          'keys_condition', string_agg('(' || (p ->> 'keys_condition') || ')', ' and ') filter (where p ? 'keys')) else '{}' end
      when bool_and(private.all_drivers(p) <> '[]') then jsonb_build_object('drivers', jsonb_build_array(jsonb_build_object(
        'from', string_agg(private.all_drivers(p) #>> '{0,from}', ' union all '),
        'condition', string_agg('(' || (private.all_drivers(p) #>> '{0,condition}') || ')', ' or '), 'ordered', false)))
      else '{"drivers": []}' end
  from unnest(parts) as p
$$;
comment on function private.joined_parts(jsonb[], text) is
  'Several parts as one. With "and" each way to find a part''s matches finds all matches; with "or" it takes one of every part.';

create function private.compile_filter(brand_id uuid, filter jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_part jsonb;
begin
  if pg_column_size(filter) > 32768 then
    perform private.fail_filter('filter', 'is too large; 32 kB are allowed.');
  end if;
  v_part := private.filter_part(brand_id, coalesce(filter, '{}'), 'filter', 1);
  return jsonb_build_object('condition', v_part -> 'condition', 'reads_contact', v_part -> 'reads_contact',
    'drivers', private.all_drivers(v_part));
end
$$;
comment on function private.compile_filter(uuid, jsonb) is
  'A filter as SQL: {"condition", "reads_contact", "drivers"}, see the head of this file''s parts. The one place where a filter becomes '
  'SQL. Errors: PT422 filter_invalid, with the path.';
