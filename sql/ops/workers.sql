-- Workers that are alive hold a session advisory lock on their number; Postgres drops it the moment their connection is gone.
create table private.workers (
  id uuid primary key,
  lock_key int generated always as identity unique,
  graphile_ids text[] not null default '{}',
  started_at timestamptz not null default now()
);
alter table private.workers enable row level security;
comment on table private.workers is
  'Lives of worker processes; a row whose lock is free belongs to a dead one. A process whose connection was lost begins a new life.';
comment on column private.workers.graphile_ids is 'Under which graphile-worker locks this process''s jobs: the ids of its pools.';

create function private.register_worker(worker_id uuid, graphile_ids text[]) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_lock_key int;
begin
  insert into private.workers as w (id, graphile_ids) values (worker_id, register_worker.graphile_ids)
  on conflict (id) do update set graphile_ids = excluded.graphile_ids
  returning w.lock_key into v_lock_key;
  return pg_try_advisory_lock('private.workers'::regclass::oid::int, v_lock_key);
end
$$;
comment on function private.register_worker(uuid, text[]) is
  'Signs a life of a worker in and takes its lock for this session: call it on a connection that stays open, before anything is claimed, '
  'and with a new id after a reconnect. False when another session holds the lock.';
grant execute on function private.register_worker(uuid, text[]) to wabase_worker;

create function private.mark_unknown(claimed_by uuid) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_transitions private.status_transition[];
begin
  select array_agg(o.message_id) into v_ids
  from private.outbox o where o.claimed_by = mark_unknown.claimed_by and o.status = 'sending';
  perform from public.messages m where m.id = any (v_ids) order by m.id for update;
  with marked as (
    update private.outbox o set status = 'unknown'
    where o.message_id = any (v_ids) and o.status = 'sending'
    returning o.message_id, o.brand_id
  ), written as (
    update public.messages m set status = 'unknown'
    from (select m.id, m.brand_id, m.status from public.messages m join marked k on k.message_id = m.id and k.brand_id = m.brand_id) as old
    where m.id = old.id and m.brand_id = old.brand_id
      and private.status_rank(old.status) < private.status_rank('unknown')
    returning row(m.organization_id, m.brand_id, m.campaign_id, m.whatsapp_account_id,
      old.status, m.status)::private.status_transition as transition
  )
  select array_agg(transition) into v_transitions from written;
  perform private.count_transitions(v_transitions);
  return coalesce(cardinality(v_transitions), 0);
end
$$;
comment on function private.mark_unknown(uuid) is
  'What a dead worker had in flight has an unknown outcome from now on; settled by status webhooks or by private.settle_unknown.';

create function private.bury_dead_workers() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_worker record;
  v_orphan uuid;
  v_buried int := 0;
  v_queue_ids text[] := '{}';
begin
  if not private.try_queue_upkeep() then
    return 0;
  end if;
  -- Claims of a worker that was buried while it was still claiming: nobody else would ever ask after them.
  perform private.mark_unknown(orphan.claimed_by)
  from (
    select distinct o.claimed_by from private.outbox o
    where o.status = 'sending' and not exists (select from private.workers w where w.id = o.claimed_by)
  ) as orphan;
  for v_orphan in
    select distinct f.claimed_by from public.message_media f
    where f.claimed_by is not null and f.state = 'pending' and not exists (select from private.workers w where w.id = f.claimed_by)
  loop
    perform private.release_media(v_orphan);
    v_buried := v_buried + 1;
  end loop;
  for v_worker in select * from private.workers w for update skip locked loop
    if pg_try_advisory_xact_lock('private.workers'::regclass::oid::int, v_worker.lock_key) then
      perform private.mark_unknown(v_worker.id);
      perform private.release_media(v_worker.id);
      v_queue_ids := v_queue_ids || v_worker.graphile_ids;
      delete from private.workers w where w.id = v_worker.id;
      v_buried := v_buried + 1;
    end if;
  end loop;
  if v_buried > 0 then
    -- Last, because whoever rings for a job that is locked here may hold what the lines above wait for.
    perform graphile_worker.force_unlock_workers(v_queue_ids);
    -- A job that was replaced by a newer one of its key while it ran will never run again; its worker would have deleted it.
    perform graphile_worker.complete_jobs(array(
      select j.id from graphile_worker.jobs j
      where j.key is null and j.attempts >= j.max_attempts and j.last_error is null and j.locked_at is null));
  end if;
  return v_buried;
end
$$;
comment on function private.bury_dead_workers() is
  'Takes over from workers whose connection is gone: their sends in flight become unknown, their files '
  'are due again, their jobs are unlocked. Returns how many were dead: when there were any, call private.ring_everything() next, in a '
  'transaction of its own.';
grant execute on function private.bury_dead_workers() to wabase_worker;
