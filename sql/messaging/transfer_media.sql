create function private.claim_media(whatsapp_account_id uuid, max_rows int, worker_id uuid)
returns table (
  id uuid, direction text, organization_id uuid, brand_id uuid, message_id uuid, kind text, media_id text, mime_type text, filename text,
  sha256 text, size int, storage_path text, attempts int
)
language sql volatile security definer
set search_path = ''
as $$
  with due as (
    select f.id from public.message_media f
    where f.whatsapp_account_id = claim_media.whatsapp_account_id and f.state = 'pending' and f.due_at <= now()
    order by f.due_at
    limit max_rows
    for update skip locked
  )
  update public.message_media f set due_at = now() + interval '4 minutes', claimed_by = worker_id, attempts = f.attempts + 1
  where f.id = any (array(select d.id from due d))
  returning f.id, f.direction, f.organization_id, f.brand_id, f.message_id, f.kind, f.media_id, f.mime_type, f.filename, f.sha256,
    f.size::int, f.storage_path, f.attempts::int
$$;
comment on function private.claim_media(uuid, int, uuid) is
  'Files of a number that are due to be fetched from Meta or uploaded to it; they are due again in four minutes, or when '
  'their worker is found dead. Cost grows with max_rows.';
grant execute on function private.claim_media(uuid, int, uuid) to wabase_worker;

create function private.release_media(claimed_by uuid) returns void
language sql volatile
set search_path = ''
as $$
  update public.message_media f set due_at = now(), claimed_by = null
  where f.claimed_by = release_media.claimed_by and f.state = 'pending'
$$;
comment on function private.release_media(uuid) is 'What a dead worker was moving is due at once.';

create function private.media_wait(whatsapp_account_id uuid) returns int
language sql stable security definer
set search_path = ''
as $$
  select (1000 * least(greatest(extract(epoch from min(f.due_at) - now()), 0), 86400))::int
  from public.message_media f
  where f.whatsapp_account_id = media_wait.whatsapp_account_id and f.state = 'pending'
$$;
comment on function private.media_wait(uuid) is 'Milliseconds until a file of the number is due (a day at most), null when none is.';
grant execute on function private.media_wait(uuid) to wabase_worker;

create function private.announce_media(media public.message_media) returns void
language sql volatile
set search_path = ''
as $$
  select private.note_brand_events(media.organization_id, media.brand_id, jsonb_build_array(jsonb_build_object('event', 'media',
    'message_id', media.message_id, 'message_media_id', media.id, 'state', media.state, 'error', media.error)))
$$;
comment on function private.announce_media(public.message_media) is 'Tells the brand that a file is there, or failed (event media).';

create function private.record_media_stored(media_id uuid, path text, mime_type text, size bigint, sha256 text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_media public.message_media;
begin
  select * into v_media from public.message_media f where f.id = record_media_stored.media_id for update;
  if v_media.id is null then
    return 'gone';
  elsif v_media.state = 'stored' then
    return 'stored';
  end if;
  begin
    perform private.count_bytes(v_media.organization_id, record_media_stored.size);
  exception when sqlstate 'PT402' then
    update public.message_media f set state = 'failed', claimed_by = null, error = 'plan_limit_reached'
    where f.id = v_media.id returning f.* into v_media;
    perform private.announce_media(v_media);
    return 'refused';
  end;
  update public.message_media f
  set state = 'stored', storage_path = record_media_stored.path, mime_type = coalesce(f.mime_type, record_media_stored.mime_type),
    size = record_media_stored.size, sha256 = record_media_stored.sha256, error = null, claimed_by = null
  where f.id = v_media.id returning f.* into v_media;
  perform private.announce_media(v_media);
  return 'stored';
end
$$;
comment on function private.record_media_stored(uuid, text, text, bigint, text) is
  'An inbound file is in Storage. Returns stored; gone when its message was deleted meanwhile, refused when the plan has no room '
  '(then the file failed): in both cases the caller removes the object. Twice is harmless.';
grant execute on function private.record_media_stored(uuid, text, text, bigint, text) to wabase_worker;

create function private.record_media_uploaded(media_id uuid, meta_id text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_media public.message_media;
begin
  select * into v_media from public.message_media f where f.id = record_media_uploaded.media_id;
  perform from public.messages m where m.id = v_media.message_id for update;
  update public.message_media f set state = 'stored', error = null, claimed_by = null
  where f.id = v_media.id and f.state = 'pending' returning f.* into v_media;
  if not found then
    return;
  end if;
  insert into private.uploaded_media (organization_id, brand_id, whatsapp_account_id, storage_path, media_id)
  values (v_media.organization_id, v_media.brand_id, v_media.whatsapp_account_id, v_media.storage_path, meta_id)
  on conflict on constraint uploaded_media_pkey do update set media_id = excluded.media_id, uploaded_at = now();
  perform private.announce_media(v_media);
  perform private.queue_when_uploaded(v_media.message_id);
end
$$;
comment on function private.record_media_uploaded(uuid, text) is
  'Meta has an outbound file under that id. When it was the last that its message waited for, the message is queued. Twice is harmless.';
grant execute on function private.record_media_uploaded(uuid, text) to wabase_worker;

create function private.queue_when_uploaded(message_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_message public.messages;
begin
  if exists (select from public.message_media f where f.message_id = queue_when_uploaded.message_id and f.state <> 'stored') then
    return;
  end if;
  select * into v_message from public.messages m where m.id = queue_when_uploaded.message_id and m.status = 'queued' for update;
  if not found then
    return;
  end if;
  update public.messages m
  set content = private.replace_media_paths(m.content,
    private.uploaded_media_ids(m.whatsapp_account_id, array(select p.path from private.media_paths(m.content) as p)))
  where m.id = v_message.id and m.brand_id = v_message.brand_id and exists (select from private.media_paths(v_message.content));
  insert into private.outbox (organization_id, brand_id, whatsapp_account_id, contact_id, message_id, priority, category)
  select v_message.organization_id, v_message.brand_id, a.id, v_message.contact_id, v_message.id, 0,
    private.template_consent_category(a, v_message.content -> 'template')
  from public.whatsapp_accounts a where a.id = v_message.whatsapp_account_id and a.brand_id = v_message.brand_id
  on conflict do nothing;
  perform private.ring('outbox/pump', v_message.whatsapp_account_id::text);
end
$$;
comment on function private.queue_when_uploaded(uuid) is
  'Queues a message whose files are all at Meta, with Meta''s ids in place of their paths. The caller holds the message''s lock.';

create function private.record_media_failed(media_id uuid, reason text, retry_after_seconds double precision) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_media public.message_media;
  v_is_final boolean;
begin
  select * into v_media from public.message_media f where f.id = record_media_failed.media_id;
  if v_media.direction = 'outbound' then
    perform from public.messages m where m.id = v_media.message_id for update;
  end if;
  select * into v_media from public.message_media f where f.id = record_media_failed.media_id and f.state = 'pending' for update;
  if not found then
    return null;
  end if;
  -- What came in is tried for about six hours, what a person waits for is not.
  v_is_final := retry_after_seconds is null or v_media.attempts >= case v_media.direction when 'inbound' then 14 else 6 end;
  update public.message_media f
  set state = case when v_is_final then 'failed' else 'pending' end, error = reason, claimed_by = null,
    due_at = now() + make_interval(secs => coalesce(retry_after_seconds, 0))
  where f.id = v_media.id returning f.* into v_media;
  if v_is_final then
    perform private.announce_media(v_media);
    update public.messages m
    set status = 'failed', failed_at = now(), error_class = 'permanent', error_message = reason
    where v_media.direction = 'outbound' and m.id = v_media.message_id and m.status = 'queued';
    perform private.announce_message(m.id, m.brand_id, m.conversation_id, 'outbound', m.status)
    from public.messages m where v_media.direction = 'outbound' and m.id = v_media.message_id;
  end if;
  return v_media.state;
end
$$;
comment on function private.record_media_failed(uuid, text, double precision) is
  'An attempt failed: the file is tried again after retry_after_seconds, or has failed for good without them or after the last attempt '
  '(14 inbound, 6 outbound), and with an outbound file its message. Returns the state.';
grant execute on function private.record_media_failed(uuid, text, double precision) to wabase_worker;
