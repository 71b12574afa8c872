-- The funnel is a sum of changes, never counted over the messages. Whatever happens, in whatever order and however often,
-- the sum must equal the count: random histories of claims, results, statuses, deaths of workers, settling, pausing, folding.
select plan(20);
select tests.build_world();
update private.settings set max_attempts = 3;

create function pg_temp.some(ids uuid[], share double precision default 0.4) returns uuid[]
language sql volatile
as $$ select coalesce(array_agg(id order by random()), '{}') from unnest(ids) as id where random() < share $$;

create function pg_temp.step() returns void
language plpgsql volatile
as $$
declare
  v_all uuid[] := array(select m.id from public.messages m);
  v_open uuid[] := array(select o.message_id from private.outbox o);
  v_dice int := floor(random() * 12);
begin
  if v_dice < 3 then
    perform tests.claim('number_a1', 1 + floor(random() * 8)::int);
  elsif v_dice < 6 then
    perform tests.record(pg_temp.some(v_open), (array['accepted', 'accepted', 'retry', 'failed',
      'unknown'])[1 + floor(random() * 5)::int], 'transient', 1, 0);
  elsif v_dice = 6 then
    perform tests.record(pg_temp.some(v_all, 0.1), (array['accepted', 'retry', 'failed', 'unknown'])[1 + floor(random() * 4)::int],
      'transient', 1, 0, 1);
  elsif v_dice < 9 then
    perform private.apply_statuses((select jsonb_agg(tests.status_item(id, status, now() + random() * interval '1 hour') order by random())
      from unnest(pg_temp.some(v_all, 0.2)) as id, unnest(array['sent', 'delivered', 'read', 'failed']) as status where random() < 0.5));
  elsif v_dice = 9 then
    perform private.mark_unknown('0e000000-0000-7000-8000-000000000001');
  elsif v_dice = 10 then
    update private.outbox set evidence_at = now() - interval '11 minutes' where status = 'unknown' and random() < 0.5;
    perform private.settle_unknown();
  else
    perform tests.act_as('owner');
    if random() < 0.5 then
      perform public.pause_campaign(tests.id('campaign'));
    else
      perform public.resume_campaign(tests.id('campaign'));
    end if;
    perform tests.become('none');
  end if;
end
$$;

create function pg_temp.history(steps int, cancel boolean) returns text
language plpgsql volatile
as $$
declare
  v_stats record;
  v_twice int;
begin
  delete from private.outbox;
  delete from public.campaigns;
  delete from public.messages;
  perform tests.keep('campaign', tests.launch_to('a1', 40));
  for i in 1 .. steps loop
    perform pg_temp.step();
    if tests.count_drift(tests.id('campaign')) <> 'none' then
      return format('step %s: %s', i, tests.count_drift(tests.id('campaign')));
    end if;
  end loop;
  if cancel then
    perform tests.act_as('owner');
    perform public.cancel_campaign(tests.id('campaign'));
    perform tests.become('none');
  end if;
  select * into v_stats from public.campaign_stats where campaign_id = tests.id('campaign');
  -- A message that failed after it was accepted stands in both counts.
  select count(*) into v_twice from public.campaign_messages m
  where m.campaign_id = tests.id('campaign') and m.status = 'failed' and m.wamid is not null;
  if v_stats.queued + v_stats.accepted + v_stats.failed - v_twice + v_stats.skipped + v_stats.canceled + v_stats.unknown
    <> v_stats.audience then
    return format('the parts are not the whole: %s', to_jsonb(v_stats));
  end if;
  if exists (select from private.outbox o join public.messages m on m.id = o.message_id
      where m.status not in ('queued', 'sending', 'unknown')) then
    return 'a settled message is still in the outbox';
  end if;
  if exists (select from public.messages m left join private.outbox o on o.message_id = m.id
      where m.status in ('queued', 'sending', 'unknown') and o.message_id is null) then
    return 'an open message is in no outbox';
  end if;
  return tests.count_drift(tests.id('campaign'));
end
$$;

select setseed(0.42);
select is(pg_temp.history(40, n % 2 = 0), 'none', 'history ' || n) from generate_series(1, 20) as n;

select * from finish();
