select plan(13);
select tests.build_world();
select is(
  private.fill_variables(body, '{"contact.name": "Ann {{brand.name}}", "contact.order": 17, "brand.name": "Shop", "empty": " "}'),
  filled, body)
from (values
  ('Hi {{contact.name}}!', 'Hi Ann {{brand.name}}!'),
  ('{{ contact.order }} {{brand.name}}', '17 Shop'),
  ('{{contact.order}}{{contact.order}}', '1717'),
  ('{{unknown}}.', '.'),
  ('{{unknown|friend}}, {{empty | you }}', 'friend, you'),
  ('{{contact.name|x}}', 'Ann {{brand.name}}'),
  ('no {variables} }} {{', 'no {variables} }} {{'),
  ('', '')
) as t (body, filled);

select tests.inbound('number_a1', '+15550101', more => '{"profile_name": "Ann Lee"}');
select tests.keep('conversation', id) from public.conversations;
select tests.act_as('agent');
insert into public.canned_replies (organization_id, brand_id, shortcut, body)
values (tests.id('org_a'), tests.id('a1'), 'hello',
  'Hello {{contact.first_name}} ({{contact.phone}}), {{brand.name}} here. {{contact.size|?}}');
select tests.keep('reply', id) from public.canned_replies;
select is(public.render_canned_reply(tests.id('reply'), tests.id('conversation')), 'Hello Ann (+15550101), A1 here. ?',
  'an agent''s own reply, for this contact');
select is(tests.error_of(format('select public.render_canned_reply(gen_random_uuid(), %L)', tests.id('conversation'))),
  'PT422 canned_reply_not_found', 'only what is there');
select is(
  tests.error_of(format('insert into public.canned_replies (organization_id, brand_id, shortcut, body) values (%L, %L, ''hello'', ''x'')',
    tests.id('org_a'), tests.id('a1'))), '23505', 'a shortcut means one reply');
select tests.act_as('analyst');
select is(
  tests.error_of(format('insert into public.canned_replies (organization_id, brand_id, shortcut, body) values (%L, %L, ''x'', ''x'')',
    tests.id('org_a'), tests.id('a1'))), '42501', 'who does not answer writes none');
select tests.act_as('manager_a2');
select is((select count(*)::int from public.canned_replies), 0, 'another brand has its own');

select * from finish();
