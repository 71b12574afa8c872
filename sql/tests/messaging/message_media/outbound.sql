-- An agent's file: uploaded to the bucket, named by path, brought to Meta once a number, and only then queued.
select plan(26);
select tests.build_world();
select tests.inbound('number_a1', '+15550101'), tests.inbound('number_b1', '+15550101');
select tests.keep('conversation', id) from public.conversations where brand_id = tests.id('a1');
create function pg_temp.upload(name text, person text, folder text, type text default 'image/png', size bigint default 1000) returns text
language sql volatile
as $$
  insert into storage.objects (bucket_id, name, owner_id, metadata)
  select 'media', b.organization_id || '/' || b.id || '/' || private.new_id() || '/' || upload.name, tests.id(person),
    jsonb_build_object('mimetype', upload.type, 'size', upload.size)
  from public.brands b where b.id = tests.id(folder)
  returning set_config('tests.path_' || upload.name, storage.objects.name, true)
$$;
create function pg_temp.path(name text) returns text language sql stable as $$ select current_setting('tests.path_' || name) $$;
create function pg_temp.message(name text, kind text default 'image') returns jsonb
language sql stable
as $$
  select jsonb_build_object('conversation_id', tests.id('conversation'), 'type', kind, kind, jsonb_build_object('path', pg_temp.path(name)))
$$;
create function pg_temp.refused(name text, kind text default 'image') returns text
language sql volatile
as $$ select tests.error_of(format('select public.send_message(%L)', pg_temp.message(name, kind))) $$;
select pg_temp.upload('a.png', 'agent', 'a1'), pg_temp.upload('of_owner.png', 'owner', 'a1'), pg_temp.upload('b.png', 'agent', 'b1'),
  pg_temp.upload('large.png', 'agent', 'a1', size => 5 * 1024 * 1024 + 1), pg_temp.upload('a.pdf', 'agent', 'a1', 'application/pdf'),
  pg_temp.upload('a.bin', 'agent', 'a1', 'application/octet-stream'), pg_temp.upload('b.pdf', 'agent', 'a1', 'application/pdf');

-- What may be sent.
select tests.act_as('agent');
select set_config('tests.path_none', tests.id('org_a') || '/' || tests.id('a1') || '/x/none.png', true);
select is(pg_temp.refused(name, kind), 'PT422 ' || slug, name || ' as ' || kind)
from (values ('none', 'image', 'file_not_found'), ('of_owner.png', 'image', 'file_not_found'), ('b.png', 'image', 'file_not_found'),
  ('large.png', 'image', 'file_invalid'), ('a.pdf', 'image', 'file_invalid'), ('a.png', 'sticker', 'file_invalid'),
  ('a.bin', 'document', 'file_invalid')
) as f (name, kind, slug);

-- Waiting for the upload.
create temporary table sent on commit drop as select public.send_message(pg_temp.message('a.png')) as answer;
select is((select answer ->> 'status' from sent), 'queued', 'a file of one''s own is taken');
select tests.become('none');
select is((select count(*)::int from private.outbox), 0, 'the message waits for its file');
select results_eq(
  'select direction, kind, mime_type, size, state from public.message_media',
  $$values ('outbound', 'image', 'image/png', 1000::bigint, 'pending')$$, 'which is noted'
);
select is(
  (select is_rung from private.doorbells where task = 'media/transfer' and key = tests.id('number_a1')::text), true, 'and asked for'
);
select is((select bytes from private.storage_use where organization_id = tests.id('org_a')), 1000::bigint, 'it counts for the plan');

-- Uploaded.
select private.record_media_uploaded(id, '900') from public.message_media;
select private.record_media_uploaded(id, '901') from public.message_media;
select results_eq(
  'select m.content, o.status from private.outbox o join public.messages m on m.id = o.message_id',
  $$values ('{"image": {"id": "900"}}'::jsonb, 'queued')$$, 'the message is queued once, with Meta''s id'
);
select tests.act_as('agent');
select lives_ok(format('select public.send_message(%L)', pg_temp.message('a.png')), 'the same file again');
select tests.become('none');
select is((select count(*)::int from private.outbox), 2, 'needs no upload');
select is((select bytes from private.storage_use where organization_id = tests.id('org_a')), 1000::bigint, 'and no more room');
update private.uploaded_media set uploaded_at = now() - interval '30 days';
select tests.act_as('agent');
select lives_ok(format('select public.send_message(%L)', pg_temp.message('a.png')), 'once more after a month');
select tests.become('none');
select is((select count(*)::int from public.message_media where state = 'pending'), 1, 'Meta has forgotten it');
select tests.act_as('owner');
select is(pg_temp.refused('a.png'), 'no error', 'who sees a message may send its file on');

-- Several files in one message.
select tests.act_as('agent');
create temporary table cards on commit drop as
select public.send_message(jsonb_build_object('conversation_id', tests.id('conversation'), 'type', 'interactive', 'interactive',
  jsonb_build_object('type', 'button', 'body', '{"text": "b"}'::jsonb,
    'header', jsonb_build_object('type', 'document', 'document', jsonb_build_object('path', pg_temp.path('b.pdf'), 'filename',
    'Offer.pdf')),
    'action', '{"buttons": [{"type": "reply", "reply": {"id": "1", "title": "Yes"}}]}'::jsonb))) as answer;
select tests.become('none');
select is((select filename from public.message_media where mime_type = 'application/pdf'), 'Offer.pdf', 'a header''s file is found too');
select private.record_media_uploaded(id, '902') from public.message_media where mime_type = 'application/pdf';
select is(
  (select m.content #> '{interactive,header,document}' from public.messages m, cards where m.id = (answer ->> 'message_id')::uuid),
  '{"id": "902", "filename": "Offer.pdf"}', 'and replaced where it stands'
);

-- Failing.
select tests.act_as('agent');
create temporary table failing on commit drop as select public.send_message(pg_temp.message('a.pdf', 'document')) as answer;
select tests.become('none');
select is(
  (select private.record_media_failed(f.id, 'media_refused', null) from public.message_media f, failing
    where f.message_id = (answer ->> 'message_id')::uuid), 'failed', 'a file that Meta refuses'
);
select is(
  (select m.status || ' ' || m.error_message from public.messages m, failing where m.id = (answer ->> 'message_id')::uuid),
  'failed media_refused', 'fails its message'
);
select is(
  (select count(*)::int from tests.announced('a1', 'message') as told, failing
    where told ->> 'message_id' = answer ->> 'message_id' and told ->> 'status' = 'failed'), 1, 'and the brand is told'
);
select tests.act_as('agent');
select is(
  (select tests.error_of(format('select public.retry_media(%L)', f.id)) from public.message_media f, failing
    where f.message_id = (answer ->> 'message_id')::uuid), 'PT409 media_not_retryable', 'it is sent with a new message'
);
select is(
  (select count(*)::int from storage.objects where bucket_id = 'media'), 5, 'an agent sees his own uploads in his brands'
);

select * from finish();
