-- Who changed what is sold and switched. The audit log belongs to organizations; these tables belong to none.
create table private.platform_log (
  id uuid not null default private.new_id(),
  actor_kind text not null constraint platform_log_actor_kind_is_known_check check (actor_kind in ('user', 'api_key', 'job', 'system')),
  actor_id text not null,
  action text not null constraint platform_log_action_is_known_check check (action in ('insert', 'update', 'delete')),
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  request_id text,
  at timestamptz not null default clock_timestamp(),
  constraint platform_log_pkey primary key (id)
);
alter table private.platform_log enable row level security;
create trigger refuse_change before update or delete on private.platform_log
  for each row execute function private.refuse_change();
create trigger refuse_truncate before truncate on private.platform_log
  for each statement execute function private.refuse_change();
-- Also where session_replication_role switches ordinary triggers off.
alter table private.platform_log enable always trigger refuse_change;
alter table private.platform_log enable always trigger refuse_truncate;
comment on table private.platform_log is
  'Changes of plans, feature flags, message rates and the platform''s settings (a pause of all sending is one), whoever made them, the '
  'operator in SQL included: then the actor is system and the database role. '
  'Append-only for everybody.';

create function private.log_platform_change() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_new jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
begin
  if v_old = v_new then
    return null;
  end if;
  insert into private.platform_log (actor_kind, actor_id, action, entity, entity_id, before, after, request_id)
  select coalesce(a.kind, 'system'), coalesce(a.id, session_user), lower(tg_op), tg_table_name, coalesce(v_new, v_old) ->> tg_argv[0],
    (select jsonb_object_agg(o.key, o.value) from jsonb_each(v_old) as o where v_new is null or v_new -> o.key <> o.value),
    (select jsonb_object_agg(n.key, n.value) from jsonb_each(v_new) as n where v_old is null or v_old -> n.key <> n.value),
    left(nullif(current_setting('request.headers', true), '')::jsonb ->> 'x-request-id', 200)
  from private.audit_actor() as a;
  return null;
end
$$;
comment on function private.log_platform_change() is 'Writes the platform''s log. Argument: the column that names the row.';

create trigger log_platform_change after insert or update or delete on public.plans
  for each row execute function private.log_platform_change('key');
create trigger log_platform_change after insert or update or delete on public.feature_flags
  for each row execute function private.log_platform_change('key');
create trigger log_platform_change after update on private.settings
  for each row execute function private.log_platform_change('id');

create function private.platform_changes(before_id uuid, page_size int) returns table (
  id uuid, at timestamptz, actor_kind text, actor_id text, action text, entity text, entity_id text, before jsonb, after jsonb,
  request_id text
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_platform_admin();
  return query
  select l.id, l.at, l.actor_kind, l.actor_id, l.action, l.entity, l.entity_id, l.before, l.after, l.request_id
  from private.platform_log l
  where platform_changes.before_id is null or l.id < platform_changes.before_id
  order by l.id desc limit least(greatest(coalesce(page_size, 50), 1), 200);
end
$$;
comment on function private.platform_changes(uuid, int) is 'See public.platform_changes.';
grant execute on function private.platform_changes(uuid, int) to authenticated;

create function public.platform_changes(before_id uuid default null, page_size int default 50) returns table (
  id uuid, at timestamptz, actor_kind text, actor_id text, action text, entity text, entity_id text, before jsonb, after jsonb,
  request_id text
)
language sql stable
set search_path = ''
as $$ select * from private.platform_changes(before_id, page_size) $$;
comment on function public.platform_changes(uuid, int) is
  'Who changed plans and feature flags, latest first; the last id is the next page''s before_id (at most 200 a page). before and after '
  'hold the columns that changed. Platform admins only.';
grant execute on function public.platform_changes(uuid, int) to authenticated;
