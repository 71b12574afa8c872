create function private.header_problems(path text, header jsonb, category text, parameter_format text)
returns setof private.template_problem
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_format text := upper(header ->> 'format');
begin
  if v_format = 'TEXT' then
    return query select * from private.length_problems(path || '.text', header ->> 'text', 60);
    return query select * from private.parameter_problems(
      path || '.text', header ->> 'text', parameter_format, private.parameter_examples(header, 'header_text'))
      where message not like 'A text may not begin%';
  end if;
  return query
  select path || problem.field, problem.message
  from (values
    ('.format', 'format is TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION or GIF.',
      v_format is null or v_format not in ('TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'GIF')),
    ('.text', 'A header takes one parameter at most.',
      v_format = 'TEXT' and cardinality(private.text_placeholders(header ->> 'text')) > 1),
    -- What Meta lists as the sample is an address, which it does not take back.
    ('.example', 'A sample file is needed: Meta''s reviewers look at it.',
      v_format in ('IMAGE', 'VIDEO', 'DOCUMENT', 'GIF')
        and coalesce(header -> 'example' -> 'header_handle' ->> 0, '') !~ '^[^/:]+[/:](?!//)'),
    ('.format', 'Only marketing and utility templates have a location.', v_format = 'LOCATION' and category = 'AUTHENTICATION'),
    ('.format', 'Only marketing templates have a GIF.', v_format = 'GIF' and category <> 'MARKETING')
  ) as problem (field, message, is_there)
  where problem.is_there;
end
$$;
comment on function private.header_problems(text, jsonb, text, text) is
  'What Meta refuses in the header of a template (Meta, template components: 60 characters, one parameter, a sample of media).';

create function private.body_problems(path text, body jsonb, parameter_format text, most int) returns setof private.template_problem
language sql immutable parallel safe
set search_path = ''
as $$
  select * from private.length_problems(path || '.text', body ->> 'text', most)
  union all
  select * from private.parameter_problems(
    path || '.text', body ->> 'text', parameter_format, private.parameter_examples(body, 'body_text'))
$$;
comment on function private.body_problems(text, jsonb, text, int) is 'What Meta refuses in the body of a template.';

create function private.carousel_problems(path text, cards jsonb, category text, parameter_format text)
returns setof private.template_problem
language plpgsql immutable parallel safe
set search_path = ''
as $$
declare
  v_card record;
  v_part record;
  v_shape text;
  v_first text;
begin
  if coalesce(jsonb_typeof(cards), '') <> 'array' or jsonb_array_length(cards) not between 2 and 10 then
    return next (path, 'A carousel has 2 to 10 cards.')::private.template_problem;
    return;
  end if;
  for v_card in
    select format('%s[%s].components', path, n - 1) as path, n,
      case when jsonb_typeof(c -> 'components') = 'array' then c -> 'components' else '[]' end as components
    from jsonb_array_elements(cards) with ordinality as e (c, n)
  loop
    v_shape := '';
    for v_part in
      select format('%s[%s]', v_card.path, n - 1) as path, upper(p ->> 'type') as type, p as part
      from jsonb_array_elements(v_card.components) with ordinality as e (p, n) order by upper(p ->> 'type')
    loop
      v_shape := v_shape || v_part.type || coalesce(upper(v_part.part ->> 'format'), '')
        || coalesce((select string_agg(upper(b ->> 'type'), ',') from jsonb_array_elements(
          case when jsonb_typeof(v_part.part -> 'buttons') = 'array' then v_part.part -> 'buttons' else '[]' end) as b), '') || ';';
      if v_part.type = 'HEADER' then
        return query select * from private.header_problems(v_part.path, v_part.part, category, parameter_format);
      elsif v_part.type = 'BODY' then
        return query select * from private.body_problems(v_part.path, v_part.part, parameter_format, 160);
      elsif v_part.type = 'BUTTONS' then
        return query select * from private.buttons_problems(v_part.path || '.buttons', v_part.part -> 'buttons', category);
        if jsonb_typeof(v_part.part -> 'buttons') = 'array' and jsonb_array_length(v_part.part -> 'buttons') > 2 then
          return next (v_part.path || '.buttons', 'A card has at most 2 buttons.')::private.template_problem;
        end if;
      else
        return next (v_part.path, 'A card consists of HEADER, BODY and BUTTONS.')::private.template_problem;
      end if;
    end loop;
    if v_shape !~ 'HEADER(IMAGE|VIDEO|PRODUCT)' then
      return next (v_card.path, 'A card needs an image or a video as its header.')::private.template_problem;
    end if;
    v_first := coalesce(v_first, v_shape);
    if v_shape <> v_first then
      return next (v_card.path, 'All cards have the same parts and the same kinds of buttons as the first.')::private.template_problem;
    end if;
  end loop;
end
$$;
comment on function private.carousel_problems(text, jsonb, text, text) is
  'What Meta refuses in a carousel: 2 to 10 cards of one shape, each with media, bodies of 160 characters, at most 2 buttons.';
