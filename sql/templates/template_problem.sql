create type private.template_problem as (path text, message text);
comment on type private.template_problem is
  'Something Meta would refuse in a template: where it stands in the template''s JSON, and what is wrong, for its author.';

create function private.text_placeholders(content text) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(array_agg(found[1] order by n), '{}')
  from regexp_matches(content, '\{\{([^{}]*)\}\}', 'g') with ordinality as m (found, n)
$$;
comment on function private.text_placeholders(text) is 'What stands between {{ and }} in a template text, in order: {1,2} or {first_name}.';

create function private.length_problems(path text, content text, most int) returns setof private.template_problem
language sql immutable parallel safe
set search_path = ''
as $$
  select path, case when coalesce(trim(content), '') = '' then 'A text is needed here.'
    else format('At most %s characters; these are %s.', most, char_length(content)) end
  where coalesce(trim(content), '') = '' or char_length(content) > most
$$;
comment on function private.length_problems(text, text, int) is 'A text that is missing or longer than Meta takes.';

create function private.parameter_problems(path text, content text, parameter_format text, examples text[])
returns setof private.template_problem
language sql immutable parallel safe
set search_path = ''
as $$
  with text_of as (
    select private.text_placeholders(content) as names, trim(content) as body
  ), checked as (
    select names, body, cardinality(names) as n, parameter_format = 'NAMED' as is_named from text_of where cardinality(names) > 0
  )
  select path, problem.message
  from checked, lateral (values
    ('Named parameters are lowercase letters, digits and underscores, like {{first_name}}.',
      is_named and exists (select from unnest(names) as name where name !~ '^[a-z_][a-z0-9_]*$')),
    ('A named parameter stands only once in a text.',
      is_named and n <> (select count(distinct name) from unnest(names) as name)),
    ('Parameters are numbered in order and without gaps: {{1}}, {{2}} and so on.',
      not is_named and names <> array(select i::text from generate_series(1, n) as i)),
    ('A text may not begin or end with a parameter.', body like '{{%' or body like '%}}'),
    ('Two parameters may not stand next to each other.', body ~ '\}\}\s*\{\{'),
    (format('Give an example for each parameter: %s of %s.', cardinality(examples), n), cardinality(examples) < n)
  ) as problem (message, is_there)
  where problem.is_there
  union all
  select path, 'Brackets are not closed: a parameter is written {{1}}.'
  where replace(regexp_replace(content, '\{\{[^{}]*\}\}', '', 'g'), ' ', '') ~ '\{\{|\}\}'
$$;
comment on function private.parameter_problems(text, text, text, text[]) is
  'What Meta refuses in the placeholders of a text: numbering, names, place and missing examples (Meta, template components; errors '
  '2388072, 2388299).';

create function private.parameter_examples(component jsonb, field text) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(
    (select array_agg(e ->> 'example') from jsonb_path_query(component, '$.example.*[*] ? (@.param_name.type() == "string")') as e),
    (select array_agg(e) from jsonb_array_elements_text(
      case when jsonb_typeof(component -> 'example' -> field -> 0) = 'array' then component -> 'example' -> field -> 0
        when jsonb_typeof(component -> 'example' -> field) = 'array' then component -> 'example' -> field else '[]' end) as e),
    '{}')
$$;
comment on function private.parameter_examples(jsonb, text) is
  'Examples of a component''s parameters, positional (header_text: ["x"], body_text: [["a", "b"]]) or named (…_named_params).';
