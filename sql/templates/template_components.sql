-- Both run once a message: loops over indexes instead of queries, because plpgsql evaluates plain expressions without the executor
-- (measured: a third of the time of the same with jsonb_array_elements and an SQL function).

create function private.parameter_value(parameter jsonb, contact public.contacts) returns text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_source text := parameter ->> 'source';
begin
  return coalesce(
    nullif(trim(case v_source
      when 'constant' then parameter ->> 'value'
      when 'name' then contact.name
      when 'phone' then contact.phone
      when 'username' then contact.username
      when 'attribute' then contact.attributes ->> (parameter ->> 'key')
    end), ''),
    parameter ->> 'fallback');
end
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
  v_filled jsonb;
  v_values jsonb;
  v_components jsonb := '[]';
begin
  for i in 0 .. jsonb_array_length(parameters) - 1 loop
    v_component := parameters -> i;
    v_values := '[]';
    for j in 0 .. coalesce(jsonb_array_length(v_component -> 'parameters'), 0) - 1 loop
      v_parameter := v_component -> 'parameters' -> j;
      v_filled := jsonb_build_object('type', 'text', 'text', private.parameter_value(v_parameter, contact));
      if v_parameter ? 'parameter_name' then
        v_filled := v_filled || jsonb_build_object('parameter_name', v_parameter ->> 'parameter_name');
      end if;
      v_values := v_values || v_filled;
    end loop;
    v_components := v_components || jsonb_build_array(v_component || jsonb_build_object('parameters', v_values));
  end loop;
  return v_components;
end
$$;
comment on function private.template_components(jsonb, public.contacts) is
  'Fills a campaign''s parameter mapping for one contact. parameters: Meta''s send components whose parameters are '
  'rules of private.parameter_value instead of texts. Cost grows with the number of parameters.';
