create function private.component_mapping_problems(place text, component jsonb, given jsonb, category text) returns setof text
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_kind text := lower(component ->> 'type');
  v_format text := lower(component ->> 'format');
  v_names text[] := private.text_placeholders(component ->> 'text');
  v_part jsonb;
begin
  if v_kind = 'header' and v_format <> 'text' or v_kind = 'body' and category = 'AUTHENTICATION' then
    v_names := array['1'];
  end if;
  if v_kind in ('header', 'body') then
    v_part := coalesce(jsonb_path_query_first(given, '$[*] ? (@.type == $kind).parameters', jsonb_build_object('kind', v_kind)), '[]');
    if jsonb_array_length(v_part) <> cardinality(v_names) then
      return next format('The %s%s takes %s parameters; %s are mapped.', place, v_kind, cardinality(v_names), jsonb_array_length(v_part));
    elsif v_names[1] !~ '^[0-9]+$' and exists (
      select from unnest(v_names) as name
      where not jsonb_path_exists(v_part, '$[*] ? (@.parameter_name == $name)', jsonb_build_object('name', name)))
    then
      return next format('The %s%s takes the parameters %s by name.', place, v_kind, array_to_string(v_names, ', '));
    elsif v_kind = 'header' and v_format <> 'text'
      and v_part -> 0 ->> 'type' is distinct from (case v_format when 'gif' then 'video' else v_format end)
    then
      return next format('The %sheader needs a parameter of type %s.', place, v_format);
    end if;
  elsif v_kind = 'buttons' then
    return query
    select format('Button %s of the %stemplate ("%s") needs a parameter.', n, place, b ->> 'text')
    from jsonb_array_elements(component -> 'buttons') with ordinality as e (b, n)
    where (upper(b ->> 'type') in ('COPY_CODE', 'OTP', 'MPM') or upper(b ->> 'type') = 'URL' and b ->> 'url' like '%{{%')
      and not exists (
        select from jsonb_array_elements(given) as g
        where lower(g ->> 'type') = 'button' and g ->> 'index' = (n - 1)::text and jsonb_array_length(g -> 'parameters') > 0);
  elsif v_kind = 'limited_time_offer' and component -> 'limited_time_offer' ->> 'has_expiration' = 'true'
    and not jsonb_path_exists(given, '$[*] ? (@.type == "limited_time_offer")')
  then
    return next 'The limited-time offer needs the time it expires.';
  end if;
end
$$;
comment on function private.component_mapping_problems(text, jsonb, jsonb, text) is
  'What a part of a template still needs from the send components `given`, in words.';

create function private.mapping_problems(template public.templates, parameters jsonb) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(array_agg(problem), '{}')
  from (
    select p.problem
    from jsonb_array_elements(template.components) as c,
      lateral private.component_mapping_problems('', c, parameters, template.category) as p (problem)
    union all
    select p.problem
    from jsonb_array_elements(template.components) as c, jsonb_array_elements(c -> 'cards') with ordinality as card (it, n),
      jsonb_array_elements(card.it -> 'components') as part,
      lateral private.component_mapping_problems(format('card %s''s ', n), part, coalesce(jsonb_path_query_first(parameters,
        '$[*].cards[*] ? (@.card_index == $n).components', jsonb_build_object('n', card.n - 1)), '[]'), template.category) as p (problem)
    where upper(c ->> 'type') = 'CAROUSEL'
  ) as found
$$;
comment on function private.mapping_problems(public.templates, jsonb) is
  'Parameters that a template takes and a campaign''s mapping does not give, or gives too many (Meta would refuse each message: 132000, '
  '132012, 131008). Empty when all is there.';
