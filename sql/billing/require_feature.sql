create function private.require_feature(organization_id uuid, feature text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_decision jsonb := private.feature_decision(private.entitlements(organization_id), feature);
begin
  if v_decision is not null then
    perform private.deny(organization_id, v_decision);
  end if;
end
$$;
comment on function private.require_feature(uuid, text) is
  'Raises PT402 plan_feature_missing unless the plan includes the feature; in mode shadow the decision is recorded and nothing raised.';
grant execute on function private.require_feature(uuid, text) to wabase_worker, wabase_functions;

create function private.gate_feature() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_organization uuid;
begin
  for v_organization in execute
    format('select distinct n.organization_id from new_rows n where n.organization_id is not null and (%s)', tg_argv[1])
  loop
    perform private.require_feature(v_organization, tg_argv[0]);
  end loop;
  return null;
end
$$;
comment on function private.gate_feature() is
  'Gate of a table, once a statement. Arguments: the feature, and the SQL condition on a row n that needs it. Its transition table is '
  'new_rows.';

create trigger roles_gate_custom_roles after insert on public.roles
  referencing new table as new_rows for each statement execute function private.gate_feature('custom_roles', 'true');
create trigger campaigns_gate_campaigns after insert on public.campaigns
  referencing new table as new_rows for each statement execute function private.gate_feature('campaigns', 'true');
create trigger campaigns_gate_schedule_insert after insert on public.campaigns
  referencing new table as new_rows for each statement execute function private.gate_feature('scheduled_campaigns',
    'n.scheduled_at is not null');
create trigger campaigns_gate_schedule_update after update on public.campaigns
  referencing new table as new_rows for each statement
  execute function private.gate_feature('scheduled_campaigns', 'n.status = ''scheduled''');
create trigger whatsapp_accounts_gate_whatsapp_web after insert on public.whatsapp_accounts
  referencing new table as new_rows for each statement execute function private.gate_feature('whatsapp_web',
    'n.provider = ''whatsapp_web''');
-- The first brand belongs to everybody; see the limit for how many there may be.
create trigger brands_gate_multi_brand after insert on public.brands
  referencing new table as new_rows for each statement execute function private.gate_feature('multi_brand', 'not n.is_default');
