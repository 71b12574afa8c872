select plan(9);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('campaign', tests.launch_to('a1', 3));
select tests.keep('other', tests.add_contact('a1'));
create temp table sent as select id, row_number() over (order by id) as n from unnest(tests.claim('number_a1', 2)) as id;
select tests.keep('good', m.contact_id) from public.messages m join sent s on s.id = m.id where s.n = 1;
select tests.keep('bad', m.contact_id) from public.messages m join sent s on s.id = m.id where s.n = 2;
select tests.keep('waiting', r.contact_id) from public.campaign_recipients r
where r.campaign_id = tests.id('campaign') and r.contact_id not in (tests.id('good'), tests.id('bad'));
select tests.record(array(select id from sent where n = 1), 'accepted');
select tests.report((select id from sent where n = 1), 'sent'), tests.report((select id from sent where n = 1), 'delivered');
select tests.record(array(select id from sent where n = 2), 'failed', 'transient', 131016);

create function pg_temp.events(contact text) returns text[]
language sql stable
as $$
  select array_agg(e ->> 'event' order by n)
  from jsonb_array_elements(public.recipient_timeline(tests.id('campaign'), tests.id(contact)) -> 'events') with ordinality as a (e, n)
$$;
select tests.act_as('analyst');
select is(pg_temp.events('good'), '{queued,claimed,accepted,sent,delivered}', 'a message that arrived');
select is(pg_temp.events('bad'), '{queued,claimed,failed}', 'one that failed');
select is((public.recipient_timeline(tests.id('campaign'), tests.id('bad')) #> '{events,2}'::text[]) - array['at', 'message_id'],
  '{"event": "failed", "error_class": "transient", "error_code": 131016, "error_message": "refused"}', 'with Meta''s code and words');
select is(pg_temp.events('waiting'), '{queued}', 'one that waits');
select is(tests.error_of($$select public.recipient_timeline(tests.id('campaign'), tests.id('other'))$$), 'PT422 contact_not_found',
  'who is not in the audience has none');
select tests.become('none');
update public.messages set sent_at = accepted_at - interval '3 seconds', delivered_at = accepted_at - interval '2 seconds'
where contact_id = tests.id('good');
select tests.act_as('analyst');
select is(pg_temp.events('good'), '{queued,claimed,accepted,sent,delivered}',
  'the order is that of the steps where Meta''s clock is behind');
select tests.act_as('manager');
select public.retry_campaign(tests.id('campaign'));
select is(pg_temp.events('bad'), '{queued,claimed,failed,retried,due}', 'one that was sent again: both tries, and when the next is due');
select is(public.recipient_timeline(tests.id('campaign'), tests.id('bad')) ->> 'status', 'queued', 'its status is that of the last');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.recipient_timeline(tests.id('campaign'), tests.id('good'))$$), '42501 permission_denied',
  'of another organization nothing is told');

select * from finish();
