-- What happened in a brand, in the one order that every client sees: batches without a gap in their numbers. A client that finds a number
-- missing, or was away, reads on from its last one. Kept for days (settings.brand_event_retention).
create table public.brand_events (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  seq bigint not null,
  events jsonb not null,
  created_at timestamptz not null default now(),
  constraint brand_events_pkey primary key (id, brand_id, organization_id)
) partition by range (id);
create index brand_events_brand_id_idx on public.brand_events (brand_id, seq);
alter table public.brand_events enable row level security;

create policy brand_events_select on public.brand_events for select to authenticated
  using (brand_id = any ((select private.my_brands('conversations.view'))::uuid[]));

grant select on public.brand_events to authenticated;
select private.make_partitions('public.brand_events', interval '1 day', 3);

comment on table public.brand_events is
  'What happened in a brand, in order: also sent to brand:<brand_id> as event inbox with {seq, events}.';
comment on column public.brand_events.seq is 'Counts the batches of a brand without a gap, in the order in which they were committed.';
comment on column public.brand_events.events is 'Objects with `event` (its kind) and ids; what they are about is read under RLS.';

create function private.sequence_brand_events() returns int
language plpgsql volatile security definer
set search_path = ''
set enable_seqscan = off
as $$
declare
  c_batch constant int := 100;
  v_before pg_snapshot;
  v_now pg_snapshot;
  v_batches int;
begin
  -- Looked at before it is locked: an idle look writes nothing and takes no transaction number.
  select c.snapshot into v_before from private.brand_event_clock c;
  if pg_snapshot_xmax(v_before) <= pg_snapshot_xmax(pg_current_snapshot())
    and not exists (select from private.brand_event_intake i where i.xid >= pg_snapshot_xmax(v_before))
    and not exists (select from private.brand_event_intake i where i.xid = any (array(select pg_snapshot_xip(v_before)))) then
    return 0;
  end if;
  select c.snapshot into v_before from private.brand_event_clock c for update skip locked;
  if not found then
    return 0;
  end if;
  v_now := pg_current_snapshot();
  if pg_snapshot_xmax(v_before) > pg_snapshot_xmax(v_now) then
    -- A database that was copied into another cluster starts at its transaction numbers.
    update private.brand_event_clock set snapshot = v_now;
    return 0;
  end if;

  -- Exactly what the snapshot of now sees and the one before did not: begun since, or open at that time and committed since. No row is
  -- seen twice or never, however late its transaction commits; nothing waits for transactions that are open.
  with fresh as materialized (
    select i.id, i.organization_id, i.brand_id, i.events from private.brand_event_intake i
    where i.xid >= pg_snapshot_xmax(v_before) and pg_visible_in_snapshot(i.xid, v_now)
    union all
    select i.id, i.organization_id, i.brand_id, i.events from private.brand_event_intake i
    where i.xid = any (array(select pg_snapshot_xip(v_before))) and pg_visible_in_snapshot(i.xid, v_now)
  ), single as (
    select f.organization_id, f.brand_id, e.value as event,
      row_number() over (partition by f.brand_id order by f.id, e.n) as n
    from fresh f, jsonb_array_elements(f.events) with ordinality as e (value, n)
  ), batch as materialized (
    select s.organization_id, s.brand_id, (s.n - 1) / c_batch as number, jsonb_agg(s.event order by s.n) as events
    from single s group by s.organization_id, s.brand_id, (s.n - 1) / c_batch
  ), head as (
    insert into private.brand_event_heads as h (organization_id, brand_id, last_seq)
    select b.organization_id, b.brand_id, count(*) from batch b
    where exists (select from public.brands as known where known.id = b.brand_id and known.organization_id = b.organization_id)
    group by b.organization_id, b.brand_id order by b.brand_id
    on conflict on constraint brand_event_heads_pkey do update set last_seq = h.last_seq + excluded.last_seq
    returning h.brand_id, h.last_seq
  ), numbered as (
    select b.organization_id, b.brand_id, b.events,
      h.last_seq - count(*) over (partition by b.brand_id) + b.number + 1 as seq
    from batch b join head h on h.brand_id = b.brand_id
  ), logged as (
    insert into public.brand_events (organization_id, brand_id, seq, events)
    select n.organization_id, n.brand_id, n.seq, n.events from numbered n
    returning brand_id, seq, events
  ), sent as (
    select realtime.send(jsonb_build_object('seq', l.seq, 'events', l.events), 'inbox', 'brand:' || l.brand_id, true)
    from (select * from logged order by brand_id, seq) as l
  )
  select count(*) into v_batches from sent;
  update private.brand_event_clock set snapshot = v_now;
  return v_batches;
end
$$;
comment on function private.sequence_brand_events() is
  'Gives the events that were committed since the last call their order, keeps them in brand_events and sends them. Workers call it all '
  'the time; one at a time does it, the others return at once. Cost grows with what is new alone. Returns how many batches.';
grant execute on function private.sequence_brand_events() to wabase_worker;

create function private.inbox_position(brand_id uuid) returns bigint
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_brand(brand_id, 'conversations.view');
  return coalesce((select h.last_seq from private.brand_event_heads h where h.brand_id = inbox_position.brand_id), 0);
end
$$;
comment on function private.inbox_position(uuid) is 'See public.inbox_position.';
grant execute on function private.inbox_position(uuid) to authenticated;

create function public.inbox_position(brand_id uuid) returns bigint
language sql stable
set search_path = ''
as $$ select private.inbox_position(brand_id) $$;
comment on function public.inbox_position(uuid) is
  'The number of a brand''s latest batch of events, 0 before the first: who reads what is there and then brand_events after this '
  'number has missed nothing. Errors: permission_denied.';
grant execute on function public.inbox_position(uuid) to authenticated;
