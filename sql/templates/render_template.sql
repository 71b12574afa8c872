create function private.render_template(components jsonb, filled jsonb) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_texts jsonb := '{}';
  v_parts text[];
  v_rendered text;
  v_name text;
begin
  select string_to_array(c ->> 'text', '{{') into v_parts
  from jsonb_array_elements(components) as c where upper(c ->> 'type') = 'BODY';
  select coalesce(jsonb_object_agg(coalesce(p.value ->> 'parameter_name', p.ordinality::text), p.value ->> 'text'), '{}') into v_texts
  from jsonb_array_elements(filled) as c, jsonb_array_elements(c -> 'parameters') with ordinality as p
  where c ->> 'type' = 'body';
  -- One pass over the template: a value that looks like a placeholder is not filled in again.
  v_rendered := v_parts[1];
  for i in 2 .. coalesce(cardinality(v_parts), 0) loop
    v_name := split_part(v_parts[i], '}}', 1);
    v_rendered := v_rendered
      || coalesce(v_texts ->> v_name, '{{' || v_name || '}}') || substr(v_parts[i], length(v_name) + 3);
  end loop;
  return v_rendered;
end
$$;
comment on function private.render_template(jsonb, jsonb) is
  'The body text of a template as the recipient reads it; `filled` is what private.template_components returned.';
