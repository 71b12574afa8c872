select no_plan();
select tests.build_world();
insert into public.contact_attributes (organization_id, brand_id, key, type, label, options)
select tests.id('org_a'), tests.id('a1'), a.key, a.type, a.key, a.options
from (values ('city', 'text', '{}'::text[]), ('age', 'number', '{}'), ('vip', 'boolean', '{}'), ('birthday', 'date', '{}'),
  ('tier', 'option', '{gold,silver}')) as a (key, type, options);
insert into public.contacts (id, organization_id, brand_id, name, phone, username, locale, source, attributes, last_inbound_at)
select tests.keep(p.word, private.new_id()), tests.id('org_a'), tests.id('a1'), p.name, p.phone, p.username, p.locale, p.source,
  p.attributes::jsonb, p.at
from (values
  ('ann', 'Ann Fielding', '+12025550101', 'ann_f', 'en', 'manual',
    '{"city": "Lisbon", "age": 41, "vip": true, "birthday": "1985-03-01"}', now() - interval '1 hour'),
  ('bob', 'Bob 100% Lin_de', '+12025550199', null, 'de', 'import', '{"city": "Porto", "age": 7.5, "tier": "gold"}',
    now() - interval '40 days'),
  ('lucia', 'Lucía Ångström', '+34600000001', 'lucia', 'es', 'inbound', '{"tier": "silver", "birthday": "2001-12-31"}', null),
  ('wei', '王伟', null, null, null, 'inbound', '{}', now())
) as p (word, name, phone, username, locale, source, attributes, at);
insert into public.contacts (organization_id, brand_id, name, phone) values
  (tests.id('org_a'), tests.id('a2'), 'Ann of a2', '+12025550101'), (tests.id('org_b'), tests.id('b1'), 'Ann of b1', '+12025550101');
insert into public.labels (id, organization_id, brand_id, name) values
  (tests.keep('label', private.new_id()), tests.id('org_a'), tests.id('a1'), 'L'),
  (tests.keep('label_2', private.new_id()), tests.id('org_a'), tests.id('a1'), 'L2');
insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
select tests.id('org_a'), tests.id('a1'), tests.id(l), tests.id(c)
from (values ('label', 'ann'), ('label', 'wei'), ('label_2', 'ann'), ('label_2', 'bob')) as m (l, c);
insert into public.groups (id, organization_id, brand_id, name)
values (tests.keep('group', private.new_id()), tests.id('org_a'), tests.id('a1'), 'G');
insert into public.group_contacts (organization_id, brand_id, group_id, contact_id)
values (tests.id('org_a'), tests.id('a1'), tests.id('group'), tests.id('bob'));
insert into public.segments (id, organization_id, brand_id, name, definition)
values (tests.keep('segment', private.new_id()), tests.id('org_a'), tests.id('a1'), 'S', '{"locale": {"in": ["de", "es"]}}');

create function pg_temp.found(filter jsonb, sort text default 'oldest') returns text
language sql stable
as $$
  select coalesce(string_agg(split_part(c ->> 'name', ' ', 1), ' ' order by n), '')
  from jsonb_array_elements(public.search_contacts(tests.id('a1'), filter, sort) -> 'contacts') with ordinality as e (c, n)
$$;
create temp table cases (filter jsonb, expected text);
grant select on cases to public;
insert into cases values
  ('{}', 'Ann Bob Lucía 王伟'),
  ('{"name": {"contains": "field"}}', 'Ann'), ('{"name": {"contains": "FIELD"}}', 'Ann'), ('{"name": {"contains": "n fi"}}', 'Ann'),
  ('{"name": {"contains": "an"}}', 'Ann Lucía'), ('{"name": {"contains": "a"}}', 'Ann Lucía'), ('{"name": {"contains": "ld"}}', ''),
  ('{"name": {"contains": "lucia"}}', 'Lucía'), ('{"name": {"contains": "ÅNGS"}}', 'Lucía'), ('{"name": {"contains": "伟"}}', '王伟'),
  ('{"name": {"contains": "王伟"}}', '王伟'), ('{"name": {"contains": "100%"}}', 'Bob'), ('{"name": {"contains": "n_d"}}', 'Bob'),
  ('{"name": {"contains": "n__"}}', ''), ('{"name": {"contains": "''; drop table x"}}', ''), ('{"name": {"contains": "\\"}}', ''),
  ('{"name": {"exists": true}}', 'Ann Bob Lucía 王伟'), ('{"phone": {"exists": false}}', '王伟'),
  ('{"phone": {"contains": "5550"}}', 'Ann Bob'), ('{"phone": {"contains": "+1 (202) 555-0199"}}', 'Bob'),
  ('{"phone": {"contains": "99"}}', 'Bob'), ('{"username": {"contains": "nn_"}}', 'Ann'), ('{"username": {"exists": true}}', 'Ann Lucía'),
  ('{"text": "lucia"}', 'Lucía'), ('{"text": "0199"}', 'Bob'), ('{"text": "ann_f"}', 'Ann'),
  (jsonb_build_object('label', jsonb_build_object('in', array[tests.id('label')])), 'Ann 王伟'),
  (jsonb_build_object('label', jsonb_build_object('in', array[tests.id('label'), tests.id('label_2')])), 'Ann Bob 王伟'),
  (jsonb_build_object('not', jsonb_build_object('label', jsonb_build_object('in', array[tests.id('label')]))), 'Bob Lucía'),
  (jsonb_build_object('group', jsonb_build_object('in', array[tests.id('group'), private.new_id()])), 'Bob'),
  (jsonb_build_object('segment', tests.id('segment')), 'Bob Lucía'),
  ('{"attribute": {"key": "city", "eq": "Lisbon"}}', 'Ann'), ('{"attribute": {"key": "city", "eq": "lisbon"}}', ''),
  ('{"attribute": {"key": "city", "in": ["Lisbon", "Porto"]}}', 'Ann Bob'), ('{"attribute": {"key": "city", "contains": "ORT"}}', 'Bob'),
  ('{"attribute": {"key": "city", "exists": false}}', 'Lucía 王伟'), ('{"attribute": {"key": "age", "exists": true}}', 'Ann Bob'),
  ('{"attribute": {"key": "age", "gt": 7.5}}', 'Ann'), ('{"attribute": {"key": "age", "gte": 7.5, "lt": 41}}', 'Bob'),
  ('{"attribute": {"key": "age", "eq": 41.0}}', 'Ann'), ('{"attribute": {"key": "vip", "eq": true}}', 'Ann'),
  ('{"attribute": {"key": "vip", "eq": false}}', ''), ('{"attribute": {"key": "tier", "eq": "gold"}}', 'Bob'),
  ('{"attribute": {"key": "birthday", "lte": "1985-03-01"}}', 'Ann'), ('{"attribute": {"key": "birthday", "eq": "2001-12-31"}}', 'Lucía'),
  ('{"last_inbound": {"within_days": 7}}', 'Ann 王伟'), ('{"last_inbound": {"older_than_days": 30}}', 'Bob'),
  ('{"last_inbound": {"exists": false}}', 'Lucía'), ('{"last_inbound": {"exists": true}}', 'Ann Bob 王伟'),
  ('{"last_inbound": {"after": "2020-01-01", "before": "2020-01-02T00:00:00Z"}}', ''),
  ('{"created": {"within_days": 1}}', 'Ann Bob Lucía 王伟'), ('{"created": {"before": "2020-01-01"}}', ''),
  ('{"source": {"in": ["import", "manual"]}}', 'Ann Bob'), ('{"locale": {"in": ["es"]}}', 'Lucía'),
  ('{"and": [{"name": {"contains": "ann"}}, {"attribute": {"key": "age", "gt": 50}}]}', ''),
  ('{"or": [{"name": {"contains": "ann"}}, {"attribute": {"key": "tier", "eq": "gold"}}]}', 'Ann Bob'),
  ('{"and": [{"or": [{"phone": {"contains": "555"}}, {"locale": {"in": ["es"]}}]}, {"not": {"attribute": {"key": "vip", "eq": true}}}]}',
    'Bob Lucía');

select tests.act_as('analyst');
select is(pg_temp.found(filter), expected, filter::text) from cases;
select is(public.count_contacts(tests.id('a1'), filter), jsonb_build_object('count', cardinality(string_to_array(expected, ' ')) , 'exact',
  true, 'margin', 0), 'count: ' || filter::text) from cases;

-- Each way of finding the matches finds the same: read in order, or listed by any of the drivers.
select tests.become('none');
select is(
  (select coalesce(string_agg(c.source || c.id, ',' order by c.id), '')
    from private.contact_page(tests.id('a1'), compiled, private.contact_order('newest'), 'true', 100, 100, d) as p (id uuid, value text)
    join public.contacts c on c.id = p.id),
  (select coalesce(string_agg(c.source || c.id, ',' order by c.id), '')
    from private.contact_page(tests.id('a1'), compiled, private.contact_order('newest'), 'true', 100, 100) as p (id uuid, value text)
    join public.contacts c on c.id = p.id),
  'driver: ' || (d ->> 'from'))
from cases, lateral (select private.compile_filter(tests.id('a1'), filter) as compiled offset 0) as k,
  lateral jsonb_array_elements(compiled -> 'drivers') as d;

select tests.act_as('manager_a2');
select is(tests.error_of(format('select public.search_contacts(%L)', tests.id('a1'))), '42501 permission_denied', 'not another brand');
select is(tests.error_of(format('select public.count_contacts(%L)', tests.id('a1'))), '42501 permission_denied', 'nor its count');
select is(public.search_contacts(tests.id('a2'), jsonb_build_object('label', jsonb_build_object('in', array[tests.id('label')])))
  -> 'contacts', '[]', 'a label of another brand finds nobody');
select is(
  tests.error_of(format('select public.search_contacts(%L, %L)', tests.id('a2'), jsonb_build_object('segment', tests.id('segment')))),
  'PT422 filter_invalid', 'a segment of another brand does not exist');

select * from finish();
