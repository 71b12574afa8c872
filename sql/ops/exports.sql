-- Files that the worker makes of what a brand has, for a member to download. What is in one is decided by kind and parameters alone,
-- so that a worker that dies in the middle leaves nothing but a start from the beginning.
create table public.exports (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  created_by uuid not null default auth.uid(),
  kind text not null constraint exports_kind_is_known_check check (kind in ('contacts', 'campaign_messages')),
  parameters jsonb not null default '{}' constraint exports_parameters_is_object_check check (jsonb_typeof(parameters) = 'object'),
  format text not null constraint exports_format_is_known_check check (format in ('csv', 'xlsx')),
  state text not null default 'queued'
    constraint exports_state_is_known_check check (state in ('queued', 'running', 'completed', 'failed', 'expired')),
  storage_path text,
  row_count int,
  failure_code text,
  failure_message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz,
  constraint exports_pkey primary key (id, brand_id, organization_id),
  constraint exports_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create index exports_brand_id_idx on public.exports (brand_id, id);
create index exports_under_way_idx on public.exports (id) where state in ('queued', 'running');
create index exports_expiring_idx on public.exports (expires_at) where state = 'completed';
alter table public.exports enable row level security;

create policy exports_select on public.exports for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.export'))::uuid[]));

grant select on public.exports to authenticated;

comment on table public.exports is
  'Exports: request_export, wait for completed, then a signed address of storage_path in the bucket exports. The file goes at expires_at.';
comment on column public.exports.kind is
  'What is exported. contacts: those of the brand that match parameters.filter; campaign_messages: what became of each recipient.';
comment on column public.exports.parameters is
  'contacts: {"filter"?: see docs/guides/contacts.md}; campaign_messages: {"campaign_id"}.';
comment on column public.exports.state is 'queued → running → completed → expired (the file is gone) | failed (failure_code says why).';

create function private.announce_export(export_row public.exports) returns void
language sql volatile
set search_path = ''
as $$
  select realtime.send(
    jsonb_build_object('export_id', export_row.id, 'kind', export_row.kind, 'state', export_row.state, 'row_count', export_row.row_count,
      'failure_code', export_row.failure_code),
    'export', 'contacts:' || export_row.brand_id, true)
$$;
comment on function private.announce_export(public.exports) is 'Tells the channel contacts:<brand id> how an export ended: event export.';

create function private.request_export(brand_id uuid, kind text, parameters jsonb, format text) returns public.exports
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_organization uuid;
  v_export public.exports;
begin
  perform private.require_brand(brand_id, 'contacts.export');
  if kind is null or kind not in ('contacts', 'campaign_messages') or format is null or format not in ('csv', 'xlsx')
    or jsonb_typeof(parameters) is distinct from 'object'
    or exists (select from jsonb_object_keys(parameters) as k
      where k <> case kind when 'contacts' then 'filter' else 'campaign_id' end) then
    perform private.fail('PT422', 'export_invalid', 'This cannot be exported.',
      'Allowed: kind contacts with parameters {"filter": {…}} or campaign_messages with {"campaign_id": …}; format csv or xlsx.');
  end if;
  if kind = 'contacts' then
    perform private.compile_filter(brand_id, parameters -> 'filter');
  else
    perform private.require_brand(brand_id, 'campaigns.view');
    if not exists (select from public.campaigns c
      where c.id = private.uuid_or_null(request_export.parameters ->> 'campaign_id') and c.brand_id = request_export.brand_id) then
      perform private.fail('PT422', 'export_invalid', 'This brand has no such campaign.', 'Give campaign_id of one of its campaigns.');
    end if;
  end if;
  select b.organization_id into v_organization from public.brands b where b.id = request_export.brand_id;
  perform private.require_feature(v_organization, 'exports');
  perform private.take_quota(v_organization, 'exports', 1);
  insert into public.exports (organization_id, brand_id, kind, parameters, format)
  values (v_organization, request_export.brand_id, request_export.kind, request_export.parameters, request_export.format)
  returning * into v_export;
  perform private.ring('ops/export', v_export.id::text);
  return v_export;
end
$$;
comment on function private.request_export(uuid, text, jsonb, text) is 'See public.request_export.';
grant execute on function private.request_export(uuid, text, jsonb, text) to authenticated;

create function public.request_export(brand_id uuid, kind text, parameters jsonb default '{}', format text default 'csv')
returns public.exports
language sql volatile
set search_path = ''
as $$ select private.request_export(brand_id, kind, parameters, format) $$;
comment on function public.request_export(uuid, text, jsonb, text) is
  'Has the worker make a file as csv or xlsx: of a brand''s contacts that match parameters.filter, or (kind campaign_messages) of what '
  'became of each recipient of the campaign parameters.campaign_id. Needs contacts.export, for a campaign campaigns.view too, the feature '
  'exports and one of the plan''s exports_per_month. Returns the row. Errors: 42501 permission_denied, PT402 plan_feature_missing | '
  'quota_exceeded, PT422 export_invalid | filter_invalid.';
grant execute on function public.request_export(uuid, text, jsonb, text) to authenticated;
