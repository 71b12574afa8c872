create function private.connect_whatsapp_account(user_id uuid, brand_id uuid, account jsonb, credentials text) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_organization uuid;
  v_id uuid := coalesce((account ->> 'id')::uuid, private.new_id());
begin
  if brand_id is null or brand_id not in (select private.brand_ids_of(connect_whatsapp_account.user_id, 'channels.manage')) then
    perform private.refuse_archived_brand(brand_id, connect_whatsapp_account.user_id);
    perform private.fail('42501', 'permission_denied', 'This needs the permission channels.manage in the brand concerned.',
      'Ask an owner or admin of the organization for a role that has it.');
  end if;
  -- The edge function that calls this has no token of the user's in its session; the audit log names him all the same.
  perform private.act_as('user', connect_whatsapp_account.user_id::text);
  select b.organization_id into v_organization from public.brands b where b.id = connect_whatsapp_account.brand_id;
  insert into public.whatsapp_accounts
    (id, organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id, connection_status, quality_rating, throughput_mps)
  values (
    v_id, v_organization, connect_whatsapp_account.brand_id, account ->> 'account_name', account ->> 'phone_number',
    account ->> 'phone_number_id', account ->> 'waba_id', 'connected',
    case when account ->> 'quality_rating' in ('GREEN', 'YELLOW', 'RED') then account ->> 'quality_rating' else 'UNKNOWN' end,
    coalesce((account ->> 'throughput_mps')::int, 80));
  insert into private.whatsapp_routes (phone_number_id, organization_id, brand_id, whatsapp_account_id, waba_id)
  values (account ->> 'phone_number_id', v_organization, connect_whatsapp_account.brand_id, v_id, account ->> 'waba_id');
  insert into private.whatsapp_credentials (organization_id, brand_id, whatsapp_account_id, sealed)
  values (v_organization, connect_whatsapp_account.brand_id, v_id, credentials);
  insert into private.token_buckets (organization_id, brand_id, whatsapp_account_id)
  values (v_organization, connect_whatsapp_account.brand_id, v_id);
  perform private.add_job('templates/sync', json_build_object('whatsapp_account_id', v_id), 'templates/sync:' || v_id);
  perform private.replay_unrouted(array[account ->> 'phone_number_id', account ->> 'waba_id']);
  return v_id;
exception when unique_violation then
  perform private.fail('PT409', 'number_already_connected', 'This phone number is already connected.',
    'Disconnect it where it is connected now, then connect it here.');
end
$$;
comment on function private.connect_whatsapp_account(uuid, uuid, jsonb, text) is
  'Stores a validated number with its sealed token for a user who has channels.manage there, and has its templates synced and what was '
  'received for it before applied. '
  'account: {id, account_name, phone_number, phone_number_id, waba_id, quality_rating?, throughput_mps?}. '
  'Errors: 42501 permission_denied, PT409 brand_archived, number_already_connected.';
grant execute on function private.connect_whatsapp_account(uuid, uuid, jsonb, text) to wabase_functions;
