create function private.template_body(components jsonb) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return (select c ->> 'text' from jsonb_array_elements(components) as c where upper(c ->> 'type') = 'BODY' limit 1);
end
$$;
comment on function private.template_body(jsonb) is 'The body text of a template with its placeholders.';

create function private.render_template(body text, filled jsonb) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_parts text[] := string_to_array(body, '{{');
  v_parameters jsonb;
  v_texts jsonb := '{}';
  v_rendered text := v_parts[1];
  v_name text;
begin
  for i in 0 .. jsonb_array_length(filled) - 1 loop
    if filled -> i ->> 'type' = 'body' then
      v_parameters := filled -> i -> 'parameters';
      for j in 0 .. jsonb_array_length(v_parameters) - 1 loop
        v_name := coalesce(v_parameters -> j ->> 'parameter_name', (j + 1)::text);
        v_texts := v_texts || jsonb_build_object(v_name, v_parameters -> j ->> 'text');
      end loop;
    end if;
  end loop;
  -- One pass over the template: a value that looks like a placeholder is not filled in again.
  for i in 2 .. coalesce(cardinality(v_parts), 0) loop
    v_name := split_part(v_parts[i], '}}', 1);
    v_rendered := v_rendered
      || coalesce(v_texts ->> v_name, '{{' || v_name || '}}') || substr(v_parts[i], length(v_name) + 3);
  end loop;
  return v_rendered;
end
$$;
comment on function private.render_template(text, jsonb) is
  'The body text of a template as the recipient reads it; `filled` is what private.template_components returned.';
