-- A customer's file: asked for at once, tried again, stored or failed, and seen by those who see the message.
select plan(27);
select tests.build_world();
create function pg_temp.receive(wamid text, type text default 'image', content jsonb default '{}', phone text default '+15550101')
returns void
language sql volatile
as $$
  select tests.inbound('number_a1', phone, wamid => wamid, more => jsonb_build_object('type', type, 'content',
    jsonb_build_object(type, '{"id": "m1", "mime_type": "image/jpeg"}'::jsonb || content)))
$$;
select pg_temp.receive('wamid.1', content => '{"sha256": "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="}');
select pg_temp.receive('wamid.1');
select tests.inbound('number_a1', '+15550101', wamid => 'wamid.2');
select results_eq(
  $$select direction, kind, media_id, mime_type, sha256, state, attempts from public.message_media$$,
  $$values ('inbound', 'image', 'm1', 'image/jpeg', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'pending',
    0::smallint)$$,
  'one file of one message, however often it is told, with its hash in hex'
);
select tests.keep('media', id), tests.keep('message', message_id) from public.message_media;
select is(
  (select is_rung from private.doorbells where task = 'media/transfer' and key = tests.id('number_a1')::text), true, 'the worker is rung'
);

-- Claiming.
select tests.keep('worker', gen_random_uuid());
create temporary table claimed on commit drop as select * from private.claim_media(tests.id('number_a1'), 5, tests.id('worker'));
select is((select attempts from claimed), 1, 'claimed');
select is((select count(*)::int from private.claim_media(tests.id('number_a1'), 5, tests.id('worker'))), 0, 'by one worker');
select cmp_ok(private.media_wait(tests.id('number_a1')), '>', 200000, 'for minutes');
select private.release_media(tests.id('worker'));
select is((select attempts from private.claim_media(tests.id('number_a1'), 5, tests.id('worker'))), 2, 'that of a dead worker is taken up');
select is((select count(*)::int from private.claim_media(tests.id('number_b1'), 5, tests.id('worker'))), 0, 'by its own number');

-- Failing.
select is(private.record_media_failed(tests.id('media'), 'media_unreachable', 30), 'pending', 'a failure is tried again');
select is((select error from public.message_media), 'media_unreachable', 'and its reason can be seen');
select cmp_ok(private.media_wait(tests.id('number_a1')), '<=', 30000, 'soon');
update public.message_media set attempts = 14;
select is(private.record_media_failed(tests.id('media'), 'media_unreachable', 30), 'failed', 'until the last attempt');
select is((select count(*)::int from tests.announced('a1', 'media') as told where told ->> 'state' = 'failed'), 1, 'which is told');
select is(private.record_media_failed(tests.id('media'), 'media_expired', null), null, 'a late word of it changes nothing');
select tests.act_as('analyst');
select is(
  tests.error_of(format('select public.retry_media(%L)', tests.id('media'))), '42501 permission_denied', 'retrying is for those who reply'
);
select tests.act_as('agent');
select is(public.retry_media(tests.id('media')) ->> 'state', 'pending', 'they try it again');
select is(public.retry_media(tests.id('media')) ->> 'state', 'pending', 'once');

-- Storing.
select tests.become('none');
create function pg_temp.store(size bigint) returns text
language sql volatile
as $$ select private.record_media_stored(tests.id('media'), 'o/b/m/f.jpg', 'image/jpeg', size, 'ab') $$;
update public.subscriptions set limit_overrides = '{"storage_mb": 1}' where organization_id = tests.id('org_a');
select is(pg_temp.store(3 * 1024 * 1024), 'refused', 'there is no room for it in the plan');
select is((select state || ' ' || error from public.message_media), 'failed plan_limit_reached', 'which can be seen');
select is(pg_temp.store(1024 * 1024 - 1), 'stored', 'there is room for a smaller one');
select is(pg_temp.store(1024 * 1024 - 1), 'stored', 'twice is once');
select is((select bytes from private.storage_use where organization_id = tests.id('org_a')), 1048575::bigint, 'its bytes are counted');

-- Who sees it.
select tests.act_as('agent');
select is((select count(*)::int from public.message_media), 1, 'who sees the message sees its file');
select tests.become('none');
update public.conversations set assigned_to = tests.id('owner_member') where brand_id = tests.id('a1');
select tests.act_as('agent');
select is((select count(*)::int from public.message_media), 0, 'who does not see the message does not');
select tests.act_as('owner');
select is((select count(*)::int from public.message_media), 1, 'who sees all does');

-- Leaving with its message.
select tests.become('none');
delete from public.contacts where brand_id = tests.id('a1');
select is((select count(*)::int from public.message_media), 0, 'it goes with its contact');
select results_eq('select bucket, path from private.file_removals', $$values ('media', 'o/b/m/f.jpg')$$, 'the object is to be removed');
select is((select bytes from private.storage_use where organization_id = tests.id('org_a')), 0::bigint, 'and counts no more');

select * from finish();
