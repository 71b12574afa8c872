select plan(9);
select tests.build_world();
select tests.stand_in_queue();
insert into public.subscriptions (organization_id, plan_key, status) values (tests.id('org_a'), 'growth', 'active')
on conflict (organization_id) do update set plan_key = excluded.plan_key, status = 'active';
select tests.keep('campaign', tests.launch_to('a1', 1005));
select tests.record(tests.claim('number_a1', 2), 'failed', 'recipient', 131026);

select tests.act_as('manager');
select tests.keep('export', (public.request_export(tests.id('a1'), 'campaign_messages', jsonb_build_object('campaign_id',
  tests.id('campaign')), 'xlsx')).id);
select is(tests.error_of(format('select public.request_export(%L, ''campaign_messages'', %L)', tests.id('a1'), parameters)),
  'PT422 export_invalid', parameters::text)
from unnest(array['{}', '{"filter": {}}', jsonb_build_object('campaign_id', tests.id('a1'))]::jsonb[]) as parameters;
select is(tests.error_of(format('select public.request_export(%L, ''campaign_messages'', %L)', tests.id('a2'),
  jsonb_build_object('campaign_id', tests.id('campaign')))), 'PT422 export_invalid', 'a campaign of another brand is none of this one');

select tests.become('wabase_worker');
select is(private.begin_export(tests.id('export')) -> 'columns' -> 5, '"status"', 'the worker learns the columns');
create temp table pages as
  select 1 as n, private.export_page(tests.id('export'), null) as page;
insert into pages select 2, private.export_page(tests.id('export'), (select page ->> 'next' from pages));
select is((select array_agg(jsonb_array_length(page -> 'rows') order by n) from pages), '{1000,5}', 'page by page');
select is((select page -> 'next' from pages where n = 2), 'null', 'to the last');
select is((select count(distinct r ->> 1)::int from pages, jsonb_array_elements(page -> 'rows') as r), 1005, 'each recipient once');
select is((select jsonb_agg(r -> 8 order by r ->> 0) from pages, jsonb_array_elements(page -> 'rows') as r where r ->> 5 = 'failed'),
  '["131026", "131026"]', 'with what became of it');

select * from finish();
