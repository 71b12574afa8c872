-- How long an organization keeps what piles up; null, or no row: as long as the platform does.
create table public.retention_settings (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  message_days int,
  audit_days int,
  import_file_days int,
  export_file_days int,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint retention_settings_pkey primary key (organization_id)
);
alter table public.retention_settings enable row level security;

create policy retention_settings_select on public.retention_settings for select to authenticated
  using (organization_id = any ((select private.my_organizations('organization.manage'))::uuid[]));

grant select on public.retention_settings to authenticated;

comment on table public.retention_settings is
  'Retention periods of an organization in days, set by set_retention within the bounds of the platform.';
comment on column public.retention_settings.message_days is
  'Age at which messages go, with their files and with conversations that are closed.';
comment on column public.retention_settings.audit_days is
  'Age at which the audit log keeps who changed what and when, but no values.';
comment on column public.retention_settings.import_file_days is 'Age at which the file of an import and its refused rows go.';
comment on column public.retention_settings.export_file_days is 'Age at which files of exports and copies for persons go.';

-- How far retention has come in an organization: what has a smaller id is done.
create table private.retention_progress (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  messages_until uuid not null default '00000000-0000-0000-0000-000000000000',
  audit_until uuid not null default '00000000-0000-0000-0000-000000000000',
  constraint retention_progress_pkey primary key (organization_id)
);
alter table private.retention_progress enable row level security;
comment on table private.retention_progress is
  'Up to which id messages are deleted and values of the audit log are blotted out, an organization with retention periods each.';

create function private.retention_bounds() returns table (period text, shortest int, longest int)
language sql stable
set search_path = ''
as $$
  select b.period, b.shortest, b.longest
  from private.settings s
  cross join lateral (values
    ('message_days', 30, 3650),
    ('audit_days', 90, (extract(epoch from s.audit_retention) / 86400)::int),
    ('import_file_days', 1, (extract(epoch from s.import_retention) / 86400)::int),
    ('export_file_days', 1, (extract(epoch from s.export_retention) / 86400)::int)) as b (period, shortest, longest)
$$;
comment on function private.retention_bounds() is
  'Between which days each period may be set: never so short that work in hand needs what goes, never longer than the platform keeps it.';

create function private.retention(organization_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_organization(organization_id, 'organization.manage');
  return (
    select jsonb_object_agg(b.period, jsonb_build_object('days', to_jsonb(s) -> b.period, 'shortest', b.shortest, 'longest', b.longest))
    from private.retention_bounds() as b
    left join public.retention_settings s on s.organization_id = retention.organization_id);
end
$$;
comment on function private.retention(uuid) is 'See public.retention.';
grant execute on function private.retention(uuid) to authenticated;

create function public.retention(organization_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$ select private.retention(organization_id) $$;
comment on function public.retention(uuid) is
  'The retention periods of an organization: {message_days | audit_days | import_file_days | export_file_days: {days, shortest, longest}}; '
  'days null: as the platform does (messages for ever, the others for longest). Needs organization.manage.';
grant execute on function public.retention(uuid) to authenticated;

create function private.set_retention(organization_id uuid, periods jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_wrong record;
begin
  perform private.require_organization(organization_id, 'organization.manage');
  select given.key, b.shortest, b.longest into v_wrong
  from jsonb_each(case jsonb_typeof(periods) when 'object' then periods else '{"": 0}' end) as given
  left join private.retention_bounds() as b on b.period = given.key
  where b.period is null
    or given.value <> 'null' and (given.value::text !~ '^[0-9]{1,5}$' or given.value::text::int not between b.shortest and b.longest)
  limit 1;
  if found then
    perform private.fail('PT422', 'retention_invalid',
      case when v_wrong.shortest is null then format('There is no retention period "%s".', left(v_wrong.key, 40))
        else format('%s takes whole days from %s to %s, or null.', v_wrong.key, v_wrong.shortest, v_wrong.longest) end,
      'public.retention tells the periods and their bounds.');
  end if;
  insert into public.retention_settings as s (organization_id, message_days, audit_days, import_file_days, export_file_days)
  values (organization_id, (periods ->> 'message_days')::int, (periods ->> 'audit_days')::int, (periods ->> 'import_file_days')::int,
    (periods ->> 'export_file_days')::int)
  on conflict on constraint retention_settings_pkey do update
  set message_days = case when periods ? 'message_days' then excluded.message_days else s.message_days end,
    audit_days = case when periods ? 'audit_days' then excluded.audit_days else s.audit_days end,
    import_file_days = case when periods ? 'import_file_days' then excluded.import_file_days else s.import_file_days end,
    export_file_days = case when periods ? 'export_file_days' then excluded.export_file_days else s.export_file_days end,
    updated_at = now();
  insert into private.retention_progress (organization_id) values (set_retention.organization_id) on conflict do nothing;
  return private.retention(organization_id);
end
$$;
comment on function private.set_retention(uuid, jsonb) is 'See public.set_retention.';
grant execute on function private.set_retention(uuid, jsonb) to authenticated;

create function public.set_retention(organization_id uuid, periods jsonb) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.set_retention(organization_id, periods) $$;
comment on function public.set_retention(uuid, jsonb) is
  'Sets retention periods in days, e.g. {"message_days": 365, "audit_days": null}; what is left out stays, null is as the platform does. '
  'What is too old then goes within a day and cannot be brought back. Returns what public.retention does. Needs organization.manage. '
  'Errors: 42501 permission_denied, PT422 retention_invalid.';
grant execute on function public.set_retention(uuid, jsonb) to authenticated;
