-- Meta's limits for every type, each at its edge: what is allowed passes, one more is refused and the field is named.
select plan(91);

create function pg_temp.problem(message jsonb) returns text
language plpgsql volatile
as $$
begin
  perform private.check_message(message);
  return 'fine';
exception when sqlstate 'PT422' then
  return sqlerrm;
end
$$;
create function pg_temp.of(type text, object jsonb) returns text
language sql volatile
as $$ select pg_temp.problem(jsonb_build_object('type', type, type, object)) $$;
create function pg_temp.x(n int) returns text language sql immutable as $$ select repeat('x', n) $$;
create function pg_temp.interactive(type text, action jsonb, more jsonb default '{"body": {"text": "b"}}') returns text
language sql volatile
as $$ select pg_temp.of('interactive', jsonb_build_object('type', type, 'action', action) || more) $$;
create function pg_temp.buttons(titles text[], ids text[] default null) returns jsonb
language sql immutable
as $$
  select jsonb_build_object('buttons', jsonb_agg(jsonb_build_object('type', 'reply', 'reply',
    jsonb_build_object('id', coalesce(ids[n], 'id' || n), 'title', t)) order by n))
  from unnest(titles) with ordinality as u (t, n)
$$;
create function pg_temp.rows(n int, first int default 1) returns jsonb
language sql immutable
as $$ select jsonb_agg(jsonb_build_object('id', 'r' || i, 'title', 'Row')) from generate_series(first, first + n - 1) as i $$;
create function pg_temp.list(sections jsonb, button text default 'Go') returns text
language sql volatile
as $$ select pg_temp.interactive('list', jsonb_build_object('button', button, 'sections', sections)) $$;
create function pg_temp.flow(parameters jsonb) returns text
language sql volatile
as $$
  select pg_temp.interactive('flow', jsonb_build_object('name', 'flow', 'parameters',
    '{"flow_message_version": "3", "flow_cta": "Start"}'::jsonb || parameters))
$$;
create function pg_temp.cards(n int, more jsonb default '{}') returns text
language sql volatile
as $$
  select pg_temp.interactive('carousel', jsonb_build_object('cards', (
    select jsonb_agg(jsonb_build_object('card_index', i, 'type', 'cta_url',
      'header', '{"type": "image", "image": {"link": "https://x.example/i.png"}}'::jsonb,
      'action', '{"name": "cta_url", "parameters": {"display_text": "Go", "url": "https://x.example"}}'::jsonb) || more order by i)
    from generate_series(0, n - 1) as i)))
$$;
create function pg_temp.template(components jsonb) returns text
language sql volatile
as $$
  select pg_temp.of('template', jsonb_build_object('name', 'order_update', 'language', '{"code": "en_US"}'::jsonb, 'components',
  components))
$$;
create function pg_temp.parameter(parameter jsonb, component text default 'body') returns text
language sql volatile
as $$ select pg_temp.template(jsonb_build_array(jsonb_build_object('type', component, 'parameters', jsonb_build_array(parameter)))) $$;

-- Text, files, places, cards, reactions.
select is(pg_temp.of('text', jsonb_build_object('body', pg_temp.x(4096), 'preview_url', true)), 'fine', 'text of 4096');
select is(pg_temp.of('text', jsonb_build_object('body', pg_temp.x(4097))), 'text.body may have 4096 characters and has 4097.',
  'not of 4097');
select is(pg_temp.of('text', '{"body": " \n"}'), 'text.body must not be empty.', 'nor of blanks');
select is(pg_temp.of('text', '{"body": 5}'), 'text.body must be a text.', 'nor a number');
select is(pg_temp.of('text', '{"body": "x", "preview_url": "yes"}'), 'text.preview_url must be true or false.', 'a flag');
select is(pg_temp.of('text', '{"body": "x", "bold": true}'), 'text.bold is not a field of it; there are body, preview_url.',
  'a field unknown');
select is(pg_temp.of(type, source::jsonb), 'fine', type || ' ' || source)
from (values ('image', '{"id": "1"}'), ('video', '{"link": "https://x.example/a.mp4"}'), ('document', '{"path": "a/b/c/d.pdf"}'),
  ('audio', '{"id": "1", "voice": true}'), ('sticker', '{"id": "1"}'), ('document', '{"id": "1", "caption": "c", "filename": "a.pdf"}')
) as media (type, source);
select is(pg_temp.of('image', source::jsonb), 'image needs exactly one of id, link and path.', source)
from unnest(array['{}', '{"caption": "c"}', '{"id": "1", "link": "https://x.example"}', '{"id": "1", "path": "p"}']) as source;
select is(pg_temp.of('image', '{"link": "file:///etc/passwd"}'), 'image.link must be an address that begins with https:// or http://.',
  'link');
select is(pg_temp.of('image', jsonb_build_object('id', '1', 'caption', pg_temp.x(1025))),
  'image.caption may have 1024 characters and has 1025.', 'caption');
select is(pg_temp.of('audio', '{"id": "1", "caption": "c"}'), 'audio.caption is not a field of it; there are id, link, path, voice.',
  'audio');
select is(pg_temp.of('sticker', '{"id": "1", "filename": "c"}'), 'sticker.filename is not a field of it; there are id, link, path.',
  'sticker');
select is(pg_temp.of('location', location::jsonb), 'fine', location)
from unnest(array['{"latitude": "37.4", "longitude": -180, "name": "n", "address": "a"}',
  '{"latitude": -90, "longitude": "0"}']) as location;
select is(pg_temp.of('location', location::jsonb), field || ' must be degrees between -' || most || ' and ' || most || '.', location)
from (values ('{"longitude": 1}', 'location.latitude', '90'), ('{"latitude": 90.1, "longitude": 1}', 'location.latitude', '90'),
  ('{"latitude": 1, "longitude": 181}', 'location.longitude', '180'), ('{"latitude": "NaN", "longitude": 1}', 'location.latitude', '90')
) as l (location, field, most);
select is(pg_temp.of('contacts',
  '[{"name": {"formatted_name": "Ana P", "first_name": "Ana"}, "phones": [{"phone": "+1"}], "birthday": "1990-01-31"}]'),
  'fine', 'a card');
select is(pg_temp.of('contacts', '[]'), 'contacts may have 1 to 257 entries and has 0.', 'no card');
select is(pg_temp.of('contacts', '[{"name": {"first_name": "Ana"}}]'), 'contacts[0].name.formatted_name is missing.', 'no name');
select is(pg_temp.of('contacts', '[{"name": {"formatted_name": "Ana"}}]'),
  'contacts[0].name needs one more part besides formatted_name, for example first_name.', 'half a name');
select is(pg_temp.of('reaction', '{"message_id": "wamid.1", "emoji": ""}'), 'fine', 'a reaction taken back');
select is(pg_temp.of('reaction', '{"message_id": "wamid.1"}'), 'reaction.emoji must be one emoji, or empty to take the reaction back.',
  'no emoji');
select is(pg_temp.problem('{"type": "reaction", "reaction": {"message_id": "w", "emoji": "x"}, "context": {"message_id": "w"}}'),
  'context is not for reactions: reaction.message_id says to what.', 'a reaction quotes nothing');
select is(pg_temp.problem('{"type": "text", "text": {"body": "x"}, "context": {}}'), 'context.message_id is missing.',
  'a quote of nothing');

-- Interactive.
select is(pg_temp.interactive('fax', '{}'), 'interactive.type must be one of button, list, cta_url, flow, product, product_list, '
  'catalog_message, location_request_message, request_contact_info, carousel.', 'a type unknown');
select is(pg_temp.interactive('button', pg_temp.buttons(array[pg_temp.x(20), 'B', 'C'], array[pg_temp.x(256)]),
  jsonb_build_object('body', jsonb_build_object('text', pg_temp.x(1024)), 'footer', jsonb_build_object('text', pg_temp.x(60)),
    'header', jsonb_build_object('type', 'text', 'text', pg_temp.x(60)))), 'fine', 'three buttons');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A', 'B', 'C', 'D'])),
  'interactive.action.buttons may have 1 to 3 entries and has 4.', 'not four');
select is(pg_temp.interactive('button', pg_temp.buttons(array[pg_temp.x(21)])),
  'interactive.action.buttons[0].reply.title may have 20 characters and has 21.', 'title');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A'], array[pg_temp.x(257)])),
  'interactive.action.buttons[0].reply.id may have 256 characters and has 257.', 'id');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A', 'A'])),
  'interactive.action.buttons titles must differ, and two are the same.', 'titles');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A', 'B'], array['1', '1'])),
  'interactive.action.buttons ids must differ, and two are the same.', 'ids');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A']), jsonb_build_object('body', jsonb_build_object('text',
  pg_temp.x(1025)))),
  'interactive.body.text may have 1024 characters and has 1025.', 'body');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A']), '{}'), 'interactive.body must be an object.', 'no body');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A']), '{"body": {"text": "b"}, "footer": {"text": ""}}'),
  'interactive.footer.text must not be empty.', 'footer');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A']),
  jsonb_build_object('body', '{"text": "b"}'::jsonb, 'header', jsonb_build_object('type', 'text', 'text', pg_temp.x(61)))),
  'interactive.header.text may have 60 characters and has 61.', 'header');
select is(pg_temp.interactive('button', pg_temp.buttons(array['A']), '{"body": {"text": "b"}, "header": {"type": "video", "video": {}}}'),
  'interactive.header.video needs exactly one of id, link and path.', 'header file');
select is(pg_temp.list(jsonb_build_array(jsonb_build_object('rows', pg_temp.rows(10)))), 'fine', 'ten rows');
select is(pg_temp.list(jsonb_build_array(jsonb_build_object('title', 'a', 'rows', pg_temp.rows(6)),
  jsonb_build_object('title', 'b', 'rows', pg_temp.rows(5, 7)))), 'interactive.action.sections may have 10 rows in all and have 11.',
  'not eleven');
select is(pg_temp.list(jsonb_build_array(jsonb_build_object('rows', pg_temp.rows(1)), jsonb_build_object('rows', pg_temp.rows(1, 2)))),
  'interactive.action.sections[0].title is missing.', 'several sections have titles');
select is(pg_temp.list(jsonb_build_array(jsonb_build_object('title', 'a', 'rows', pg_temp.rows(1)),
  jsonb_build_object('title', 'b', 'rows', pg_temp.rows(1)))), 'interactive.action.sections row ids must differ, and two are the same.',
  'row ids');
select is(pg_temp.list(jsonb_build_array(jsonb_build_object('rows', pg_temp.rows(1))), pg_temp.x(21)),
  'interactive.action.button may have 20 characters and has 21.', 'its button');
select is(pg_temp.list(jsonb_build_array(jsonb_build_object('rows', jsonb_build_array(jsonb_build_object('id', '1') || row::jsonb)))),
  said, row)
from (values
  ('{}', 'interactive.action.sections[0].rows[0].title is missing.'),
  (format('{"title": "%s"}', pg_temp.x(25)), 'interactive.action.sections[0].rows[0].title may have 24 characters and has 25.'),
  (format('{"title": "a", "description": "%s"}', pg_temp.x(73)),
    'interactive.action.sections[0].rows[0].description may have 72 characters and has 73.'),
  (format('{"title": "a", "id": "%s"}', pg_temp.x(201)), 'interactive.action.sections[0].rows[0].id may have 200 characters and has 201.')
) as r (row, said);
select is(pg_temp.interactive('list', jsonb_build_object('button', 'Go', 'sections', jsonb_build_array(jsonb_build_object('rows',
  pg_temp.rows(1)))), '{"body": {"text": "b"}, "header": {"type": "image", "image": {"id": "1"}}}'),
  'interactive.header.type must be one of text.', 'a list has no picture');
select is(pg_temp.interactive('list', jsonb_build_object('button', 'Go', 'sections', jsonb_build_array(jsonb_build_object('rows',
  pg_temp.rows(1)))), jsonb_build_object('body', jsonb_build_object('text', pg_temp.x(4096)))), 'fine', 'but a longer body');
select is(pg_temp.interactive('cta_url', '{"name": "cta_url", "parameters": {"display_text": "Open", "url": "https://x.example"}}'),
  'fine', 'cta_url');
select is(pg_temp.interactive('cta_url', '{"name": "cta_url", "parameters": {"display_text": "Open", "url": "x.example"}}'),
  'interactive.action.parameters.url must be an address that begins with https:// or http://.', 'without an address');
select is(pg_temp.flow('{"flow_id": "1", "flow_action": "navigate", "flow_action_payload": {"screen": "FIRST"}}'), 'fine', 'flow');
select is(pg_temp.flow('{"flow_id": "1", "flow_name": "n"}'), 'interactive.action.parameters needs either flow_id or flow_name.',
  'of two names');
select is(pg_temp.flow('{"flow_id": "1", "flow_action": "navigate"}'),
  'interactive.action.parameters.flow_action_payload.screen is missing.', 'navigate needs a screen');
select is(pg_temp.interactive('product', '{"catalog_id": "1", "product_retailer_id": "SKU"}', '{}'), 'fine', 'product');
select is(pg_temp.interactive('product', '{"catalog_id": "1"}', '{}'), 'interactive.action.product_retailer_id is missing.',
  'which product');
select is(pg_temp.interactive('product_list',
  '{"catalog_id": "1", "sections": [{"title": "S", "product_items": [{"product_retailer_id": "SKU"}]}]}',
  '{"body": {"text": "b"}, "header": {"type": "text", "text": "h"}}'), 'fine', 'product_list');
select is(pg_temp.interactive('product_list', '{"catalog_id": "1", "sections": []}'), 'interactive.header is missing.', 'needs a header');
select is(pg_temp.interactive('catalog_message', '{"name": "catalog_message", "parameters": {"thumbnail_product_retailer_id": "SKU"}}'),
  'fine',
  'catalog_message');
select is(pg_temp.interactive('location_request_message', '{"name": "send_location"}'), 'fine', 'location_request_message');
select is(pg_temp.interactive('request_contact_info', '{"name": "request_contact_info"}'), 'fine', 'request_contact_info');
select is(pg_temp.interactive('request_contact_info', '{"name": "send_location"}'),
  'interactive.action.name must be one of request_contact_info.',
  'with its own action');
select is(pg_temp.cards(2), 'fine', 'two cards');
select is(pg_temp.cards(10), 'fine', 'ten cards');
select is(pg_temp.cards(n), format('interactive.action.cards may have 2 to 10 entries and has %s.', n), n || ' cards') from unnest(array[1,
  11]) as n;
select is(pg_temp.cards(2, '{"card_index": 0}'), 'interactive.action.cards[1].card_index must be 1: cards are numbered from 0.',
  'card_index');

-- Templates.
select is(pg_temp.template('[]'), 'fine', 'a template without values');
select is(pg_temp.of('template', '{"name": "Order", "language": {"code": "en"}}'),
  'template.name may have small letters, digits and underscores.', 'name');
select is(pg_temp.of('template', '{"name": "order", "language": "en"}'), 'template.language must be an object.', 'language');
select is(pg_temp.parameter(parameter::jsonb, component), 'fine', component || ' ' || parameter)
from (values
  ('{"type": "text", "text": "Ana"}', 'body'), ('{"type": "text", "parameter_name": "first_name", "text": "Ana"}', 'body'),
  ('{"type": "image", "image": {"path": "a/b/c/d.png"}}', 'header'), ('{"type": "document", "document": {"id": "1", "filename": "a.pdf"}}',
  'header'),
  ('{"type": "location", "location": {"latitude": "1", "longitude": "2", "name": "n", "address": "a"}}', 'header'),
  ('{"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": 1798761600000}}', 'limited_time_offer')
) as p (parameter, component);
select is(pg_temp.parameter('{"type": "text", "text": "two\nlines"}'),
  'template.components[0].parameters[0].text must not have line breaks, tabs or four spaces in a row.', 'lines');
select is(pg_temp.template(format('[{"type": "button", "sub_type": "%s", "index": %s, "parameters": [%s]}]', kind, place,
  parameter)::jsonb), said, kind)
from (values
  ('url', '"0"', '{"type": "text", "text": "1042"}', 'fine'),
  ('quick_reply', '1', '{"type": "payload", "payload": "STOP"}', 'fine'),
  ('copy_code', '0', '{"type": "coupon_code", "coupon_code": "SAVE25"}', 'fine'),
  ('flow', '0', '{"type": "action", "action": {"flow_token": "t"}}', 'fine'),
  ('fax', '0', '{"type": "text", "text": "x"}',
  'template.components[0].sub_type must be one of quick_reply, url, copy_code, flow, catalog, mpm.'),
  ('url', '"x"', '{"type": "text", "text": "x"}', 'template.components[0].index must be the button''s place, from 0 to 9.')
) as b (kind, place, parameter, said);

select * from finish();
