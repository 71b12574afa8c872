-- What an organization, or who runs the platform for it, should know about.
create table public.alerts (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  kind text not null,
  key text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint alerts_pkey primary key (id, organization_id),
  constraint alerts_organization_id_kind_key_key unique (organization_id, kind, key)
);
create index alerts_quota_totals_idx on public.alerts (organization_id) where kind = 'quota' and detail ->> 'period' = 'total';
alter table public.alerts enable row level security;

create policy alerts_select on public.alerts for select to authenticated
  using (organization_id = any ((select private.my_organizations())::uuid[]));

grant select on public.alerts to authenticated;

comment on table public.alerts is 'Things an organization should know about, each told once.';
comment on column public.alerts.key is 'What makes a second telling of the same thing the same: one row a kind and key.';

create function private.alert(organization_id uuid, kind text, key text, detail jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  insert into public.alerts (organization_id, kind, key, detail) values (alert.organization_id, alert.kind, alert.key, alert.detail)
  on conflict on constraint alerts_organization_id_kind_key_key do nothing;
  if found then
    perform realtime.send(detail || jsonb_build_object('kind', kind), 'alert', 'organization:' || alert.organization_id, true);
  end if;
end
$$;
comment on function private.alert(uuid, text, text, jsonb) is
  'Tells an organization something once: a row of alerts and the event alert on its channel organization:<id>.';
