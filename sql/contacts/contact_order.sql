create type private.contact_order as (
  name text, base text, id text, columns text, directions text, value text, value_type text, comparison text
);
comment on type private.contact_order is
  'An order of contacts as SQL: the table it is read from (s or c), its id column, what orders it, and how a cursor compares.';

create function private.contact_order(sort text) returns private.contact_order
language plpgsql immutable
set search_path = ''
as $$
declare
  c_inbound constant text := 'coalesce(c.last_inbound_at, ''-infinity'')';
  v_order private.contact_order;
begin
  select * into v_order
  from (values
    ('newest', 'private.contact_search s', 's.contact_id', 's.contact_id', 's.contact_id desc', 'null', 'text', '<'),
    ('oldest', 'private.contact_search s', 's.contact_id', 's.contact_id', 's.contact_id', 'null', 'text', '>'),
    ('name', 'private.contact_search s', 's.contact_id', '(s.name, s.contact_id)', 's.name, s.contact_id', 's.name', 'text', '>'),
    ('last_inbound', 'public.contacts c', 'c.id', format('(%s, c.id)', c_inbound), c_inbound || ' desc, c.id desc', c_inbound,
      'timestamptz', '<')
  ) as o (name, base, id, columns, directions, value, value_type, comparison)
  where o.name = sort;
  if not found then
    perform private.fail('PT422', 'sort_unknown', 'Contacts are not sorted by that.', 'Use newest, oldest, name or last_inbound.');
  end if;
  return v_order;
end
$$;
comment on function private.contact_order(text) is 'The order of this name. Errors: PT422 sort_unknown.';

create function private.contact_cursor(id uuid, value text) returns text
language sql immutable
set search_path = ''
as $$
  select replace(encode(convert_to(jsonb_strip_nulls(jsonb_build_object('id', id, 'v', value))::text, 'utf8'), 'base64'), E'\n', '')
$$;
comment on function private.contact_cursor(uuid, text) is 'Where a page ended, for the client to send back.';

create function private.after_cursor(ordering private.contact_order, next text) returns text
language plpgsql stable
set search_path = ''
as $$
declare
  v_cursor jsonb;
begin
  if next is null then
    return 'true';
  end if;
  v_cursor := convert_from(decode(next, 'base64'), 'utf8')::jsonb;
  if private.uuid_or_null(v_cursor ->> 'id') is null or (ordering.value <> 'null') <> (v_cursor ->> 'v' is not null) then
    raise data_exception;
  elsif ordering.value = 'null' then
    return format('%s %s %L::uuid', ordering.columns, ordering.comparison, v_cursor ->> 'id');
  elsif ordering.value_type = 'timestamptz' then
    perform (v_cursor ->> 'v')::timestamptz;
  end if;
  return format('%s %s (%L::%s, %L::uuid)', ordering.columns, ordering.comparison, v_cursor ->> 'v', ordering.value_type,
    v_cursor ->> 'id');
exception when data_exception then
  perform private.fail('PT422', 'cursor_invalid', 'This is not a cursor of a page of contacts in this order.',
    'Send back "next" of the page before, with the same sort, or null.');
end
$$;
comment on function private.after_cursor(private.contact_order, text) is
  'The SQL condition for what comes after a cursor. Errors: PT422 cursor_invalid.';
