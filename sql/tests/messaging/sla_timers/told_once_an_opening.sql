select plan(17);
select tests.build_world();
select tests.act_as('manager');
insert into public.sla_policies (organization_id, brand_id, first_response_minutes, resolution_minutes, counts)
values (tests.id('org_a'), tests.id('a1'), 30, 120, 'all_hours');
select tests.become('none');

create function pg_temp.timers() returns setof text
language sql stable
as $$
  select concat_ws(' ', t.kind, t.opening, extract(epoch from now() - t.started_at)::int / 60,
    case when t.breached_at is not null then 'breached' end,
    case when t.ended_at is not null then 'ended' end)
  from public.sla_timers t order by t.opening, t.kind
$$;

select tests.inbound('number_a1', '+15550101', at => now() - interval '20 minutes');
select tests.inbound('number_a2', '+15550101', at => now() - interval '20 minutes');
select tests.keep('conversation', id) from public.conversations where brand_id = tests.id('a1');
select set_eq('select * from pg_temp.timers()', array['first_response 1 20', 'resolution 1 20'], 'both run from the first message');
select tests.inbound('number_a1', '+15550101', at => now() - interval '10 minutes');
select set_eq('select * from pg_temp.timers()', array['first_response 1 20', 'resolution 1 20'], 'a second one starts nothing');
select is(private.sweep_sla(), 0, 'in time');
select tests.inbound('number_a1', '+15550101', at => now() - interval '40 minutes');
select set_eq('select * from pg_temp.timers()', array['first_response 1 40', 'resolution 1 40'], 'one that comes late was the first');

update public.conversations set assigned_to = tests.id('agent_member') where id = tests.id('conversation');
select is(private.sweep_sla(), 1, 'nobody answered in time');
select is((select count(*)::int from tests.announced('a1', 'sla') as told where told ->> 'timer' = 'first_response'), 1,
  'the brand is told');
select is((select array_agg(topic || ' ' || event) from realtime.messages where topic like 'agent:%'),
  array['agent:' || tests.id('agent_member') || ' sla'], 'and the agent');
select is((select array_agg(detail ->> 'timer') from public.alerts where kind = 'sla_breached'), array['first_response'],
  'and an alert stays');
select is(private.sweep_sla(), 0, 'once');

select tests.act_as('agent');
select public.send_message(jsonb_build_object('conversation_id', tests.id('conversation'), 'type', 'text', 'text',
  '{"body": "Sorry"}'::jsonb));
select tests.become('none');
select set_eq('select * from pg_temp.timers()', array['first_response 1 40 breached ended', 'resolution 1 40'], 'a person answers');
select tests.act_as('agent');
select public.close_conversation(tests.id('conversation'));
select tests.become('none');
select set_eq('select * from pg_temp.timers()', array['first_response 1 40 breached ended', 'resolution 1 40 ended'],
  'it is closed in time');
select is(private.sweep_sla(), 0, 'what is done is not late');

select tests.inbound('number_a1', '+15550101');
select set_eq('select * from pg_temp.timers()', array['first_response 1 40 breached ended', 'resolution 1 40 ended',
  'first_response 2 0', 'resolution 2 0'], 'a new opening, new timers');
update public.sla_timers set due_at = now() where opening = 2;
select is(private.sweep_sla(1), 1, 'told in parts');
select is(private.sweep_sla(1), 1, 'until all are told');
select is((select count(*)::int from public.alerts where kind = 'sla_breached'), 3, 'each has an alert of its own');
select is((select count(*)::int from public.sla_timers where brand_id <> tests.id('a1')), 0, 'a brand without a policy measures nothing');

select * from finish();
