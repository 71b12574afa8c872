select plan(28);
select tests.build_world();
insert into public.contact_attributes (organization_id, brand_id, key, type, label, options)
select tests.id('org_a'), tests.id('a1'), a.key, a.type, initcap(a.key), a.options
from (values ('city', 'text', '{}'::text[]), ('age', 'number', '{}'), ('vip', 'boolean', '{}'), ('birthday', 'date', '{}'),
  ('tier', 'option', '{gold,silver}')) as a (key, type, options);

create function pg_temp.add(attributes jsonb, brand text default 'a1') returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.contacts (organization_id, brand_id, attributes) values (%L, %L, %L)',
    tests.id('org_a'), tests.id(brand), attributes))
$$;

select tests.act_as('agent');
select is(pg_temp.add(value), 'no error', value::text)
from unnest(array[
  '{}', '{"city": "Lisbon"}', '{"age": 41}', '{"age": -0.5}', '{"vip": false}', '{"birthday": "2000-02-29"}', '{"tier": "gold", "age": 1}'
]::jsonb[]) as value;
select is(pg_temp.add(value), 'PT422 attribute_invalid', value::text)
from unnest(array[
  '{"city": 5}', '{"city": ""}', '{"city": null}', '{"city": ["Lisbon"]}', '{"age": "41"}', '{"vip": "true"}', '{"birthday": "2001-02-29"}',
  '{"birthday": "29.02.2000"}', '{"birthday": "tomorrow"}', '{"tier": "bronze"}', '{"tier": 1}'
]::jsonb[]) as value;
select is(pg_temp.add(jsonb_build_object('city', repeat('x', 2001))), 'PT422 attribute_invalid', 'a text of 2,001 characters');
select is(pg_temp.add('{"town": "Lisbon"}'), 'PT422 attribute_unknown', 'an attribute that nobody defined');
select tests.act_as('owner');
select is(pg_temp.add('{"city": "Lisbon"}', 'a2'), 'PT422 attribute_unknown', 'or another brand');

select tests.become('none');
select tests.keep('ann', tests.add_contact('a1'));
update public.contacts set attributes = '{"tier": "gold", "city": "Porto"}' where id = tests.id('ann');
select tests.act_as('agent');
update public.contact_attributes set options = '{silver}' where key = 'tier';
delete from public.contact_attributes where key = 'city';
create function pg_temp.edit(attributes jsonb) returns text
language sql volatile
as $$ select tests.error_of(format('update public.contacts set attributes = %L where id = %L', attributes, tests.id('ann'))) $$;
select is(pg_temp.edit('{"tier": "gold", "city": "Porto", "age": 7}'), 'no error', 'values of what was removed since hinder no change');
select is(pg_temp.edit('{"tier": "gold", "city": "Lisbon"}'), 'PT422 attribute_unknown', 'but do not change themselves');
select is(pg_temp.edit('{"tier": "silver"}'), 'no error', 'and may go');
select is(
  tests.error_of($$update public.contact_attributes set type = 'text' where key = 'age'$$), '42501', 'a type is for good');
create function pg_temp.define(key text, type text) returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.contact_attributes (organization_id, brand_id, key, type, label)
    values (%L, %L, %L, %L, ''Label'')', tests.id('org_a'), tests.id('a1'), key, type))
$$;
select is(pg_temp.define('age', 'text'), '23505', 'a key exists once');
select is(pg_temp.define('size', 'option'), '23514', 'an option attribute names its options');
select is(pg_temp.define('Size', 'text'), '23514', 'a key is lower snake case');

select * from finish();
