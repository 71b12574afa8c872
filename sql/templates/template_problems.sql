create function private.template_head_problems(template jsonb) returns setof private.template_problem
language sql immutable parallel safe
set search_path = ''
as $$
  select problem.path, problem.message
  from (values
    ('name', 'A name has 1 to 512 lowercase letters, digits and underscores.',
      coalesce(template ->> 'name', '') !~ '^[a-z0-9_]+$' or char_length(template ->> 'name') > 512),
    ('language', 'A language is written like en or pt_BR.', coalesce(template ->> 'language', '') !~ '^[a-z]{2,3}(_[A-Za-z]{2,4})?$'),
    ('category', 'category is MARKETING, UTILITY or AUTHENTICATION.',
      coalesce(template ->> 'category', '') not in ('MARKETING', 'UTILITY', 'AUTHENTICATION')),
    ('parameter_format', 'parameter_format is POSITIONAL or NAMED.',
      coalesce(template ->> 'parameter_format', 'POSITIONAL') not in ('POSITIONAL', 'NAMED')),
    ('message_send_ttl_seconds', 'How long a message may wait: 30 to 900 seconds for authentication, 30 to 43200 for utility (or -1 for '
      '30 days), 43200 to 2592000 for marketing.',
      case when jsonb_typeof(template -> 'message_send_ttl_seconds') = 'number' then
        case template ->> 'category'
          when 'AUTHENTICATION' then (template ->> 'message_send_ttl_seconds')::numeric not between 30 and 900
            and template ->> 'message_send_ttl_seconds' <> '-1'
          when 'UTILITY' then (template ->> 'message_send_ttl_seconds')::numeric not between 30 and 43200
            and template ->> 'message_send_ttl_seconds' <> '-1'
          else (template ->> 'message_send_ttl_seconds')::numeric not between 43200 and 2592000
        end
      else coalesce(jsonb_typeof(template -> 'message_send_ttl_seconds'), 'null') <> 'null' end)
  ) as problem (path, message, is_there)
  where problem.is_there
$$;
comment on function private.template_head_problems(jsonb) is
  'What Meta refuses in the name, language, category and lifetime of a template.';

create function private.template_order_problems(components jsonb, category text) returns setof private.template_problem
language sql immutable parallel safe
set search_path = ''
as $$
  with parts as (
    select upper(p ->> 'type') as type, count(*) as n from jsonb_array_elements(components) as p group by 1
  ), had as (
    select coalesce(array_agg(type), '{}') as types from parts
  )
  select 'components', format('%s is no part of a template.', coalesce(type, 'A part without a type'))
  from parts
  where type is null or type not in ('HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER')
  union all
  select 'components', format('A template has one %s.', type) from parts where n > 1
  union all
  select 'components', problem.message
  from had, lateral (values
    ('A template needs a BODY.', not 'BODY' = any (types)),
    ('A carousel and a limited-time offer are marketing.',
      category <> 'MARKETING' and types && array['CAROUSEL', 'LIMITED_TIME_OFFER']),
    ('A limited-time offer has no footer.', types @> array['LIMITED_TIME_OFFER', 'FOOTER']),
    ('A carousel template has a body and cards, nothing else.', 'CAROUSEL' = any (types) and types && array['HEADER', 'FOOTER', 'BUTTONS']),
    ('An authentication template has a body, a code button and perhaps a footer.',
      category = 'AUTHENTICATION' and (types && array['HEADER'] or not 'BUTTONS' = any (types)))
  ) as problem (message, is_there)
  where problem.is_there
$$;
comment on function private.template_order_problems(jsonb, text) is 'Parts that a template lacks or may not have together.';

create function private.template_problems(template jsonb) returns setof private.template_problem
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_category text := coalesce(template ->> 'category', '');
  v_format text := coalesce(template ->> 'parameter_format', 'POSITIONAL');
  v_components jsonb := template -> 'components';
  v_part record;
begin
  return query select * from private.template_head_problems(template);
  if coalesce(jsonb_typeof(v_components), '') <> 'array'
    or jsonb_path_exists(v_components, 'strict $[*] ? (@.type() != "object")') then
    return next ('components', 'components is a list of parts: [{"type": "BODY", "text": "…"}].')::private.template_problem;
    return;
  end if;
  return query select * from private.template_order_problems(v_components, v_category);
  for v_part in
    select format('components[%s]', n - 1) as path, upper(p ->> 'type') as type, p as part
    from jsonb_array_elements(v_components) with ordinality as e (p, n)
  loop
    if v_part.type = 'HEADER' then
      return query select * from private.header_problems(v_part.path, v_part.part, v_category, v_format);
    elsif v_part.type = 'BODY' and v_category = 'AUTHENTICATION' then
      if v_part.part ? 'text' then
        return next (v_part.path || '.text', 'The text of an authentication template is Meta''s own.')::private.template_problem;
      end if;
    elsif v_part.type = 'BODY' then
      return query select * from private.body_problems(v_part.path, v_part.part, v_format,
        case when jsonb_path_exists(v_components, '$[*] ? (@.type like_regex "^limited_time_offer$" flag "i")') then 600 else 1024 end);
    elsif v_part.type = 'FOOTER' and v_category = 'AUTHENTICATION' then
      if coalesce(v_part.part ->> 'code_expiration_minutes', '') !~ '^([1-9]|[1-8][0-9]|90)$' then
        return next (v_part.path || '.code_expiration_minutes', 'A code is valid for 1 to 90 minutes.')::private.template_problem;
      end if;
    elsif v_part.type = 'FOOTER' then
      return query select * from private.length_problems(v_part.path || '.text', v_part.part ->> 'text', 60);
      if cardinality(private.text_placeholders(v_part.part ->> 'text')) > 0 then
        return next (v_part.path || '.text', 'A footer takes no parameters.')::private.template_problem;
      end if;
    elsif v_part.type = 'BUTTONS' then
      return query select * from private.buttons_problems(v_part.path || '.buttons', v_part.part -> 'buttons', v_category);
    elsif v_part.type = 'CAROUSEL' then
      return query select * from private.carousel_problems(v_part.path || '.cards', v_part.part -> 'cards', v_category, v_format);
    elsif v_part.type = 'LIMITED_TIME_OFFER' then
      return query select * from private.length_problems(
        v_part.path || '.limited_time_offer.text', v_part.part -> 'limited_time_offer' ->> 'text', 16);
    end if;
  end loop;
end
$$;
comment on function private.template_problems(jsonb) is
  'Everything Meta would refuse in a template {name, language, category, parameter_format?, components, message_send_ttl_seconds?}, '
  'with its place. Sources: Meta, template fundamentals, components, coupon, limited-time offer, carousel and '
  'authentication templates. Cost grows with the number of parts.';

create function private.validate_template(template jsonb) returns jsonb
language sql immutable parallel safe security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('path', p.path, 'message', p.message)), '[]') from private.template_problems(template) as p
$$;
comment on function private.validate_template(jsonb) is 'See public.validate_template. Reads nothing but its argument.';
grant execute on function private.validate_template(jsonb) to authenticated;

create function public.validate_template(template jsonb) returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$ select private.validate_template(template) $$;
comment on function public.validate_template(jsonb) is
  'What Meta would refuse in a template, before it is saved: [{path, message}], empty when it may be submitted. For editors.';
grant execute on function public.validate_template(jsonb) to authenticated;
