create function private.render_template(components jsonb, filled jsonb) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_text text;
  v_parameter record;
begin
  select c ->> 'text' into v_text from jsonb_array_elements(components) as c where upper(c ->> 'type') = 'BODY';
  for v_parameter in
    select p.value as parameter, p.ordinality as place
    from jsonb_array_elements(filled) as c, jsonb_array_elements(c -> 'parameters') with ordinality as p
    where c ->> 'type' = 'body'
  loop
    v_text := replace(v_text,
      '{{' || coalesce(v_parameter.parameter ->> 'parameter_name', v_parameter.place::text) || '}}',
      v_parameter.parameter ->> 'text');
  end loop;
  return v_text;
end
$$;
comment on function private.render_template(jsonb, jsonb) is
  'The body text of a template as the recipient reads it; `filled` is what private.template_components returned.';
