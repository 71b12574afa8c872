select plan(8);
select tests.build_world();
create function pg_temp.add(kind text, name text, brand text default 'a1') returns text
language sql volatile
as $$
  select tests.error_of(format('insert into public.%I (organization_id, brand_id, name) values (%L, %L, %L)', kind,
    tests.id('org_a'), tests.id(brand), name))
$$;
insert into public.labels (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a1'), 'VIP');
insert into public.groups (organization_id, brand_id, name) values (tests.id('org_a'), tests.id('a1'), 'VIP');

select tests.act_as('owner');
select is(pg_temp.add(kind, 'vip'), '23505', kind || ': a name exists once in a brand, however it is written')
from unnest(array['labels', 'groups']) as kind;
select is(pg_temp.add(kind, 'VIP', 'a2'), 'no error', kind || ': and once in each') from unnest(array['labels', 'groups']) as kind;
select is(pg_temp.add(kind, '  '), '23514', kind || ': it is not empty') from unnest(array['labels', 'groups']) as kind;
select is(tests.error_of(format('insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
  select organization_id, brand_id, id, %L from public.labels', private.new_id())), '42501', 'who bears a label is written by functions');
select tests.act_as('analyst');
select is(pg_temp.add('labels', 'New'), '42501', 'who may not edit contacts makes no label');

select * from finish();
