select no_plan();
select tests.build_world();
insert into public.contact_attributes (organization_id, brand_id, key, type, label)
select tests.id('org_a'), tests.id('a1'), a.key, a.type, a.key
from (values ('city', 'text'), ('age', 'number'), ('vip', 'boolean'), ('birthday', 'date')) as a (key, type);

create function pg_temp.refusal(filter jsonb) returns text
language plpgsql stable
as $$
declare
  v_slug text;
begin
  perform private.compile_filter(tests.id('a1'), filter);
  return 'no error';
exception when others then
  get stacked diagnostics v_slug = pg_exception_detail;
  return case when v_slug = 'filter_invalid' then split_part(sqlerrm, ':', 1) else sqlstate || ' ' || sqlerrm end;
end
$$;
select is(pg_temp.refusal(filter::jsonb), path, filter)
from (values
  ('[]', 'filter'), ('"x"', 'filter'), ('{"name": {"contains": "a"}, "phone": {"contains": "1"}}', 'filter'), ('{"nam": {}}', 'filter.nam'),
  ('{"and": []}', 'filter.and'), ('{"and": {}}', 'filter.and'), ('{"and": [{}, {"or": [{"name": 5}]}]}', 'filter.and[1].or[0].name'),
  ('{"not": [{}]}', 'filter.not'), ('{"name": {}}', 'filter.name'), ('{"name": {"like": "a"}}', 'filter.name'),
  ('{"name": {"contains": ""}}', 'filter.name.contains'), ('{"name": {"contains": 5}}', 'filter.name.contains'),
  ('{"name": {"contains": null}}', 'filter.name.contains'), ('{"name": {"exists": "yes"}}', 'filter.name.exists'),
  ('{"phone": {"contains": "abc"}}', 'filter.phone.contains'), ('{"text": ""}', 'filter.text'), ('{"text": 5}', 'filter.text'),
  ('{"label": {"in": []}}', 'filter.label.in'), ('{"label": {"in": ["x"]}}', 'filter.label.in'), ('{"label": "x"}', 'filter.label'),
  ('{"segment": "x"}', 'filter.segment'), ('{"segment": {}}', 'filter.segment'), ('{"attribute": {"eq": 5}}', 'filter.attribute'),
  ('{"attribute": {"key": "town", "eq": "x"}}', 'filter.attribute.key'), ('{"attribute": {"key": "city"}}', 'filter.attribute'),
  ('{"attribute": {"key": "city", "gt": "x"}}', 'filter.attribute'), ('{"attribute": {"key": "city", "eq": 5}}', 'filter.attribute.eq'),
  ('{"attribute": {"key": "city", "eq": "a", "exists": true}}', 'filter.attribute.exists'),
  ('{"attribute": {"key": "city", "eq": "a", "contains": "a"}}', 'filter.attribute'),
  ('{"attribute": {"key": "age", "gt": "5"}}', 'filter.attribute.gt'),
  ('{"attribute": {"key": "age", "lt": 1e400}}', 'filter.attribute.lt'),
  ('{"attribute": {"key": "vip", "eq": "true"}}', 'filter.attribute.eq'),
  ('{"attribute": {"key": "birthday", "lt": "2001-02-29"}}', 'filter.attribute.lt'),
  ('{"consent": {"category": "x", "state": "opted_in"}}', 'filter.consent'), ('{"consent": {"category": "marketing"}}', 'filter.consent'),
  ('{"consent": {"category": "marketing", "state": "opted_in", "at": 1}}', 'filter.consent'),
  ('{"created": {"after": "yesterday"}}', 'filter.created.after'), ('{"created": {"exists": true}}', 'filter.created'),
  ('{"last_inbound": {"within_days": "7"}}', 'filter.last_inbound.within_days'),
  ('{"last_inbound": {"within_days": -1}}', 'filter.last_inbound.within_days'), ('{"source": {"in": [1]}}', 'filter.source.in'),
  ('{"not": {"not": {"not": {"not": {"not": {"not": {}}}}}}}', 'filter.not.not.not.not.not.not')
) as bad (filter, path);
select is(
  pg_temp.refusal(jsonb_build_object('text', 'x', 'pad', (select jsonb_agg(gen_random_uuid()) from generate_series(1, 2000)))),
  'filter', 'a filter of 80 kB');
select is(pg_temp.refusal('{"not": {"not": {"not": {"not": {"not": {}}}}}}'), 'no error', 'six levels are allowed');

select * from finish();
