select plan(6);
select tests.build_world();
insert into public.sla_policies (organization_id, brand_id, first_response_minutes, resolution_minutes, counts)
values (tests.id('org_a'), tests.id('a1'), 30, 120, 'all_hours');
select tests.inbound('number_a1', '+15550101', at => now() - interval '40 minutes');
select tests.inbound('number_a1', '+15550102', at => now() - interval '3 hours');
select tests.inbound('number_a1', '+15550103');
select private.sweep_sla();

create function pg_temp.late() returns bigint
language sql stable
as $$ select count(*) from public.late_conversations(tests.id('a1')) $$;

select tests.act_as('agent');
select is(pg_temp.late(), 2::bigint, 'those that wait too long, each once');
select tests.become('none');
update public.conversations set assigned_to = tests.id('agent_member')
where last_inbound_at < now() - interval '1 hour';
select tests.act_as('colleague');
select is(pg_temp.late(), 1::bigint, 'what somebody else works on is not seen');
select tests.act_as('agent');
select public.send_message(jsonb_build_object('conversation_id', id, 'type', 'text', 'text', '{"body": "Sorry"}'::jsonb))
from public.conversations where assigned_to is null and last_inbound_at < now() - interval '30 minutes';
select is(pg_temp.late(), 1::bigint, 'an answer ends it');
select public.close_conversation(id) from public.late_conversations(tests.id('a1'));
select is(pg_temp.late(), 0::bigint, 'and so does the close');
select is(tests.error_of(format('select public.late_conversations(%L)', tests.id('b1'))), '42501 permission_denied', 'of own brands');
select is(tests.error_of('select public.late_conversations(null)'), '42501 permission_denied', 'of a brand');

select * from finish();
