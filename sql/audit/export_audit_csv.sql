create function private.export_audit_csv(filters jsonb) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  c_columns constant text[] := array['id', 'at', 'actor_kind', 'actor_id', 'action', 'entity', 'entity_id', 'brand_id', 'before', 'after',
    'request_id'];
  v_organization uuid := private.uuid_or_null(filters ->> 'organization_id');
  v_brand uuid := private.uuid_or_null(filters ->> 'brand_id');
  v_requested uuid := private.requested_brand_id();
  v_from uuid;
  v_until uuid;
  v_after uuid := private.uuid_or_null(filters ->> 'after');
  v_limit int;
  v_lines text;
begin
  perform private.require_organization(v_organization, 'audit.view');
  perform private.require_feature(v_organization, 'audit_export');
  begin
    v_from := private.id_floor((filters ->> 'from')::timestamptz);
    v_until := private.id_floor((filters ->> 'until')::timestamptz);
    v_limit := least(greatest(coalesce((filters ->> 'limit')::int, 1000), 1), 10000);
  exception when data_exception then
    v_limit := null;
  end;
  if v_limit is null or exists (
    select from jsonb_each(filters) as f
    where f.key not in ('organization_id', 'brand_id', 'actor_id', 'entity', 'entity_id', 'action', 'from', 'until', 'after', 'limit')
      or f.key in ('brand_id', 'after') and f.value <> 'null' and private.uuid_or_null(filters ->> f.key) is null)
  then
    perform private.fail('PT422', 'audit_filters_invalid', 'The filters are not understood.',
      'Allowed: organization_id, brand_id, actor_id, entity, entity_id, action, from, until (times), after (id), limit.');
  end if;
  select string_agg(
    concat_ws(',', private.csv_cell(a.id::text), private.csv_cell(to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
      private.csv_cell(a.actor_kind), private.csv_cell(a.actor_id), private.csv_cell(a.action), private.csv_cell(a.entity),
      private.csv_cell(a.entity_id), private.csv_cell(a.brand_id::text), private.csv_cell(a.before::text),
      private.csv_cell(a.after::text), private.csv_cell(a.request_id)) || E'\r\n', '' order by a.id) into v_lines
  from (
    select * from public.audit_log l
    where l.organization_id = v_organization
      and (v_brand is null or l.brand_id = v_brand)
      and (v_requested is null or l.brand_id = v_requested)
      and (filters ->> 'actor_id' is null or l.actor_id = filters ->> 'actor_id')
      and (filters ->> 'entity' is null or l.entity = filters ->> 'entity')
      and (filters ->> 'entity_id' is null or l.entity_id = filters ->> 'entity_id')
      and (filters ->> 'action' is null or l.action = filters ->> 'action')
      and (v_from is null or l.id >= v_from)
      and (v_until is null or l.id < v_until)
      and (v_after is null or l.id > v_after)
    order by l.id limit v_limit
  ) as a;
  return case when v_after is null then array_to_string(c_columns, ',') || E'\r\n' else '' end || coalesce(v_lines, '');
end
$$;
comment on function private.export_audit_csv(jsonb) is 'See public.export_audit_csv.';
grant execute on function private.export_audit_csv(jsonb) to authenticated;

create function public.export_audit_csv(filters jsonb) returns text
language sql volatile
set search_path = ''
as $$ select private.export_audit_csv(filters) $$;
comment on function public.export_audit_csv(jsonb) is
  'A page of the audit log as CSV, oldest first: {organization_id, brand_id?, actor_id?, entity?, entity_id?, action?, from?, until?, '
  'after?, limit? (1000, at most 10000)}. The first page has a header line; for the next send the id of the last line as after, until '
  'nothing comes. Needs audit.view in all brands and the feature audit_export. Errors: 42501 permission_denied, '
  'PT402 plan_feature_missing, PT422 audit_filters_invalid.';
grant execute on function public.export_audit_csv(jsonb) to authenticated;
