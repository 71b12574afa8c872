create function private.attribute_value_fits(type text, options text[], value jsonb) returns boolean
language plpgsql stable parallel safe
set search_path = ''
as $$
begin
  return case type
    when 'text' then jsonb_typeof(value) = 'string' and char_length(value #>> '{}') between 1 and 2000
    when 'number' then jsonb_typeof(value) = 'number' and pg_input_is_valid(value #>> '{}', 'double precision')
    when 'boolean' then jsonb_typeof(value) = 'boolean'
    when 'option' then jsonb_typeof(value) = 'string' and value #>> '{}' = any (options)
    when 'date' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      and pg_input_is_valid(value #>> '{}', 'date') and (value #>> '{}')::date between '1000-01-01' and '9999-12-31'
  end;
end
$$;
comment on function private.attribute_value_fits(text, text[], jsonb) is 'Whether a value may be stored in an attribute of this type.';

create function private.check_contact_attributes() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_wrong record;
begin
  -- Only what is new is checked: a value whose attribute or option was removed later hinders no other change.
  if tg_op = 'INSERT' then
    select given.key, a.type, a.options into v_wrong
    from new_rows n cross join lateral jsonb_each(n.attributes) as given
    left join public.contact_attributes a on a.brand_id = n.brand_id and a.key = given.key
    where private.attribute_value_fits(a.type, a.options, given.value) is not true
    limit 1;
  else
    select given.key, a.type, a.options into v_wrong
    from new_rows n join old_rows o on o.id = n.id and o.attributes <> n.attributes
    cross join lateral jsonb_each(n.attributes) as given
    left join public.contact_attributes a on a.brand_id = n.brand_id and a.key = given.key
    where given.value is distinct from o.attributes -> given.key
      and private.attribute_value_fits(a.type, a.options, given.value) is not true
    limit 1;
  end if;
  if v_wrong.key is null then
    return null;
  end if;
  if v_wrong.type is null then
    perform private.fail('PT422', 'attribute_unknown', format('This brand has no contact attribute "%s".', left(v_wrong.key, 80)),
      'Define it in contact_attributes first, or leave it out.');
  end if;
  perform private.fail('PT422', 'attribute_invalid', format('The attribute "%s" takes %s.', v_wrong.key, case v_wrong.type
      when 'text' then 'a text of 1 to 2,000 characters' when 'number' then 'a number' when 'boolean' then 'true or false'
      when 'date' then 'a date such as "2026-11-20"' else 'one of its options: ' || left(array_to_string(v_wrong.options, ', '), 400) end),
    'Correct the value; to empty an attribute leave its key out.');
  return null;
end
$$;
comment on function private.check_contact_attributes() is
  'Refuses attributes that the brand has not defined and values that do not fit their type, one statement for all rows written. '
  'Errors: PT422 attribute_unknown | attribute_invalid.';

create trigger contacts_check_attributes_insert after insert on public.contacts
  referencing new table as new_rows for each statement execute function private.check_contact_attributes();
create trigger contacts_check_attributes_update after update on public.contacts
  referencing old table as old_rows new table as new_rows for each statement execute function private.check_contact_attributes();
