select plan(6);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('campaign', tests.launch_to('a1', 50));
create function pg_temp.pace() returns table (rate float8, eta_seconds int)
language sql stable
as $$ select rate, eta_seconds from public.campaign_stats where campaign_id = tests.id('campaign') $$;

select results_eq('select * from pg_temp.pace()', 'values (0::float8, null::int)', 'nothing has moved: no rate, no time');
select private.announce_campaigns(array[tests.id('campaign')]);
update private.campaign_paces set at = now() - interval '12 seconds', earlier_at = now() - interval '20 seconds';
select tests.record(tests.claim('number_a1', 40), 'accepted');
select results_eq('select * from pg_temp.pace()', 'values (2::float8, 5)', '40 in 20 seconds: two a second, ten more in five');
select private.announce_campaigns(array[tests.id('campaign')]);
select results_eq($$select settled, earlier_settled, earlier_at = now() - interval '12 seconds' from private.campaign_paces$$,
  'values (40, 0, true)', 'every ten seconds the earlier moment moves up');
select private.announce_campaigns(array[tests.id('campaign')]);
select is((select earlier_settled from private.campaign_paces), 0, 'and not more often');
update private.campaign_paces set at = now() - interval '40 seconds', earlier_at = now() - interval '60 seconds';
select results_eq('select * from pg_temp.pace()', 'values (0::float8, null::int)', 'what has stood still for half a minute has no rate');
select private.announce_campaigns(array[tests.id('campaign')]);
select results_eq($$select earlier_settled, earlier_at = now() from private.campaign_paces$$, 'values (40, true)', 'and begins anew');

select * from finish();
