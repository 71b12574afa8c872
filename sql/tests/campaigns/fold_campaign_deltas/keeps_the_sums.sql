select plan(6);
select tests.build_world();
select tests.keep('busy', tests.launch_to('a1', 120)), tests.keep('calm', tests.launch_to('a2', 2));

create function pg_temp.rows_of(campaign text) returns int
language sql stable
as $$ select count(*)::int from private.campaign_status_deltas where campaign_id = tests.id(campaign) $$;
create function pg_temp.stats() returns jsonb
language sql stable
as $$ select jsonb_agg(to_jsonb(s) order by campaign_id) from public.campaign_stats s where campaign_id in (tests.id('busy'),
  tests.id('calm')) $$;

select tests.record(tests.claim('number_a1', 1), 'failed', 'permanent', 100);
select tests.record(array[id], 'accepted') from unnest(tests.claim('number_a1')) as id;
select tests.report(id, 'sent') from public.messages where campaign_id = tests.id('busy') limit 50;
create temporary table before on commit drop as select pg_temp.stats() as stats, pg_temp.rows_of('calm') as calm;
select cmp_ok(pg_temp.rows_of('busy'), '>', 200, 'a busy campaign has many changes of its counts');
select cmp_ok(private.fold_campaign_deltas(), '>', 0, 'they are folded');
select cmp_ok(pg_temp.rows_of('busy'), '<', 10, 'into one row a status');
select is(pg_temp.rows_of('calm'), (select calm from before), 'a calm campaign is left alone');
select is(pg_temp.stats(), (select stats from before), 'and no count has changed');
select is(private.fold_campaign_deltas(), 0, 'a second time there is nothing to do');

select * from finish();
