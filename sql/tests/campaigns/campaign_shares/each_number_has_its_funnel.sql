-- The funnel of each number of a campaign is what a count of its messages would say, whatever happened to them.
select plan(6);
select tests.build_world();
select tests.stand_in_queue();
select tests.add_number('second', 'org_a', 'a1');
update public.whatsapp_accounts set waba_id = (select waba_id from public.whatsapp_accounts where id = tests.id('number_a1'))
where id = tests.id('second');
select count(tests.add_contact('a1')) from generate_series(1, 80);
select tests.keep('campaign', tests.draft_campaign('a1'));
insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
values (tests.id('org_a'), tests.id('a1'), tests.id('campaign'), tests.id('second'));
select tests.launch(tests.id('campaign'));

create function pg_temp.counted() returns table (number uuid, accepted int, sent int, delivered int, read int, failed int)
language plpgsql volatile
as $$
begin
  perform tests.act_as('analyst');
  return query select s.whatsapp_account_id, s.accepted, s.sent, s.delivered, s.read, s.failed
    from public.campaign_shares(tests.id('campaign')) as s order by 1;
  perform tests.become('none');
end
$$;
create function pg_temp.are() returns table (number uuid, accepted int, sent int, delivered int, read int, failed int)
language sql stable
as $$
  select m.whatsapp_account_id,
    (count(*) filter (where m.status in ('accepted', 'sent', 'delivered', 'read') or m.status = 'failed' and m.wamid is not null))::int,
    (count(*) filter (where m.status in ('sent', 'delivered', 'read') or m.status = 'failed' and m.sent_at is not null))::int,
    (count(*) filter (where m.status in ('delivered', 'read')))::int, (count(*) filter (where m.status = 'read'))::int,
    (count(*) filter (where m.status = 'failed'))::int
  from public.messages m where m.campaign_id = tests.id('campaign') and m.retried_as is null group by 1 order by 1
$$;
create function pg_temp.of(number text, first int, last int) returns setof uuid
language sql stable
as $$
  select m.id from (
    select m.id, row_number() over (order by m.id) as n from public.messages m
    where m.campaign_id = tests.id('campaign') and m.whatsapp_account_id = tests.id(number) and m.retried_as is null) as m
  where m.n between first and last
$$;

select tests.record(tests.claim('number_a1', 12), 'accepted'), tests.record(tests.claim('second', 9), 'accepted');
select tests.record(tests.claim('second', 4), 'failed', 'permanent', 131026),
  tests.record(tests.claim('number_a1', 3), 'retry', 'transient');
select tests.report(id, 'sent') from pg_temp.of('number_a1', 1, 10) as id;
select tests.report(id, 'delivered') from pg_temp.of('number_a1', 1, 7) as id;
select tests.report(id, 'read') from pg_temp.of('number_a1', 1, 2) as id;
select tests.report(id, 'read') from pg_temp.of('second', 1, 5) as id;
select tests.report(id, 'failed', more => '{"error": {"code": 131026, "class": "permanent", "message": "undeliverable"}}')
from pg_temp.of('second', 6, 7) as id;
select results_eq('select * from pg_temp.counted()', 'select * from pg_temp.are()', 'each number has its own');
select tests.act_as('manager');
select public.retry_campaign(tests.id('campaign'), '{permanent}');
select tests.become('none');
select results_eq('select * from pg_temp.counted()', 'select * from pg_temp.are()', 'what is tried again has not failed');
select is(
  (select row(sum(accepted), sum(sent), sum(delivered), sum(read), sum(failed))::text from pg_temp.counted()),
  (select row(accepted, sent, delivered, read, failed)::text from public.campaign_stats where campaign_id = tests.id('campaign')),
  'together they are the campaign''s');
insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
select tests.id('org_a'), tests.id('a1'), tests.id('campaign'), tests.id('second'), 'sent', 0 from generate_series(1, 201);
select private.fold_campaign_deltas();
select results_eq('select * from pg_temp.counted()', 'select * from pg_temp.are()', 'folding keeps them apart');
select public.move_campaign_share(tests.id('campaign'), tests.id('number_a1'), tests.id('second')) from tests.act_as('manager');
select tests.become('none');
select tests.record(tests.claim('second'), 'accepted');
select results_eq('select * from pg_temp.counted()', 'select * from pg_temp.are()', 'a share that moves leaves what was sent where it was');
select is(tests.count_drift(tests.id('campaign')), 'none', 'counts and messages agree');

select * from finish();
