select no_plan();
select tests.build_world();
select tests.keep(name, tests.add_contact('a1', name => name)) from unnest(array['ann', 'bob', 'cem', 'dora', 'eli']) as name;
select tests.keep('of_a2', tests.add_contact('a2', name => 'ann')), tests.keep('gone', tests.add_contact('a1', name => 'ann gone')),
  tests.keep('unreachable', tests.add_contact('a1', bsuid => 'US.1', name => 'zed'));
update public.contacts set deleted_at = now() where id = tests.id('gone');
update public.contacts set bsuid = null where id = tests.id('unreachable');
insert into public.labels (id, organization_id, brand_id, name)
select tests.keep('label', private.new_id()), tests.id('org_a'), tests.id('a1'), 'L';
insert into public.groups (id, organization_id, brand_id, name)
select tests.keep('group', private.new_id()), tests.id('org_a'), tests.id('a1'), 'G';
insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
select tests.id('org_a'), tests.id('a1'), tests.id('label'), tests.id(c) from unnest(array['ann', 'bob', 'gone']) as c;
insert into public.group_contacts (organization_id, brand_id, group_id, contact_id)
select tests.id('org_a'), tests.id('a1'), tests.id('group'), tests.id(c) from unnest(array['bob', 'cem']) as c;
insert into public.segments (id, organization_id, brand_id, name, definition)
select tests.keep('segment', private.new_id()), tests.id('org_a'), tests.id('a1'), 'S', '{"name": {"contains": "dor"}}';

create function pg_temp.of(word text, variadic names text[]) returns jsonb
language sql stable
as $$ select jsonb_build_object(word, (select jsonb_agg(tests.id(n)) from unnest(names) as n)) $$;
create temp table cases (audience jsonb, expected text, duplicates int);
insert into cases values
  ('{"all": true}', 'ann bob cem dora eli zed', 0),
  (pg_temp.of('labels', 'label'), 'ann bob', 0),
  (pg_temp.of('groups', 'group'), 'bob cem', 0),
  (pg_temp.of('segments', 'segment'), 'dora', 0),
  ('{"filter": {"name": {"contains": "eli"}}}', 'eli', 0),
  (pg_temp.of('contact_ids', 'ann', 'ann', 'of_a2', 'gone'), 'ann', 1),
  ('{"contact_ids": []}', '', 0),
  (pg_temp.of('labels', 'label') || pg_temp.of('groups', 'group') || pg_temp.of('segments', 'segment') || pg_temp.of('contact_ids', 'ann',
    'eli') || '{"filter": {"name": {"contains": "e"}}}', 'ann bob cem dora eli', 3),
  ('{"all": true}' || jsonb_build_object('exclude', pg_temp.of('labels', 'label')), 'cem dora eli zed', 0),
  (pg_temp.of('labels', 'label')
      || jsonb_build_object('exclude', pg_temp.of('groups', 'group') || '{"filter": {"name": {"contains": "zz"}}}'),
    'ann', 0),
  (pg_temp.of('labels', 'label') || '{"exclude": {"filter": {}}}', '', 0),
  (pg_temp.of('labels', 'label') || '{"exclude": {"contact_ids": []}}', 'ann bob', 0);
grant select on cases to public;

select is(
  (select coalesce(string_agg(distinct c.name, ' ' order by c.name), '') from private.audience_contacts(tests.id('a1'), audience) as a
    join public.contacts c on c.id = a.contact_id), expected, audience::text)
from cases;
select tests.act_as('analyst');
select is(
  public.resolve_audience(audience || jsonb_build_object('brand_id', tests.id('a1'))) - 'sample',
  jsonb_build_object('audience', coalesce(cardinality(nullif(string_to_array(expected, ' '), '{}')), 0),
    'sendable', coalesce(cardinality(array_remove(string_to_array(expected, ' '), 'zed')), 0),
    'excluded', jsonb_build_object('duplicate', duplicates, 'invalid_recipient', (expected ~ 'zed')::int,
      'opted_out', 0, 'no_consent', 0)), 'counts: ' || audience::text)
from cases;
select is(
  (select jsonb_agg(s ->> 'name') from jsonb_array_elements(
    public.resolve_audience(jsonb_build_object('all', true, 'brand_id', tests.id('a1'))) -> 'sample') as s),
  '["eli", "dora", "cem", "bob", "ann"]', 'the sample shows who would get a message');

select tests.become('none');
insert into public.consents (organization_id, brand_id, contact_id, category, state, at, source)
select tests.id('org_a'), tests.id('a1'), tests.id(c.name), c.category, c.state, now(), 'test'
from (values ('ann', 'marketing', 'opted_out'), ('bob', 'marketing', 'opted_in'), ('cem', 'utility', 'opted_out')) as c (name, category,
  state);
insert into public.consent_settings (organization_id, brand_id, require_opt_in) values (tests.id('org_a'), tests.id('a1'), '{marketing}');
select tests.act_as('analyst');
select is(
  public.resolve_audience(jsonb_build_object('brand_id', tests.id('a1'), 'all', true, 'category',
    category)) - 'sample' #- '{excluded,duplicate}',
  counts::jsonb, category)
from (values
  ('marketing', '{"audience": 6, "sendable": 1, "excluded": {"invalid_recipient": 1, "opted_out": 1, "no_consent": 3}}'),
  ('utility', '{"audience": 6, "sendable": 4, "excluded": {"invalid_recipient": 1, "opted_out": 1, "no_consent": 0}}')
) as expected (category, counts);

create function pg_temp.refusal(audience jsonb) returns text
language sql volatile
as $$ select tests.error_of(format('select public.resolve_audience(%L)', audience || jsonb_build_object('brand_id', tests.id('a1')))) $$;
select is(pg_temp.refusal(audience::jsonb), 'PT422 ' || error, audience)
from (values
  ('{}', 'audience_invalid'), ('{"everyone": true}', 'audience_invalid'), ('{"all": false}', 'audience_invalid'),
  ('{"labels": "x"}', 'audience_invalid'), ('{"groups": ["x"]}', 'audience_invalid'), ('{"contact_ids": [null]}', 'audience_invalid'),
  ('{"all": true, "exclude": {"all": true}}', 'audience_invalid'), ('{"exclude": {"contact_ids": []}}', 'audience_invalid'),
  ('{"all": true, "exclude": []}', 'audience_invalid'), ('{"filter": {"nam": 1}}', 'filter_invalid'),
  ('{"segments": ["01900000-0000-7000-8000-000000000000"]}', 'filter_invalid')
) as bad (audience, error);
select is(tests.error_of($$select public.resolve_audience('{"all": true}')$$), '42501 permission_denied', 'no brand, no answer');
select tests.act_as('analyst', 'a1');
select is(public.resolve_audience('{"all": true}') ->> 'audience', '6', 'the header names the brand as well');
select tests.act_as('owner_b');
select is(pg_temp.refusal('{"all": true}'), '42501 permission_denied', 'strangers learn nothing');

select tests.become('none');
select tests.keep('campaign', tests.draft_campaign('a1', pg_temp.of('labels', 'label') || pg_temp.of('groups', 'group')
  || jsonb_build_object('exclude', pg_temp.of('contact_ids', 'cem'))));
select tests.act_as('owner');
select is(public.preflight_campaign(tests.id('campaign')) -> 'audience', '2', 'preflight counts the same');
select public.launch_campaign(tests.id('campaign'));
select tests.become('none');
select is((select string_agg(c.name, ' ' order by c.name) from public.campaign_recipients r join public.contacts c on c.id = r.contact_id),
  'ann bob', 'and the launch freezes the same');

select * from finish();
