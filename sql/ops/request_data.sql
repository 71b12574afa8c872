create function private.request_data(contact_id uuid, kind text) returns public.data_requests
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_contact public.contacts;
  v_request public.data_requests;
begin
  select * into v_contact from public.contacts c where c.id = request_data.contact_id;
  perform private.require_brand(v_contact.brand_id, case kind when 'erase' then 'contacts.erase' else 'contacts.export' end);
  if v_contact.merged_into is not null then
    perform private.fail('PT409', 'contact_merged', 'This contact was merged into another one.', 'Use that one: contacts.merged_into.');
  end if;
  insert into public.data_requests (organization_id, brand_id, contact_id, kind, requested_by)
  values (v_contact.organization_id, v_contact.brand_id, v_contact.id, request_data.kind, (
    select s from unnest(private.my_seats()) as s join public.members m on m.id = s where m.organization_id = v_contact.organization_id))
  on conflict do nothing returning * into v_request;
  if v_request.id is null then
    select * into v_request from public.data_requests r
    where r.contact_id = v_contact.id and r.brand_id = v_contact.brand_id and r.kind = request_data.kind
      and r.status in ('queued', 'running');
    return v_request;
  end if;
  if kind = 'erase' then
    -- Out of sight at once; nothing is sent to a deleted contact.
    update public.contacts c set deleted_at = coalesce(c.deleted_at, now()) where c.id = v_contact.id and c.brand_id = v_contact.brand_id;
  end if;
  perform private.ring('ops/data_request', v_request.id::text);
  return v_request;
end
$$;
comment on function private.request_data(uuid, text) is 'See public.request_contact_export and public.erase_contact.';
grant execute on function private.request_data(uuid, text) to authenticated;

create function public.request_contact_export(contact_id uuid) returns public.data_requests
language sql volatile
set search_path = ''
as $$ select private.request_data(contact_id, 'export') $$;
comment on function public.request_contact_export(uuid) is
  'Asks for a zip of everything the brand holds about one person, JSON and media; file_path tells where it is when status is done. While '
  'one is being made it is returned. Errors: 42501 permission_denied, PT409 contact_merged.';
grant execute on function public.request_contact_export(uuid) to authenticated;

create function public.erase_contact(contact_id uuid) returns public.data_requests
language sql volatile
set search_path = ''
as $$ select private.request_data(contact_id, 'erase') $$;
comment on function public.erase_contact(uuid) is
  'Erases a person for good: ids, messages, files, notes, consents, webhook bodies, values in the audit log. The contact is hidden at '
  'once, the rest follows in the worker; the receipt is in data_requests. An objection is kept as a hash of the address. '
  'Errors: 42501 permission_denied, PT409 contact_merged.';
grant execute on function public.erase_contact(uuid) to authenticated;
