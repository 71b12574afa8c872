-- What is older than an organization keeps it goes, its neighbours' stays, and what was counted stays counted.
select plan(26);
select tests.build_world();
select tests.stand_in_queue();
select tests.become('postgres');
create table private.messages_past partition of public.messages
for values from (minvalue) to (private.id_floor(date_trunc('month', now(), 'UTC')));
create table private.audit_log_past partition of public.audit_log
for values from (minvalue) to (private.id_floor(date_trunc('month', now(), 'UTC')));
select tests.become('none');

create function pg_temp.set_days(organization text, periods jsonb) returns jsonb
language sql volatile
as $$ select public.set_retention(tests.id(organization), periods) $$;
-- Moves a message back in time, with all that names it.
create function pg_temp.age(message_wamid text, days int) returns uuid
language plpgsql volatile
as $$
declare
  v_old public.messages;
  v_id uuid;
begin
  select * into v_old from public.messages m where m.wamid = message_wamid;
  v_id := (left(private.id_floor(now() - make_interval(days => days))::text, 13) || substr(v_old.id::text, 14))::uuid;
  update public.messages m set id = v_id where m.id = v_old.id;
  update private.message_wamids w set message_id = v_id where w.message_id = v_old.id;
  update public.message_media f set message_id = v_id where f.message_id = v_old.id;
  update public.conversations c set last_message_at = now() - make_interval(days => days) where c.id = v_old.conversation_id;
  return v_id;
end
$$;
create function pg_temp.wamids() returns text[]
language sql stable
as $$ select array_agg(w.wamid order by w.wamid) from private.message_wamids w join public.messages m on m.id = w.message_id $$;
create function pg_temp.run(max_rows int) returns int
language plpgsql volatile
as $$
declare
  v_calls int := 0;
begin
  perform tests.become('wabase_worker');
  while private.expire_data(max_rows) loop
    v_calls := v_calls + 1;
  end loop;
  perform tests.become('none');
  return v_calls;
end
$$;

-- Who may set what.
select tests.act_as('manager');
select is(tests.error_of($$select pg_temp.set_days('org_a', '{"message_days": 30}')$$), '42501 permission_denied', 'a manager may not');
select is(tests.error_of($$select public.retention(tests.id('org_a'))$$), '42501 permission_denied', 'nor read it');
select tests.act_as('owner');
select is(tests.error_of($$select pg_temp.set_days('org_a', '{"message_days": 29}')$$), 'PT422 retention_invalid', 'too short');
select is(tests.error_of($$select pg_temp.set_days('org_a', '{"export_file_days": 8}')$$), 'PT422 retention_invalid',
  'longer than the platform keeps it');
select is(tests.error_of($$select pg_temp.set_days('org_a', '{"message_days": "30"}')$$), 'PT422 retention_invalid', 'no number');
select is(tests.error_of($$select pg_temp.set_days('org_a', '{"contacts": 30}')$$), 'PT422 retention_invalid', 'no such period');
select is(tests.error_of($$select pg_temp.set_days('org_a', '[30]')$$), 'PT422 retention_invalid', 'no object');
select is(tests.error_of($$select pg_temp.set_days('org_b', '{"message_days": 30}')$$), '42501 permission_denied', 'not another''s');
select is(pg_temp.set_days('org_a', '{"message_days": 30, "audit_days": 100}') -> 'message_days',
  '{"days": 30, "shortest": 30, "longest": 3650}', 'within the bounds it is set');
select is(pg_temp.set_days('org_a', '{"export_file_days": 2}') #> '{audit_days,days}', '100', 'and what is left out stays');
select is((select count(*)::int from public.audit_log where entity = 'retention_settings'), 2, 'who set it is logged');
select tests.become('none');

-- Messages, conversations and files.
select tests.inbound('number_a1', '+12025550101', null, now(), 'wamid.closed');
select tests.inbound('number_a1', '+12025550102', null, now(), 'wamid.open');
select tests.inbound('number_a1', '+12025550103', null, now(), 'wamid.lively.1');
select tests.inbound('number_a1', '+12025550103', null, now(), 'wamid.lively.2');
select tests.inbound('number_b1', '+12025550101', null, now(), 'wamid.neighbour');
insert into public.message_media (organization_id, brand_id, whatsapp_account_id, message_id, direction, kind, storage_path, size, state)
select m.organization_id, m.brand_id, m.whatsapp_account_id, m.id, 'inbound', 'image', 'a/photo', 3000000, 'stored'
from public.messages m where m.wamid = 'wamid.closed';
select private.count_bytes(tests.id('org_a'), 3000000);
select pg_temp.age('wamid.closed', 40), pg_temp.age('wamid.open', 31), pg_temp.age('wamid.neighbour', 400);
select pg_temp.age('wamid.lively.1', 50);
update public.conversations c set last_message_at = now() from public.messages m
where m.wamid = 'wamid.lively.2' and c.id = m.conversation_id;
update public.conversations c set status = 'closed' from public.messages m
where m.wamid in ('wamid.closed', 'wamid.neighbour') and c.id = m.conversation_id;
select tests.keep('campaign', tests.launch_to('a1', 2));
select tests.record(tests.claim('number_a1'), 'accepted');
select pg_temp.age(m.wamid, 45) from public.messages m where m.campaign_id is not null;
create temporary table stats_before as select * from public.campaign_stats where campaign_id = tests.id('campaign');

select is(pg_temp.run(1) > 5, true, 'row by row, as a worker that dies after each');
select is(pg_temp.wamids(), array['wamid.lively.2', 'wamid.neighbour'],
  'what is past is gone in this organization, and nothing else in any');
select is((select count(*)::int from private.message_wamids), 2, 'with what named it');
select is((select array_agg(path) from private.file_removals), array['a/photo'], 'its file is to be removed');
select is((select bytes::int from private.storage_use where organization_id = tests.id('org_a')), 0, 'and takes no room any more');
select results_eq(
  $$select c.status, c.last_message_preview is null from public.conversations c where c.brand_id = tests.id('a1') order by 2, 1$$,
  $$values ('open', false), ('open', true)$$, 'the closed conversation went too; an open one shows nothing more');
select is((select count(*)::int from public.conversations where brand_id = tests.id('b1')), 1, 'the neighbour keeps his');
select results_eq('select * from stats_before', $$select * from public.campaign_stats where campaign_id = tests.id('campaign')$$,
  'campaigns keep their numbers');
select is((select count(*)::int from private.outbox), 0, 'nothing waits to be sent');
select is(pg_temp.run(1), 0, 'run again it finds nothing');
select tests.inbound('number_a1', '+12025550101', null, now(), 'wamid.again');
select is((select count(*)::int from public.conversations where brand_id = tests.id('a1') and status = 'open'), 3,
  'who writes again begins a new conversation');

-- The audit log, with all of it still to do.
update private.retention_progress set audit_until = default;
insert into public.audit_log (id, organization_id, actor_id, actor_kind, action, entity, entity_id, before, after)
select private.id_floor(now() - make_interval(days => d)), tests.id(o), 'user', 'user', 'update', 'contacts', 'contact',
  '{"name": "Ann", "locale": null}', '{"name": "Anna", "locale": "en"}'
from (values ('org_a', 120), ('org_a', 99), ('org_b', 121)) as e (o, d);
update private.audit_sealing set sealed_until = now() - interval '200 days',
  pending_until = date_trunc('minute', now() - interval '50 days'), pending_xid = pg_snapshot_xmin(pg_current_snapshot());
select private.seal_audit();
select is(pg_temp.run(1) > 0, true, 'values of the log are blotted out');
select results_eq(
  $$select organization_id = tests.id('org_a'), before, after from public.audit_log where entity_id = 'contact' order by id$$,
  $$values (false, '{"name": "Ann", "locale": null}'::jsonb, '{"name": "Anna", "locale": "en"}'::jsonb),
    (true, '{"name": "[erased]", "locale": null}', '{"name": "[erased]", "locale": "[erased]"}'),
    (true, '{"name": "Ann", "locale": null}', '{"name": "Anna", "locale": "en"}')$$,
  'those past the period, of this organization');
select is(private.check_audit_chain(tests.id('org_a')) - '{head,sealed_until}'::text[],
  '{"ok": true, "seals": 2, "entries": 2, "first_broken": null}', 'and the chain still holds');
select is(pg_temp.run(1), 0, 'and once');

select * from finish();
