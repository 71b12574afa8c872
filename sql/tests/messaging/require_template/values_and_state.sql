-- A template is checked against what Meta approved, before Meta sees it.
select plan(17);
select tests.build_world();
select tests.add_template(name, 'number_a1', components::jsonb)
from (values
  ('two', '[{"type": "HEADER", "format": "TEXT", "text": "For {{1}}"}, {"type": "BODY", "text": "{{1}} {{2}} {{1}}"}]'),
  ('picture', '[{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Look"}]'),
  ('named', '[{"type": "BODY", "text": "Hi {{first_name}}"}]'),
  ('button', '[{"type": "BODY", "text": "Go"},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "No"}, {"type": "URL", "text": "Track",
    "url": "https://x.example/{{1}}"}]}]'),
  ('code', '[{"type": "BODY", "text": "{{1}} is your code"}]'),
  ('code_of_ours', '[{"type": "BODY", "add_security_recommendation": true}, {"type": "BUTTONS", "buttons": [{"type": "OTP"}]}]'),
  ('paused', '[{"type": "BODY", "text": "Hi"}]')
) as t (name, components);
update public.templates set parameter_format = 'NAMED' where name = 'named';
update public.templates set category = 'AUTHENTICATION' where name like 'code%';
update public.templates set meta_status = 'PAUSED' where name = 'paused';
select tests.keep('ann', tests.add_contact('a1', '+15550101')), tests.keep('una', tests.add_contact('a1', bsuid => 'US.1'));
select tests.act_as('agent');

create function pg_temp.sent(name text, components jsonb default '[]', person text default 'ann', language text default 'en') returns text
language sql volatile
as $$
  select tests.error_of(format('select public.send_message(%L)', jsonb_build_object('whatsapp_account_id', tests.id('number_a1'),
    'contact_id', tests.id(person), 'type', 'template', 'template',
    jsonb_build_object('name', name, 'language', jsonb_build_object('code', language), 'components', components))))
$$;
create function pg_temp.part(type text, texts text[], names text[] default null) returns jsonb
language sql immutable
as $$
  select jsonb_build_object('type', type, 'parameters', jsonb_agg(jsonb_strip_nulls(
    jsonb_build_object('type', 'text', 'text', t, 'parameter_name', names[n])) order by n))
  from unnest(texts) with ordinality as u (t, n)
$$;

select is(pg_temp.sent('two', jsonb_build_array(pg_temp.part('header', array['Ann']), pg_temp.part('body', array['a', 'b']))), 'no error',
  'all');
select is(pg_temp.sent('two', jsonb_build_array(pg_temp.part('body', array['a', 'b']))), 'PT422 message_invalid',
  'no value for the header');
select is(
  pg_temp.sent('two', jsonb_build_array(pg_temp.part('header', array['Ann']), pg_temp.part('body', array['a']))), 'PT422 message_invalid',
  'one too few'
);
select is(pg_temp.sent('picture'), 'PT422 message_invalid', 'no picture');
select is(
  pg_temp.sent('picture', '[{"type": "header", "parameters": [{"type": "image", "image": {"id": "1"}}]}]'), 'no error', 'a picture'
);
select is(pg_temp.sent('named', jsonb_build_array(pg_temp.part('body', array['Ann'], array['first_name']))), 'no error', 'by name');
select is(
  pg_temp.sent('named', jsonb_build_array(pg_temp.part('body', array['Ann'], array['name']))), 'PT422 message_invalid', 'by another name'
);
select is(pg_temp.sent('button'), 'PT422 message_invalid', 'an address without its end');
select is(
  pg_temp.sent('button', '[{"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "42"}]}]'),
  'no error',
  'with it'
);
select is(pg_temp.sent('nothing'), 'PT422 template_not_found', 'a template that there is not');
select is(pg_temp.sent('paused', language => 'de'), 'PT422 template_not_found', 'or not in this language');
select is(pg_temp.sent('paused'), 'PT409 template_not_approved', 'one that Meta paused');
select is(pg_temp.sent('code', jsonb_build_array(pg_temp.part('body', array['1234']))), 'no error', 'a code goes to a phone');
select is(pg_temp.sent('code_of_ours', jsonb_build_array(pg_temp.part('body', array['1234']))), 'no error',
  'also into the text that is Meta''s own');
select is(pg_temp.sent('code_of_ours'), 'PT422 message_invalid', 'which does not go without it');
select is(
  pg_temp.sent('code', jsonb_build_array(pg_temp.part('body', array['1234'])), 'una'), 'PT422 phone_required',
  'not to somebody of whom only the user id is known'
);
select public.send_message(jsonb_build_object('whatsapp_account_id', tests.id('number_a1'), 'contact_id', tests.id('ann'), 'type',
  'template',
  'template', jsonb_build_object('name', 'two', 'language', '{"code": "en"}'::jsonb, 'components',
    jsonb_build_array(pg_temp.part('header', array['Ann']), pg_temp.part('body', array['a', 'b'])))));
select tests.become('none');
select is(
  (select body from public.messages where direction = 'outbound'),
  'a b a', 'the thread shows what the contact reads'
);

select * from finish();
