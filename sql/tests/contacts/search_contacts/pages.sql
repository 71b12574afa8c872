-- Pages of every order together are all contacts, once each and in that order.
select plan(19);
select tests.build_world();
insert into public.contacts (organization_id, brand_id, name, last_inbound_at)
select tests.id('org_a'), tests.id('a1'), (array['Ann', 'Bob', null, 'Élan', 'zoë'])[1 + n % 5],
  case when n % 3 > 0 then now() - n % 4 * interval '1 day' end
from generate_series(1, 2500) as n;

create function pg_temp.walk(sort text, filter jsonb default '{}', page_size int default 400) returns uuid[]
language plpgsql stable
as $$
declare
  v_page jsonb;
  v_ids uuid[] := '{}';
begin
  for i in 1 .. 100 loop
    v_page := public.search_contacts(tests.id('a1'), filter, sort, v_page ->> 'next', page_size);
    v_ids := v_ids || array(
      select (c ->> 'id')::uuid from jsonb_array_elements(v_page -> 'contacts') with ordinality as e (c, n) order by n);
    exit when v_page ->> 'next' is null;
  end loop;
  return v_ids;
end
$$;
select tests.act_as('analyst');
select is(pg_temp.walk('newest'), (select array_agg(id order by id desc) from public.contacts), 'newest');
select is(pg_temp.walk('oldest'), (select array_agg(id order by id) from public.contacts), 'oldest');
select is(pg_temp.walk('name'),
  (select array_agg(id order by coalesce(replace(lower(name), 'é', 'e'), '') collate "C", id) from public.contacts), 'name');
select is(pg_temp.walk('last_inbound'), (select array_agg(id order by last_inbound_at desc nulls last, id desc) from public.contacts),
  'last message');
select is(pg_temp.walk(sort, '{"name": {"contains": "bob"}}', 70), (select array_agg(id order by place) from (
    select id, row_number() over (order by case sort when 'newest' then id end desc, case sort when 'last_inbound' then last_inbound_at end
      desc nulls last, case when sort in ('oldest', 'name') then id end, id desc) as place
    from public.contacts where name = 'Bob') as c), sort || ', what is common')
from unnest(array['newest', 'oldest', 'name', 'last_inbound']) as sort;

-- The only match is the oldest contact: farther from the beginning than is read at first.
select tests.become('none');
update public.contacts set name = 'Quentin', phone = '+15550009', last_inbound_at = '2020-01-01'
where id = (select id from public.contacts order by id limit 1);
insert into public.labels (id, organization_id, brand_id, name)
values (tests.keep('label', private.new_id()), tests.id('org_a'), tests.id('a1'), 'L');
insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
select organization_id, brand_id, tests.id('label'), id from public.contacts where name = 'Quentin';
select tests.act_as('analyst');
select is(pg_temp.walk('newest', filter), (select array_agg(id) from public.contacts where name = 'Quentin'), 'rare: ' || filter::text)
from unnest(array['{"name": {"contains": "quen"}}', '{"phone": {"contains": "0009"}}', '{"not": {"phone": {"exists": false}}}',
  jsonb_build_object('label', jsonb_build_object('in', array[tests.id('label')]))]::jsonb[]) as filter;
select is(pg_temp.walk('newest', '{"name": {"contains": "nobody"}}'), '{}', 'nobody');
select is(public.search_contacts(tests.id('a1'), '{"name": {"contains": "quen"}}') ->> 'next', null, 'and that was the last page');

select is(tests.error_of(format('select public.search_contacts(%L, ''{}'', %L, %L)', tests.id('a1'), sort, after)), error, after)
from (values ('newest', 'x', 'PT422 cursor_invalid'), ('newest', encode('{"id": "1"}', 'base64'), 'PT422 cursor_invalid'),
  ('name', public.search_contacts(tests.id('a1'), page_size => 1) ->> 'next', 'PT422 cursor_invalid'),
  ('last_inbound', encode('{"id": "01900000-0000-7000-8000-000000000000", "v": "soon"}', 'base64'), 'PT422 cursor_invalid'),
  ('random', 'any', 'PT422 sort_unknown')) as bad (sort, after, error);

select * from finish();
