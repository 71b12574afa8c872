-- A campaign's parameters are rules; each contact fills them with his own texts.
select plan(13);

create function pg_temp.filled(rules jsonb) returns jsonb
language sql stable
as $$
  select private.template_components(rules, jsonb_populate_record(null::public.contacts,
    '{"name": "Ann", "phone": "+15550101", "username": "ann_", "attributes": {"order": 17, "vip": true, "city": "  "}}'))
$$;
create function pg_temp.text_of(rule jsonb) returns text
language sql stable
as $$ select pg_temp.filled(jsonb_build_array(jsonb_build_object('type', 'body', 'parameters',
  jsonb_build_array(rule)))) #>> '{0,parameters,0,text}' $$;

select is(pg_temp.text_of('{"source": "name"}'), 'Ann', 'name');
select is(pg_temp.text_of('{"source": "phone"}'), '+15550101', 'phone');
select is(pg_temp.text_of('{"source": "username"}'), 'ann_', 'username');
select is(pg_temp.text_of('{"source": "constant", "value": "SUMMER"}'), 'SUMMER', 'constant');
select is(pg_temp.text_of('{"source": "attribute", "key": "order"}'), '17', 'a number among the attributes');
select is(pg_temp.text_of('{"source": "attribute", "key": "vip"}'), 'true', 'a flag among the attributes');
select is(pg_temp.text_of('{"source": "attribute", "key": "nope"}'), null, 'an attribute he lacks is null');
select is(pg_temp.text_of('{"source": "attribute", "key": "nope", "fallback": "there"}'), 'there', 'unless there is a fallback');
select is(pg_temp.text_of('{"source": "attribute", "key": "city", "fallback": "your town"}'), 'your town',
  'which also stands in for blanks');
select is(pg_temp.text_of('{"source": "name", "fallback": "there"}'), 'Ann', 'and not for what he has');
select is(pg_temp.text_of('{"source": "moon"}'), null, 'an unknown source is null, no error');

select is(
  pg_temp.filled('[
    {"type": "header", "parameters": [{"source": "name"}]},
    {"type": "body", "parameters": [{"source": "name"}, {"parameter_name": "order", "source": "attribute", "key": "order"}]},
    {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"source": "attribute", "key": "order"}]},
    {"type": "button", "sub_type": "quick_reply", "index": "1"}]'),
  '[
    {"type": "header", "parameters": [{"type": "text", "text": "Ann"}]},
    {"type": "body", "parameters": [{"type": "text", "text": "Ann"}, {"type": "text", "parameter_name": "order", "text": "17"}]},
    {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "17"}]},
    {"type": "button", "sub_type": "quick_reply", "index": "1", "parameters": []}]',
  'header, body, named parameters and buttons come out as Meta takes them'
);
select is(pg_temp.filled('[]'), '[]', 'a template without parameters');

select * from finish();
