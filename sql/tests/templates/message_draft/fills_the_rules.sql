-- A campaign's parameters are rules; each contact fills them with his own texts.
select plan(20);

create function pg_temp.draft(rules jsonb, body text default 'Hi') returns private.message_draft
language sql stable
as $$
  select private.draft_message(jsonb_populate_record(null::public.templates, jsonb_build_object('name', 'greeting', 'language', 'en_US',
    'components', jsonb_build_array(jsonb_build_object('type', 'BODY', 'text', body)))), rules)
$$;
create function pg_temp.fill(rules jsonb, body text default 'Hi', out content jsonb, out body_text text)
language sql stable
as $$
  select f.content, f.body from private.fill_draft(pg_temp.draft(rules, body), jsonb_populate_record(null::public.contacts,
    '{"name": "Ann \"A\"", "phone": "+15550101", "username": "ann_", "attributes": {"order": 17, "vip": true, "city": "  ",
      "trick": "{{1}}"}}')) as f
$$;
create function pg_temp.filled(rules jsonb) returns jsonb
language sql stable
as $$ select (pg_temp.fill(rules)).content #> '{template,components}' $$;
create function pg_temp.text_of(rule jsonb) returns text
language sql stable
as $$ select pg_temp.filled(jsonb_build_array(jsonb_build_object('type', 'body', 'parameters',
  jsonb_build_array(rule)))) #>> '{0,parameters,0,text}' $$;

select is(pg_temp.text_of('{"source": "name"}'), 'Ann "A"', 'name');
select is(pg_temp.text_of('{"source": "phone"}'), '+15550101', 'phone');
select is(pg_temp.text_of('{"source": "username"}'), 'ann_', 'username');
select is(pg_temp.text_of('{"source": "constant", "value": "SUMMER"}'), 'SUMMER', 'constant');
select is(pg_temp.text_of('{"source": "attribute", "key": "order"}'), '17', 'a number among the attributes');
select is(pg_temp.text_of('{"source": "attribute", "key": "vip"}'), 'true', 'a flag among the attributes');
select is(pg_temp.text_of('{"source": "attribute", "key": "nope"}'), null, 'what he lacks leaves no message');
select is(pg_temp.text_of('{"source": "attribute", "key": "nope", "fallback": "there"}'), 'there', 'unless there is a fallback');
select is(pg_temp.text_of('{"source": "attribute", "key": "city", "fallback": "your town"}'), 'your town',
  'which also stands in for blanks');
select is(pg_temp.text_of('{"source": "name", "fallback": "there"}'), 'Ann "A"', 'and not for what he has');
select is(pg_temp.text_of('{"source": "moon"}'), null, 'nor does an unknown source');

select is(
  pg_temp.filled('[
    {"type": "header", "parameters": [{"source": "name"}]},
    {"type": "body", "parameters": [{"source": "name"}, {"parameter_name": "order", "source": "attribute", "key": "order"}]},
    {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"source": "attribute", "key": "order"}]},
    {"type": "button", "sub_type": "quick_reply", "index": "1"}]'),
  '[
    {"type": "header", "parameters": [{"type": "text", "text": "Ann \"A\""}]},
    {"type": "body", "parameters": [{"type": "text", "text": "Ann \"A\""}, {"type": "text", "parameter_name": "order", "text": "17"}]},
    {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "17"}]},
    {"type": "button", "sub_type": "quick_reply", "index": "1"}]',
  'header, body, named parameters and buttons come out as Meta takes them'
);
select is((pg_temp.fill('[]')).content, '{"template": {"name": "greeting", "language": {"code": "en_US"}}}',
  'a template without parameters has no components');
select is(
  pg_temp.filled('[{"type": "carousel", "cards": [
    {"card_index": 0, "components": [{"type": "header", "parameters": [{"type": "image", "source": "attribute", "key": "picture",
      "fallback": "https://example.test/a.png"}]}, {"type": "body", "parameters": [{"source": "name"}, {"source": "phone"}]}]},
    {"card_index": 1, "components": [{"type": "body", "parameters": [{"source": "constant", "value": "Two"}, {"source": "name"}]}]}]}]'),
  '[{"type": "carousel", "cards": [
    {"card_index": 0, "components": [
      {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://example.test/a.png"}}]},
      {"type": "body", "parameters": [{"type": "text", "text": "Ann \"A\""}, {"type": "text", "text": "+15550101"}]}]},
    {"card_index": 1, "components": [
      {"type": "body", "parameters": [{"type": "text", "text": "Two"}, {"type": "text", "text": "Ann \"A\""}]}]}]}]',
  'each card gets its own');
select is(pg_temp.filled('[{"type": "body", "parameters": [{"type": "currency", "currency": {"code": "EUR", "amount_1000": 5}}]}]'),
  '[{"type": "body", "parameters": [{"type": "currency", "currency": {"code": "EUR", "amount_1000": 5}}]}]',
  'what has no source is Meta''s object already');
select is((pg_temp.fill('[{"type": "body", "parameters": [{"type": "text", "text": null}, {"source": "name"}]}]')).content, null,
  'and must be whole');
select is(
  (pg_temp.fill('[{"type": "body", "parameters": [{"source": "name"}, {"source": "constant", "value": "17"}]}]',
    'Hi {{1}}, order {{2}} for {{1}}: {{3}}')).body_text,
  'Hi Ann "A", order 17 for Ann "A": {{3}}', 'the text is what the person reads');
select is(
  (pg_temp.fill('[{"type": "body", "parameters": [{"source": "attribute", "key": "trick"}, {"source": "name"}]}]',
    'Hi {{1}}, {{2}}')).body_text,
  'Hi {{1}}, Ann "A"', 'a text that looks like a placeholder is left as it is');
select is((pg_temp.fill('[{"type": "body", "parameters": [{"source": "name"}]}]', null)).body_text, null, 'no body, no text');
select is(
  (select (private.fill_draft(pg_temp.draft('[{"type": "body", "parameters": [{"source": "name"}]}]', 'Hi {{1}}'), c)).body
    from (select jsonb_populate_record(null::public.contacts, '{"name": "Bea"}')) as other (c)),
  'Hi Bea', 'one draft serves all contacts');

select * from finish();
