create function private.sending_problem(
  account public.whatsapp_accounts, contact public.contacts, conversation public.conversations, type text
) returns jsonb
language sql stable
set search_path = ''
as $$
  select case
    when account.connection_status <> 'connected' then jsonb_build_object('state', 'PT409', 'slug', 'number_not_connected',
      'message', 'This number is not connected.', 'hint', 'Connect it again under settings, numbers.')
    when contact.phone is null and contact.bsuid is null then jsonb_build_object('state', 'PT422', 'slug', 'invalid_recipient',
      'message', 'This contact has neither a phone number nor a WhatsApp user id.', 'hint', 'Add a phone number.')
    when type <> 'template' and coalesce(conversation.window_expires_at, '-infinity') <= now() then jsonb_build_object('state', 'PT422',
      'slug', 'window_closed',
      'message', case when conversation.window_expires_at is null then 'The contact has not written yet: only templates can be sent.'
        else format('The 24-hour window of this conversation ended at %s: only templates can be sent.',
          to_char(conversation.window_expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end,
      'hint', 'Send an approved template.')
    end
$$;
comment on function private.sending_problem(public.whatsapp_accounts, public.contacts, public.conversations, text) is
  'Why nothing of this type can be sent there now, whatever it says: {state, slug, message, hint}, or null.';

create function private.enqueue_message(message jsonb, is_paid boolean default false) returns jsonb
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := message ->> 'type';
  v_client_id text := nullif(message ->> 'client_message_id', '');
  v_conversation_id uuid := private.uuid_or_null(message ->> 'conversation_id');
  v_account_id uuid := private.uuid_or_null(message ->> 'whatsapp_account_id');
  v_contact_id uuid := private.uuid_or_null(message ->> 'contact_id');
  v_id uuid := private.new_id();
  v_target text := message -> 'context' ->> 'message_id';
  v_body text := coalesce(message -> 'text' ->> 'body', message -> (message ->> 'type') ->> 'caption',
    message -> 'interactive' -> 'body' ->> 'text');
  v_existing public.messages;
  v_conversation public.conversations;
  v_contact public.contacts;
  v_account public.whatsapp_accounts;
  v_problem jsonb;
begin
  perform private.check_message(message);
  if v_conversation_id is null and (v_account_id is null or v_contact_id is null) then
    perform private.fail('PT422', 'message_invalid', 'The message does not say to whom it goes.',
      'Give conversation_id, or whatsapp_account_id and contact_id.');
  end if;

  if v_conversation_id is not null then
    select * into v_conversation from public.conversations c where c.id = v_conversation_id;
    perform private.require_brand(v_conversation.brand_id, 'conversations.reply');
    select * into v_contact from public.contacts c where c.id = v_conversation.contact_id;
    select * into v_account from public.whatsapp_accounts a where a.id = v_conversation.whatsapp_account_id;
  else
    select * into v_account from public.whatsapp_accounts a where a.id = v_account_id;
    perform private.require_brand(v_account.brand_id, 'conversations.reply');
    select * into v_contact from public.contacts c
    where c.id = v_contact_id and c.brand_id = v_account.brand_id and c.deleted_at is null;
    if v_contact.id is null then
      perform private.fail('PT422', 'contact_not_found', 'There is no such contact in the brand of this number.',
        'Give contact_id and whatsapp_account_id of one brand, or a conversation_id.');
    end if;
    select * into v_conversation from public.conversations c
    where c.contact_id = v_contact.id and c.whatsapp_account_id = v_account.id;
  end if;
  if v_conversation.assigned_to is not null
    and v_conversation.assigned_to <> all (private.my_seats())
    and v_account.brand_id <> all (private.my_brands('conversations.view_all')) then
    perform private.fail('42501', 'permission_denied', 'This conversation is assigned to somebody else.',
      'Ask for it to be assigned to you.');
  end if;

  if v_client_id is not null then
    insert into private.message_client_ids (organization_id, brand_id, client_message_id, message_id)
    values (v_account.organization_id, v_account.brand_id, v_client_id, v_id) on conflict do nothing;
    if not found then
      select m.* into v_existing from private.message_client_ids k join public.messages m on m.id = k.message_id
      where k.client_message_id = v_client_id and k.brand_id = v_account.brand_id;
      return jsonb_build_object('message_id', v_existing.id, 'conversation_id', v_existing.conversation_id,
        'status', v_existing.status, 'duplicate', true);
    end if;
  end if;

  v_problem := private.sending_problem(v_account, v_contact, v_conversation, v_type);
  if v_problem is not null then
    perform private.fail(v_problem ->> 'state', v_problem ->> 'slug', v_problem ->> 'message', v_problem ->> 'hint');
  end if;
  if v_type = 'template' then
    v_body := private.render_template(
      private.template_body((private.require_template(message -> 'template', v_account, v_contact)).components),
      coalesce(message -> 'template' -> 'components', '[]'));
  end if;
  perform private.require_target(v_conversation, coalesce(v_target, message -> 'reaction' ->> 'message_id'), v_type = 'reaction');

  v_conversation.id := private.open_conversation(v_account, v_contact.id, v_id, private.message_preview(v_type, v_body));
  if not is_paid then
    perform private.take_quota(v_account.organization_id, 'messages', 1);
  end if;
  insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body,
    content, status, client_message_id, context_wamid, sender_id)
  values (v_id, v_account.organization_id, v_account.brand_id, v_account.id, v_contact.id, v_conversation.id, 'outbound', v_type,
    v_body, private.attach_files(v_id, v_account, jsonb_build_object(v_type, message -> v_type)), 'queued', v_client_id, v_target,
    (select s from unnest(private.my_seats()) as s join public.members m on m.id = s where m.organization_id = v_account.organization_id));
  perform private.require_consent(v_account, v_contact.id, message -> 'template');
  perform private.queue_when_uploaded(v_id);
  perform private.end_sla_timers(v_conversation.id, '{first_response}');
  perform private.announce_message(v_id, v_account.brand_id, v_conversation.id, 'outbound', 'queued');
  return jsonb_build_object('message_id', v_id, 'conversation_id', v_conversation.id, 'status', 'queued', 'duplicate', false);
end
$$;
comment on function private.enqueue_message(jsonb, boolean) is
  'Checks and queues one message, for private.send_message; every path first checks the caller''s right to the conversation or number. '
  'is_paid: the quota was taken with that of others.';

create function private.send_message(message jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_message text;
  v_slug text;
  v_hint text;
begin
  -- Outside of the Data API there is no HTTP status to answer with, so errors are raised.
  if coalesce(current_setting('request.method', true), '') = '' then
    return private.enqueue_message(message);
  end if;
  begin
    return private.enqueue_message(message);
  exception when sqlstate 'PT402' then
    get stacked diagnostics v_message = message_text, v_slug = pg_exception_detail, v_hint = pg_exception_hint;
  end;
  -- Answered, not raised: the transaction commits, and with it the record of the denial.
  perform private.record_decision(a.organization_id, private.limit_decision(a.organization_id, 'messages', 1))
  from public.whatsapp_accounts a
  where a.id = coalesce(
    (select c.whatsapp_account_id from public.conversations c where c.id = private.uuid_or_null(message ->> 'conversation_id')),
    private.uuid_or_null(message ->> 'whatsapp_account_id'));
  perform set_config('response.status', '402', true);
  return jsonb_build_object('code', 'PT402', 'message', v_message, 'details', v_slug, 'hint', v_hint);
end
$$;
comment on function private.send_message(jsonb) is 'See public.send_message. Its checks are in private.enqueue_message.';
grant execute on function private.send_message(jsonb) to authenticated;

create function public.send_message(message jsonb) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.send_message(message) $$;
comment on function public.send_message(jsonb) is
  'Queues one message. message: {conversation_id | (whatsapp_account_id, contact_id), type, <type>: Meta''s object (files by id, link, '
  'or path in the bucket media), client_message_id?, context?: {message_id}}. Returns {message_id, conversation_id, status, duplicate}; '
  'repeating a client_message_id returns the first message. Errors: 42501 permission_denied, PT409 number_not_connected | '
  'template_not_approved, PT422 message_invalid (names the field and the limit) | contact_not_found | invalid_recipient | phone_required | '
  'opted_out | no_consent | window_closed | template_not_found | target_not_found | target_too_old | file_not_found | file_invalid, '
  'PT402 quota_exceeded (through the Data API answered as status 402 with the body of an error, so that the denial stays in '
  'gate_decisions).';
grant execute on function public.send_message(jsonb) to authenticated;
