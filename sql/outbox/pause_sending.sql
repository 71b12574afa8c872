create function private.sending_is_paused(account public.whatsapp_accounts) returns boolean
-- plpgsql keeps the plan; a function in SQL is planned anew at every claim.
language plpgsql stable
set search_path = ''
as $$
begin
  return account.is_paused or account.connection_status <> 'connected'
    or exists (select from private.settings s where s.sending_paused_reason is not null)
    or exists (select from public.organizations o where o.id = account.organization_id and o.sending_paused_reason is not null)
    or exists (select from public.brands b
      where b.id = account.brand_id and b.organization_id = account.organization_id and b.sending_paused_reason is not null);
end
$$;
comment on function private.sending_is_paused(public.whatsapp_accounts) is
  'Whether nothing may leave through a number: it is paused or not connected, or its brand, organization or the platform is paused.';

create function private.ring_numbers(organization_id uuid, brand_id uuid) returns void
language sql volatile
set search_path = ''
as $$
  select private.ring('outbox/pump', a.id::text)
  from public.whatsapp_accounts a
  where (ring_numbers.organization_id is null or a.organization_id = ring_numbers.organization_id)
    and (ring_numbers.brand_id is null or a.brand_id = ring_numbers.brand_id)
    and not a.is_paused and a.connection_status = 'connected'
  order by a.id
$$;
comment on function private.ring_numbers(uuid, uuid) is 'Asks for a pump of every number that may send, of a brand,
  an organization or all.';

create function private.set_sending(organization_id uuid, brand_id uuid, reason text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_reason text := left(nullif(trim(reason), ''), 500);
begin
  if brand_id is null then
    perform private.require_organization(organization_id, 'organization.manage');
    update public.organizations o set sending_paused_reason = v_reason
    where o.id = set_sending.organization_id and o.sending_paused_reason is distinct from v_reason;
  else
    perform private.require_brand(brand_id, 'channels.manage');
    if organization_id <> (select b.organization_id from public.brands b where b.id = set_sending.brand_id) then
      perform private.fail('PT422', 'brand_unknown', 'This brand belongs to another organization.', 'Leave organization_id out.');
    end if;
    update public.brands b set sending_paused_reason = v_reason
    where b.id = set_sending.brand_id and b.sending_paused_reason is distinct from v_reason;
  end if;
  if v_reason is null then
    perform private.ring_numbers(organization_id, brand_id);
  end if;
  return v_reason;
end
$$;
comment on function private.set_sending(uuid, uuid, text) is 'See public.pause_sending and public.resume_sending.';
grant execute on function private.set_sending(uuid, uuid, text) to authenticated;

create function public.pause_sending(organization_id uuid default null, brand_id uuid default null, reason text default null)
returns text
language sql volatile
set search_path = ''
as $$ select private.set_sending(organization_id, brand_id, coalesce(nullif(trim(reason), ''), 'Paused by a member.')) $$;
comment on function public.pause_sending(uuid, uuid, text) is
  'Stops all sending of a brand (channels.manage), or without brand_id of the whole organization (organization.manage), whatever its '
  'numbers and campaigns say. What is in flight finishes. Returns the reason. Errors: 42501 permission_denied.';
grant execute on function public.pause_sending(uuid, uuid, text) to authenticated;

create function public.resume_sending(organization_id uuid default null, brand_id uuid default null) returns text
language sql volatile
set search_path = ''
as $$ select private.set_sending(organization_id, brand_id, null) $$;
comment on function public.resume_sending(uuid, uuid) is
  'Ends pause_sending: what was waiting goes on. Errors: 42501 permission_denied.';
grant execute on function public.resume_sending(uuid, uuid) to authenticated;

create function private.platform_set_sending(reason text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_reason text := left(nullif(trim(reason), ''), 500);
begin
  perform private.require_platform_admin();
  update private.settings s set sending_paused_reason = v_reason where s.sending_paused_reason is distinct from v_reason;
  if v_reason is null then
    perform private.ring_numbers(null, null);
  end if;
  return v_reason;
end
$$;
comment on function private.platform_set_sending(text) is 'See public.platform_set_sending.';
grant execute on function private.platform_set_sending(text) to authenticated;

create function public.platform_set_sending(reason text) returns text
language sql volatile
set search_path = ''
as $$ select private.platform_set_sending(reason) $$;
comment on function public.platform_set_sending(text) is
  'Stops sending of all organizations for a reason, or with null goes on. Platform admins only.';
grant execute on function public.platform_set_sending(text) to authenticated;
