select plan(15);

create function pg_temp.missing(components jsonb, parameters jsonb, category text default 'MARKETING') returns text[]
language sql stable
as $$
  select private.mapping_problems(jsonb_populate_record(null::public.templates,
    jsonb_build_object('components', components, 'category', category)), parameters)
$$;

select is(pg_temp.missing('[{"type": "BODY", "text": "Hi"}]', '[]'), '{}', 'a text without parameters needs none');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi {{1}} you"}]', '[]'), array['The body takes 1 parameters; 0 are mapped.'],
  'one is missing');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi"}]', '[{"type": "body", "parameters": [{"source": "name"}]}]'),
  array['The body takes 0 parameters; 1 are mapped.'], 'one is too many');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi {{1}} you"}]', '[{"type": "body", "parameters": [{"source": "name"}]}]'), '{}',
  'as many as needed');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi {{name}} you"}]', '[{"type": "body", "parameters": [{"source": "name"}]}]'),
  array['The body takes the parameters name by name.'], 'named ones by their names');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi {{name}} you"}]',
  '[{"type": "body", "parameters": [{"source": "name", "parameter_name": "name"}]}]'), '{}', 'given so');
select is(pg_temp.missing('[{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Hi"}]', '[]'),
  array['The header takes 1 parameters; 0 are mapped.'], 'a picture is missing');
select is(pg_temp.missing('[{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Hi"}]',
  '[{"type": "header", "parameters": [{"type": "video", "video": {"link": "https://example.com/v.mp4"}}]}]'),
  array['The header needs a parameter of type image.'], 'a film is no picture');
select is(pg_temp.missing('[{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Hi"}]',
  '[{"type": "header", "parameters": [{"type": "image", "source": "attribute", "key": "photo"}]}]'), '{}', 'one of the contact''s own');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi"}, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Yes"},
    {"type": "URL", "text": "Go", "url": "https://example.com/{{1}}"}]}]', '[]'),
  array['Button 2 of the template ("Go") needs a parameter.'], 'an address needs its end');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi"}, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Yes"},
    {"type": "URL", "text": "Go", "url": "https://example.com/{{1}}"}]}]',
  '[{"type": "button", "sub_type": "url", "index": "1", "parameters": [{"source": "attribute", "key": "code"}]}]'), '{}', 'given by index');
select is(pg_temp.missing('[{"type": "BODY"}, {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}]', '[]',
  'AUTHENTICATION'), array['The body takes 1 parameters; 0 are mapped.', 'Button 1 of the template ("") needs a parameter.'],
  'a code stands in text and button');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi"}, {"type": "CAROUSEL", "cards": [{"components": [{"type": "HEADER",
    "format": "IMAGE"}]}]}]', '[]'), array['The card 1''s header takes 1 parameters; 0 are mapped.'], 'cards count too');
select is(pg_temp.missing('[{"type": "BODY", "text": "Hi"}, {"type": "CAROUSEL", "cards": [{"components": [{"type": "HEADER",
    "format": "IMAGE"}]}]}]', '[{"type": "carousel", "cards": [{"card_index": 0, "components": [{"type": "header", "parameters":
    [{"type": "image", "image": {"id": "1"}}]}]}]}]'), '{}', 'and are given card by card');
select is(pg_temp.missing('[{"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Ends", "has_expiration": true}},
  {"type": "BODY", "text": "Hi"}]', '[]'), array['The limited-time offer needs the time it expires.'], 'an offer that ends says when');

select * from finish();
