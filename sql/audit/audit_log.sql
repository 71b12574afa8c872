-- What people, API keys and administrative jobs changed. The pipeline's own facts (messages, statuses) are their own ledger.
-- No foreign key: history outlives what it tells of. Partitioned by its time-ordered id; leaves by retention, whole months.
create table public.audit_log (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid,
  actor_id text not null,
  actor_kind text not null
    constraint audit_log_actor_kind_is_known_check check (actor_kind in ('user', 'api_key', 'job', 'system')),
  action text not null constraint audit_log_action_is_known_check check (action in ('insert', 'update', 'delete')),
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  request_id text,
  at timestamptz not null default clock_timestamp(),
  constraint audit_log_pkey primary key (id, organization_id)
) partition by range (id);
create index audit_log_organization_id_idx on public.audit_log (organization_id, id);
create index audit_log_entity_id_idx on public.audit_log (entity_id, id);
create index audit_log_actor_id_idx on public.audit_log (actor_id, id);

create trigger refuse_change before delete on public.audit_log
  for each row execute function private.refuse_change();
create trigger refuse_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_change();
-- Also where session_replication_role switches ordinary triggers off.
alter table public.audit_log enable always trigger refuse_change;
alter table public.audit_log enable always trigger refuse_truncate;

alter table public.audit_log enable row level security;

create policy audit_log_select on public.audit_log for select to authenticated
  using (
    brand_id = any ((select private.my_brands('audit.view'))::uuid[])
    or brand_id is null and organization_id = any ((select private.my_organizations('audit.view'))::uuid[])
  );

grant select on public.audit_log to authenticated;

comment on table public.audit_log is
  'Who changed what: one row a changed row, written by triggers only (private.audit_changes). Append-only for everybody.';
comment on column public.audit_log.actor_id is 'Id of the user or API key; name of the job.';
comment on column public.audit_log.entity is 'The table that was changed.';
comment on column public.audit_log.entity_id is 'The row''s id; for a table without one, the id that names it (member_brands: the member).';
comment on column public.audit_log.before is
  'Former values of the columns that changed; null for an insert. Secrets and addresses read "[hidden]", values over 8 kB "[too long]".';
comment on column public.audit_log.after is 'New values of the columns that changed; null for a delete.';
comment on column public.audit_log.request_id is 'The header x-request-id of the request, if it had one.';
comment on column public.audit_log.at is 'When the change was made; its transaction may have ended later.';

create function private.make_audit_partitions() returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  v_made int := private.make_partitions('public.audit_log', interval '1 month', 6);
  v_partition regclass;
begin
  -- A partition takes row triggers from its parent, but no statement triggers.
  for v_partition in
    select i.inhrelid from pg_catalog.pg_inherits i
    where i.inhparent = 'public.audit_log'::regclass and not exists (
      select from pg_catalog.pg_trigger t where t.tgrelid = i.inhrelid and t.tgname = 'refuse_truncate')
  loop
    execute format('create trigger refuse_truncate before truncate on %s for each statement execute function private.refuse_change()',
      v_partition);
    execute format('alter table %s enable always trigger refuse_truncate', v_partition);
  end loop;
  return v_made;
end
$$;
comment on function private.make_audit_partitions() is
  'Makes the partitions of the months to come, append-only like their parent. Returns how many.';
select private.make_audit_partitions();
