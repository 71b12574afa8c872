select plan(10);
select tests.build_world();
insert into public.contact_attributes (organization_id, brand_id, key, type, label)
values (tests.id('org_a'), tests.id('a1'), 'age', 'number', 'Age');
select tests.keep('ann', tests.add_contact('a1', '+12025550101', name => 'Ann'));
create function pg_temp.drift() returns int
language sql stable
as $$
  select (select count(*) from (
      select c.id from public.contacts c where c.deleted_at is null
      except select s.contact_id from private.contact_search s) as missing)::int
    + (select count(*) from private.contact_search s left join public.contacts c on c.id = s.contact_id and c.deleted_at is null
      where c.id is null or s.name <> coalesce(private.fold(c.name), '') or s.phone <> coalesce(substr(c.phone, 2), '')
        or s.keys <> (select e.keys from private.search_entries(array[c]) as e))::int
    + (select count(*) from (
        (select contact_id, value from private.contact_numbers)
        except select id, (attributes ->> 'age')::double precision from public.contacts where deleted_at is null) as numbers)::int
$$;
create function pg_temp.rows() returns int
language sql stable
as $$ select (select count(*) from private.contact_search)::int + (select count(*) from private.contact_numbers)::int $$;
create function pg_temp.found(filter jsonb) returns int
language sql stable
as $$ select cardinality((private.find_contacts(tests.id('a1'), filter, 'newest', null, 10)).contact_ids) $$;

select is(pg_temp.drift(), 0, 'a new contact');
update public.contacts set name = 'Zoë', phone = '+12025550102', attributes = '{"age": 5}' where id = tests.id('ann');
select is(pg_temp.drift(), 0, 'name, phone and attributes change');
select is(array[pg_temp.found('{"name": {"contains": "ann"}}'), pg_temp.found('{"name": {"contains": "zoe"}}')], array[0, 1],
  'found by the new');
update public.contacts set attributes = '{}' where id = tests.id('ann');
select is((select count(*)::int from private.contact_numbers), 0, 'an attribute taken away is not found any more');
update public.contacts set attributes = '{"age": 6}', last_inbound_at = now() where id = tests.id('ann');
select is(pg_temp.drift(), 0, 'nor does anything else get lost');
update public.contacts set deleted_at = now();
select is(pg_temp.rows(), 0, 'deleted: not found');
update public.contacts set name = 'Bea' where id = tests.id('ann');
select is((select count(*)::int from private.contact_search), 0, 'nor after a change');
update public.contacts set deleted_at = null;
select is(pg_temp.drift() + pg_temp.found('{"attribute": {"key": "age", "eq": 6}}'), 1, 'restored: found again');
update public.contacts set bsuid = 'US.1' where id = tests.id('ann');
delete from public.contacts;
select is(pg_temp.rows(), 0, 'erased: nothing is left');
insert into public.contacts (organization_id, brand_id, name, deleted_at) values (tests.id('org_a'), tests.id('a1'), 'Gone', now());
select is((select count(*)::int from private.contact_search), 0, 'a contact that is born deleted');

select * from finish();
