create type private.retry_refusal as (message_id uuid, code text, message text, hint text);
comment on type private.retry_refusal is 'Why a message was not sent again: what retry_message would have failed with.';

create function private.retry_or_halve(messages public.messages[]) returns private.retry_refusal[]
language plpgsql volatile
set search_path = ''
as $$
declare
  v_half int := cardinality(messages) / 2;
  v_message public.messages;
  v_refusal private.retry_refusal;
begin
  begin
    perform private.take_quota(messages[1].organization_id, 'messages', cardinality(messages));
    foreach v_message in array messages loop
      perform private.resend_message(v_message, is_paid => true);
    end loop;
    return '{}';
  exception when sqlstate 'PT402' or sqlstate 'PT409' or sqlstate 'PT422' or insufficient_privilege then
    get stacked diagnostics v_refusal.message = message_text, v_refusal.code = pg_exception_detail, v_refusal.hint = pg_exception_hint;
  end;
  if v_half = 0 then
    return array(select row(m.id, v_refusal.code, v_refusal.message, v_refusal.hint)::private.retry_refusal from unnest(messages) as m);
  end if;
  return private.retry_or_halve(messages[:v_half]) || private.retry_or_halve(messages[v_half + 1:]);
end
$$;
comment on function private.retry_or_halve(public.messages[]) is
  'Sends messages again together; when one is refused, each half for itself, down to that one. Returns the refusals.';

create function private.retry_messages(brand_id uuid, asked uuid[], message_ids uuid[]) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_sendable public.messages[];
  v_refusals private.retry_refusal[];
begin
  perform private.require_brand(brand_id, 'conversations.reply');
  if message_ids is null then
    perform private.fail('PT422', 'selection_invalid', 'It is not clear which messages are meant.',
      'Give up to 1,000 message_ids, or an error_class.');
  elsif exists (
    select from unnest(asked) as given (id)
    where not exists (select from public.messages m where m.id = given.id and m.brand_id = retry_messages.brand_id)) then
    perform private.fail('PT422', 'selection_invalid', 'Some of these messages do not belong to the brand.', 'dead_letters lists them.');
  end if;
  -- Who asks at the same time waits here, and then finds that they were sent.
  select array_agg(locked.id) into v_ids
  from (
    select m.id from public.messages m
    where m.id = any (message_ids) and m.brand_id = retry_messages.brand_id and m.failed_at is not null and m.status = 'failed'
      and m.campaign_id is null and m.retried_as is null
    order by m.id for no key update
  ) as locked;

  -- What many are refused for is asked for all at once.
  with asked as (
    select m, c.contact_id, c.whatsapp_account_id, coalesce(private.sending_problem(a, k, c, m.type),
        private.consent_problem(m.brand_id, private.template_consent_category(a, m.content -> 'template'), k.id)) as problem
    from public.messages m
    join public.whatsapp_accounts a on a.id = m.whatsapp_account_id and a.brand_id = m.brand_id
    join public.contacts old on old.id = m.contact_id and old.brand_id = m.brand_id
    join public.contacts k on k.id = coalesce(old.merged_into, old.id) and k.brand_id = m.brand_id
    left join public.conversations c on c.contact_id = k.id and c.whatsapp_account_id = a.id and c.brand_id = a.brand_id
      and c.organization_id = a.organization_id
    where m.id = any (v_ids) and m.brand_id = retry_messages.brand_id
  )
  select array_agg(a.m order by a.contact_id, a.whatsapp_account_id, (a.m).id) filter (where a.problem is null),
    array_agg(row((a.m).id, a.problem ->> 'slug', a.problem ->> 'message', a.problem ->> 'hint')::private.retry_refusal)
      filter (where a.problem is not null)
  into v_sendable, v_refusals
  from asked a;

  if v_sendable is not null then
    -- All conversations before the first quota, in the order in which webhooks lock them.
    perform from public.conversations c
    where c.id = any (array(select m.conversation_id from unnest(v_sendable) as m)) and c.brand_id = retry_messages.brand_id
    order by c.contact_id, c.whatsapp_account_id for no key update;
    v_refusals := v_refusals || private.retry_or_halve(v_sendable);
  end if;
  return jsonb_build_object('sent', coalesce(cardinality(v_ids), 0) - coalesce(cardinality(v_refusals), 0),
    'refused', to_jsonb(coalesce(v_refusals, '{}')));
end
$$;
comment on function private.retry_messages(uuid, uuid[], uuid[]) is
  'See public.retry_messages, which was asked for some and chose those that the caller sees.';
grant execute on function private.retry_messages(uuid, uuid[], uuid[]) to authenticated;

create function public.retry_messages(
  brand_id uuid, message_ids uuid[] default null, error_class text default null, before uuid default null
) returns jsonb
language plpgsql volatile
set search_path = ''
set statement_timeout = '55s'
as $$
declare
  c_most constant int := 1000;
  v_chosen uuid[];
begin
  if (message_ids is null) <> (error_class is null) and coalesce(cardinality(message_ids), 0) <= c_most then
    v_chosen := case when error_class is null then array(
        select d.message_id from public.dead_letters d
        where d.message_id = any (message_ids) and d.brand_id = retry_messages.brand_id)
      else array(
        select d.message_id from public.dead_letters d
        where d.brand_id = retry_messages.brand_id and d.campaign_id is null and d.error_class = retry_messages.error_class
          and (before is null or d.message_id < before)
        order by d.message_id desc limit c_most) end;
  end if;
  return private.retry_messages(brand_id, message_ids, v_chosen)
    || jsonb_build_object('next', case when error_class is not null then v_chosen[c_most] end);
end
$$;
comment on function public.retry_messages(uuid, uuid[], text, uuid) is
  'Sends up to 1,000 dead letters of a brand again that belong to no campaign and that the caller sees: these ones, or the newest of an '
  'error class. Each as retry_message does it, all in one transaction; what is refused stays and is told. Returns {"sent", "refused": '
  '[{message_id, code, message, hint}], "next": what to give as before for the rest of the class, or null}. Asked twice, or by many at '
  'once, each is sent once: who comes later finds fewer to send. Errors: 42501 permission_denied, PT422 selection_invalid.';
grant execute on function public.retry_messages(uuid, uuid[], text, uuid) to authenticated;
