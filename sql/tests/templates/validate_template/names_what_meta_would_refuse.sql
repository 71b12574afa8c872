select plan(48);

create function pg_temp.said(template jsonb) returns text[]
language sql stable
as $$
  select coalesce(array_agg(p.path || ': ' || p.message order by p.path, p.message), '{}')
  from private.template_problems('{"name": "order_update", "language": "en_US", "category": "UTILITY"}' || template) as p
$$;
create function pg_temp.body(content text, more jsonb default '{}', examples jsonb default null) returns jsonb
language sql immutable
as $$
  select jsonb_build_object('components', jsonb_build_array(
    jsonb_strip_nulls(jsonb_build_object('type', 'BODY', 'text', content, 'example', examples)))) || more
$$;
create function pg_temp.buttons(buttons jsonb, more jsonb default '{}') returns jsonb
language sql immutable
as $$
  select jsonb_build_object('components', jsonb_build_array('{"type": "BODY", "text": "Hi there"}'::jsonb,
    jsonb_build_object('type', 'BUTTONS', 'buttons', buttons))) || more
$$;

-- What Meta's own samples look like has no problems.
select is(pg_temp.said(template), '{}', name)
from (values
  ('a text', pg_temp.body('Hello')),
  ('numbered parameters with examples', pg_temp.body('Hi {{1}}, your order {{2}} has shipped.', '{}', '{"body_text": [["Ana", "1042"]]}')),
  ('named parameters with examples', pg_temp.body('Hi {{first_name}}, order {{order_id}} has shipped.', '{"parameter_format": "NAMED"}',
    '{"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}, {"param_name": "order_id", "example": "1042"}]}')),
  ('header, footer and buttons', jsonb '{"components": [{"type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example":
    {"header_text": ["1042"]}}, {"type": "BODY", "text": "It has shipped."}, {"type": "FOOTER", "text": "Thanks"},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Stop"},
      {"type": "URL", "text": "Track", "url": "https://example.com/t/{{1}}", "example": ["1042"]}]}]}'),
  ('a media header with its sample', jsonb '{"components": [{"type": "HEADER", "format": "IMAGE", "example":
    {"header_handle": ["01a1f8f6-36ae-742d-9cf3-585430359361/b/t/cat.png"]}}, {"type": "BODY", "text": "Look"}]}'),
  ('a code', jsonb '{"category": "AUTHENTICATION", "message_send_ttl_seconds": 300, "components": [{"type": "BODY",
    "add_security_recommendation": true}, {"type": "FOOTER", "code_expiration_minutes": 10},
    {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}]}'),
  ('a limited-time offer', jsonb '{"category": "MARKETING", "components": [{"type": "LIMITED_TIME_OFFER", "limited_time_offer":
    {"text": "Ends soon", "has_expiration": true}}, {"type": "BODY", "text": "Half the price"},
    {"type": "BUTTONS", "buttons": [{"type": "COPY_CODE", "example": "SAVE50"}]}]}'),
  ('a carousel', jsonb '{"category": "MARKETING", "components": [{"type": "BODY", "text": "Choose"}, {"type": "CAROUSEL", "cards": [
    {"components": [{"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::a"]}}, {"type": "BODY", "text": "One"},
      {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "This"}]}]},
    {"components": [{"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::b"]}}, {"type": "BODY", "text": "Two"},
      {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "That"}]}]}]}]}')
) as fine (name, template);

-- And each of these has one, said at its place.
select is(pg_temp.said(template), array[problem], problem)
from (values
  (pg_temp.body('Hi', '{"name": "Order Update"}'), 'name: A name has 1 to 512 lowercase letters, digits and underscores.'),
  (pg_temp.body('Hi', '{"language": "english"}'), 'language: A language is written like en or pt_BR.'),
  (pg_temp.body('Hi', '{"category": "NEWS"}'), 'category: category is MARKETING, UTILITY or AUTHENTICATION.'),
  ('{"components": "text"}', 'components: components is a list of parts: [{"type": "BODY", "text": "…"}].'),
  ('{"components": [{"type": "FOOTER", "text": "x"}]}', 'components: A template needs a BODY.'),
  ('{"components": [{"type": "BODY", "text": "x"}, {"type": "BODY", "text": "y"}]}', 'components: A template has one BODY.'),
  ('{"components": [{"type": "BODY", "text": "x"}, {"type": "SOUND"}]}', 'components: SOUND is no part of a template.'),
  (pg_temp.body(''), 'components[0].text: A text is needed here.'),
  (pg_temp.body(repeat('a', 1025)), 'components[0].text: At most 1024 characters; these are 1025.'),
  (pg_temp.body('{{1}} is here', '{}', '{"body_text": [["a"]]}'), 'components[0].text: A text may not begin or end with a parameter.'),
  (pg_temp.body('Hi {{1}} {{2}} you', '{}', '{"body_text": [["a", "b"]]}'),
    'components[0].text: Two parameters may not stand next to each other.'),
  (pg_temp.body('Hi {{2}} you', '{}', '{"body_text": [["a"]]}'),
    'components[0].text: Parameters are numbered in order and without gaps: {{1}}, {{2}} and so on.'),
  (pg_temp.body('Hi {{1}} you'), 'components[0].text: Give an example for each parameter: 0 of 1.'),
  (pg_temp.body('Hi {{First}} you', '{"parameter_format": "NAMED"}', '{"body_text_named_params": [{"param_name": "First",
    "example": "A"}]}'),
    'components[0].text: Named parameters are lowercase letters, digits and underscores, like {{first_name}}.'),
  (pg_temp.body('Hi {{1} you'), 'components[0].text: Brackets are not closed: a parameter is written {{1}}.'),
  ('{"components": [{"type": "BODY", "text": "x"}, {"type": "FOOTER", "text": "for {{1}} only"}]}',
    'components[1].text: A footer takes no parameters.'),
  ('{"components": [{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "x"}]}',
    'components[0].example: A sample file is needed: Meta''s reviewers look at it.'),
  ('{"components": [{"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://scontent.example/1"]}},
    {"type": "BODY", "text": "x"}]}', 'components[0].example: A sample file is needed: Meta''s reviewers look at it.'),
  ('{"components": [{"type": "HEADER", "format": "GIF", "example": {"header_handle": ["4::a"]}}, {"type": "BODY", "text": "x"}]}',
    'components[0].format: Only marketing templates have a GIF.'),
  (pg_temp.buttons('[{"type": "QUICK_REPLY", "text": "abcdefghijklmnopqrstuvwxyz"}]'),
    'components[1].buttons[0].text: At most 25 characters; these are 26.'),
  (pg_temp.buttons('[{"type": "URL", "text": "Go", "url": "example.com"}]'),
    'components[1].buttons[0].url: An address of at most 2000 characters that begins with https:// or http:// is needed.'),
  (pg_temp.buttons('[{"type": "URL", "text": "Go", "url": "https://example.com/{{1}}/x", "example": ["1"]}]'),
    'components[1].buttons[0].url: An address takes one parameter, {{1}}, at its very end.'),
  (pg_temp.buttons('[{"type": "URL", "text": "Go", "url": "https://example.com/{{1}}"}]'),
    'components[1].buttons[0].example: Give an example of the part that is filled in.'),
  (pg_temp.buttons('[{"type": "PHONE_NUMBER", "text": "Call", "phone_number": "call me"}]'),
    'components[1].buttons[0].phone_number: A phone number with country code is needed, like +16505550100.'),
  (pg_temp.buttons('[{"type": "QUICK_REPLY", "text": "A"}, {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+16505550100"},
    {"type": "QUICK_REPLY", "text": "B"}]'),
    'components[1].buttons: Quick replies stand together: all before or all after the other buttons.'),
  (pg_temp.buttons('[{"type": "URL", "text": "A", "url": "https://a.example"}, {"type": "URL", "text": "B", "url": "https://b.example"},
    {"type": "URL", "text": "C", "url": "https://c.example"}]'), 'components[1].buttons: At most 2 buttons with an address.'),
  (pg_temp.buttons((select jsonb_agg(jsonb_build_object('type', 'QUICK_REPLY', 'text', 'b' || i)) from generate_series(1, 11) as i)),
    'components[1].buttons: At most 10 buttons.'),
  (pg_temp.buttons('[{"type": "DANCE", "text": "A"}]'), 'components[1].buttons[0]: DANCE is no kind of button.'),
  (pg_temp.buttons('[{"type": "OTP", "otp_type": "COPY_CODE"}]'),
    'components[1].buttons[0]: A code button belongs to authentication templates, all other buttons to the others.'),
  (pg_temp.buttons('[{"type": "FLOW", "text": "Book"}]'),
    'components[1].buttons[0].flow_id: A Flow button names its Flow by flow_id, flow_name or flow_json.'),
  (pg_temp.buttons('[]'), 'components[1].buttons: A list of buttons is needed here.'),
  ('{"category": "AUTHENTICATION", "components": [{"type": "BODY"}]}',
    'components: An authentication template has a body, a code button and perhaps a footer.'),
  ('{"category": "AUTHENTICATION", "components": [{"type": "BODY"}, {"type": "BUTTONS", "buttons": [{"type": "OTP",
    "otp_type": "ONE_TAP"}]}]}',
    'components[1].buttons[0].supported_apps: One-tap and zero-tap buttons name the apps: [{"package_name": "…", "signature_hash": "…"}].'),
  ('{"category": "AUTHENTICATION", "components": [{"type": "BODY", "text": "Mine"}, {"type": "BUTTONS", "buttons": [{"type": "OTP",
    "otp_type": "COPY_CODE"}]}]}', 'components[0].text: The text of an authentication template is Meta''s own.'),
  (pg_temp.body('Hi', '{"message_send_ttl_seconds": 10}'),
    'message_send_ttl_seconds: How long a message may wait: 30 to 900 seconds for authentication, 30 to 43200 for utility (or -1 for '
    '30 days), 43200 to 2592000 for marketing.'),
  ('{"components": [{"type": "BODY", "text": "x"}, {"type": "CAROUSEL", "cards": [{"components": []}]}], "category": "MARKETING"}',
    'components[1].cards: A carousel has 2 to 10 cards.'),
  ('{"components": [{"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Ends soon"}}, {"type": "BODY", "text": "x"}]}',
    'components: A carousel and a limited-time offer are marketing.')
) as wrong (template, problem);

select is(
  pg_temp.said('{"category": "MARKETING", "components": [{"type": "BODY", "text": "Choose"}, {"type": "CAROUSEL", "cards": [
    {"components": [{"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::a"]}}, {"type": "BODY", "text": "One"}]},
    {"components": [{"type": "HEADER", "format": "VIDEO", "example": {"header_handle": ["4::b"]}}, {"type": "BODY", "text": "Two"}]}]}]}'),
  array['components[1].cards[1].components: All cards have the same parts and the same kinds of buttons as the first.'],
  'cards have one shape');
select tests.build_world();
select tests.act_as('agent');
select is(public.validate_template('{"name": "x", "language": "en", "category": "UTILITY", "components": [{"type": "BODY"}]}'),
  '[{"path": "components[0].text", "message": "A text is needed here."}]', 'editors ask over the Data API');
select tests.sign_out();
select is(tests.error_of('select public.validate_template(''{}'')'), '42501', 'anon may not');

select * from finish();
