-- The inbox of somebody who sees all and of somebody who sees what is his or nobody's, put together from other lists.
select plan(13);
select tests.build_world();
select tests.inbound('number_a1', '+1555010' || n, at => now() - n * interval '1 minute', more => jsonb_build_object('body', n::text))
from generate_series(1, 8) as n;
select tests.inbound('number_b1', '+15550101');
-- 1 and 5 are the agent's, 2 and 6 his colleague's, the others nobody's; 3 and 5 are closed, 4 and 6 are read.
update public.conversations c
set assigned_to = case when c.last_message_preview in ('1', '5') then tests.id('agent_member')
    when c.last_message_preview in ('2', '6') then tests.id('colleague_member') end,
  status = case when c.last_message_preview in ('3', '5') then 'closed' else c.status end,
  unread_count = case when c.last_message_preview in ('4', '6') then 0 else c.unread_count end
where c.brand_id = tests.id('a1');
create temp table seen_last as select * from public.conversations where brand_id = tests.id('a1') and last_message_preview = '4';
grant select on seen_last to public;

create function pg_temp.shown(rest text default '') returns text
language plpgsql stable
as $$
declare
  v_shown text;
begin
  execute format('select string_agg(c.last_message_preview, '' '' order by c.last_message_at desc)
    from public.inbox_conversations(%L%s) as c', tests.id('a1'), rest)
  into v_shown;
  return v_shown;
end
$$;

select tests.act_as('manager');
select is(pg_temp.shown(), '1 2 3 4 5 6 7 8', 'who sees all gets all, the latest first');
select is(pg_temp.shown($$, status => 'closed'$$), '3 5', 'of one status');
select is(pg_temp.shown(', only_unread => true'), '1 2 3 5 7 8', 'with something unread');
select tests.act_as('agent');
select is(pg_temp.shown(), '1 3 4 5 7 8', 'an agent gets what is his or nobody''s, in the same order');
select is(pg_temp.shown(', most => 3'), '1 3 4', 'a page of it');
select is(pg_temp.shown((select format(', most => 3, before_at => %L, before_id => %L', last_message_at, id) from seen_last)), '5 7 8',
  'the next page');
select is(pg_temp.shown($$, status => 'open'$$), '1 4 7 8', 'of one status');
select is(pg_temp.shown(', only_unread => true'), '1 3 5 7 8', 'with something unread');
select is(pg_temp.shown(', only_unread => true, most => 2'), '1 3', 'the latest of them');
select is(pg_temp.shown(format(', whatsapp_account_id => %L', tests.id('number_a1'))), '1 3 4 5 7 8', 'with one number');
select is(tests.error_of(format('select public.inbox_conversations(%L, whatsapp_account_id => %L)', tests.id('a1'), tests.id('number_b1'))),
  '42501 permission_denied', 'and not with a number of others');
select tests.act_as('colleague');
select is(pg_temp.shown(', only_unread => true'), '2 3 7 8', 'his colleague what is hers or nobody''s');
select is(tests.error_of(format('select public.inbox_conversations(%L)', tests.id('b1'))), '42501 permission_denied', 'of own brands');

select * from finish();
