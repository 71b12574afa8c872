-- One waiting job per piece of recurring work, however many rows ask for it. Adding a graphile-worker job per webhook costs an
-- insert, an index entry and a NOTIFY whose commit lock puts all writers in line; a rung bell costs a shared lock and a read.
create table private.doorbells (
  task text not null,
  key text not null,
  is_rung boolean not null,
  constraint doorbells_pkey primary key (task, key)
) with (fillfactor = 50);
alter table private.doorbells enable row level security;
comment on table private.doorbells is 'Work that a task has been asked to do and has not begun yet, by task and key (a shard, a number).';

create function private.add_job(task text, payload json, job_key text, run_at timestamptz default now()) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if to_regclass('graphile_worker.jobs') is not null then
    perform graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, job_key_mode => 'replace');
  end if;
end
$$;
comment on function private.add_job(text, json, text, timestamptz) is
  'Adds or moves a graphile-worker job. Before the first worker has installed its schema it does nothing: '
  'workers ring all bells when they start.';
grant execute on function private.add_job(text, json, text, timestamptz) to wabase_worker;

create function private.ring(task text, key text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  -- Held until commit: answer() waits for it, so work written by this transaction is seen by the run that answers.
  perform pg_advisory_xact_lock_shared(hashtext(task), hashtext(key));
  if (select d.is_rung from private.doorbells d where d.task = ring.task and d.key = ring.key) then
    return;
  end if;
  insert into private.doorbells as d (task, key, is_rung) values (ring.task, ring.key, true)
  on conflict on constraint doorbells_pkey do update set is_rung = true where not d.is_rung;
  if found then
    perform private.add_job(task, json_build_object('key', key), task || ':' || key);
  end if;
end
$$;
comment on function private.ring(text, text) is
  'Asks for a run of task for key after this transaction commits; adds a job only if none is waiting. Constant '
  'cost, no hot row while it is rung.';

create function private.answer(task text, key text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtext(task), hashtext(key));
  update private.doorbells d set is_rung = false where d.task = answer.task and d.key = answer.key and d.is_rung;
end
$$;
comment on function private.answer(text, text) is
  'First statement of a rung task, in a transaction of its own: whoever rings from now on gets a new run; what was rung before is visible.';
grant execute on function private.answer(text, text) to wabase_worker;

create function private.queue_upkeep_lock() returns bigint
language sql immutable
set search_path = ''
as $$ select hashtext('private.queue_upkeep') $$;
comment on function private.queue_upkeep_lock() is
  'The advisory lock of whoever touches the jobs of many keys at once; two of them would wait for each other''s jobs.';

create function private.try_queue_upkeep() returns boolean
language sql volatile
set search_path = ''
as $$ select pg_try_advisory_xact_lock(private.queue_upkeep_lock()) $$;
comment on function private.try_queue_upkeep() is
  'Takes the lock of queue upkeep until the end of the transaction, unless somebody else has it.';

create function private.ring_forgotten() returns int
language sql volatile security definer
set search_path = ''
as $$
  select count(private.add_job(d.task, json_build_object('key', d.key), d.task || ':' || d.key))::int
  from (
    select d.task, d.key from private.doorbells d
    where d.is_rung and not exists (select from graphile_worker.jobs j where j.key = d.task || ':' || d.key)
      and private.try_queue_upkeep()
    order by d.task collate "C", d.key collate "C"
  ) as d
$$;
comment on function private.ring_forgotten() is
  'Gives rung bells whose job is gone a new one: a job that is unlocked while it still runs is deleted by the end of that run, '
  'together with what was asked of it since. Every worker calls it every two seconds. Returns how many.';
grant execute on function private.ring_forgotten() to wabase_worker;

create function private.ring_everything() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_bell record;
  v_rung int := 0;
begin
  perform pg_advisory_xact_lock(private.queue_upkeep_lock());
  for v_bell in
    select work.task, work.key from (
      select d.task, d.key from private.doorbells d where d.is_rung
      union
      select distinct 'ingest/apply_events', e.shard::text from private.raw_events e
      where e.state in ('received', 'failed') and e.due_at <= now()
      union
      select 'contacts/import', i::text from private.imports_under_way() as i
      union
      select 'ops/export', e::text from private.exports_under_way() as e
      union
      select 'outbox/pump', o.whatsapp_account_id::text from private.outbox o where o.status = 'queued' and o.due_at <= now()
      union
      select 'outbox/pump', f.whatsapp_account_id::text from private.campaign_feeds f where f.status = 'running'
      union
      select 'media/transfer', f.whatsapp_account_id::text from public.message_media f where f.state = 'pending' and f.due_at <= now()
      union
      select 'media/remove', 'all' where exists (select from private.file_removals)
      union
      select 'messaging/mark', m.whatsapp_account_id::text from private.conversation_marks m where m.is_due and m.due_at <= now()
      union
      select 'messaging/route', r.brand_id::text from public.routing_settings r
      where r.mode <> 'manual' and exists (
        select from public.conversations c where c.brand_id = r.brand_id and c.status = 'open' and c.assigned_to is null)
      union
      select 'campaigns/launch', c.id::text from public.campaigns c
      where c.status in ('scheduled', 'launching') and (c.status = 'launching' or c.scheduled_at <= now())
      union
      select 'ops/data_request', r.id::text from public.data_requests r where r.status in ('queued', 'running')
      union
      select case when t.delete_requested_at is null then 'templates/submit' else 'templates/delete' end, t.id::text
      from public.templates t where t.submission = 'queued' or t.delete_requested_at is not null
      union
      select 'tenancy/mail_invitation', i.id::text from public.invitations i where i.mail_is_due
      union
      select 'contacts/change', c.id::text from public.contact_changes c where c.status = 'running'
    ) as work (task, key)
    order by work.task collate "C", work.key collate "C"
  loop
    -- No lock as in ring(): what is found here is committed, so every run that begins from now on sees it.
    insert into private.doorbells as d (task, key, is_rung) values (v_bell.task, v_bell.key, true)
    on conflict on constraint doorbells_pkey do update set is_rung = true where not d.is_rung;
    perform private.add_job(v_bell.task, json_build_object('key', v_bell.key), v_bell.task || ':' || v_bell.key);
    v_rung := v_rung + 1;
  end loop;
  return v_rung;
end
$$;
comment on function private.ring_everything() is
  'Rings for all work there is: when a worker starts, once a minute, and after a crash. Harmless at any time. Bells are rung in the order '
  'in which every transaction rings more than one, by task and key, so that nobody waits for each other. Cost grows with the work that '
  'waits, some 0.1 ms a bell. Returns how many bells.';
grant execute on function private.ring_everything() to wabase_worker;
