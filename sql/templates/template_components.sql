create function private.parameter_value(parameter jsonb, contact public.contacts) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(
    nullif(trim(case parameter ->> 'source'
      when 'constant' then parameter ->> 'value'
      when 'name' then contact.name
      when 'phone' then contact.phone
      when 'username' then contact.username
      when 'attribute' then contact.attributes ->> (parameter ->> 'key')
    end), ''),
    parameter ->> 'fallback')
$$;
comment on function private.parameter_value(jsonb, public.contacts) is
  'The text of one template parameter for one contact: {source: constant|name|phone|username|attribute, value?, key?, fallback?}; '
  'null when the contact lacks it and there is no fallback.';

create function private.template_components(parameters jsonb, contact public.contacts) returns jsonb
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_component jsonb;
  v_parameter jsonb;
  v_values jsonb;
  v_components jsonb := '[]';
begin
  for v_component in select * from jsonb_array_elements(parameters) loop
    v_values := '[]';
    for v_parameter in select * from jsonb_array_elements(v_component -> 'parameters') loop
      v_values := v_values || case
        when v_parameter ? 'parameter_name' then jsonb_build_object('type', 'text',
          'parameter_name', v_parameter ->> 'parameter_name', 'text', private.parameter_value(v_parameter, contact))
        else jsonb_build_object('type', 'text', 'text', private.parameter_value(v_parameter, contact))
      end;
    end loop;
    v_components := v_components || jsonb_build_array((v_component - 'parameters') || jsonb_build_object('parameters', v_values));
  end loop;
  return v_components;
end
$$;
comment on function private.template_components(jsonb, public.contacts) is
  'Fills a campaign''s parameter mapping for one contact. parameters: Meta''s send components whose parameters are '
  'rules of private.parameter_value instead of texts. Cost grows with the number of parameters.';
