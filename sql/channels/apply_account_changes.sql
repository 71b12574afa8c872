create function private.apply_restriction(change private.incoming_change, numbers uuid[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_types text;
  v_until timestamptz;
begin
  if not private.is_latest('restriction', change.waba_id, change) then
    return;
  end if;
  -- The event lists what is in force. Restrictions on adding numbers or on kinds of templates do not stop messages.
  select string_agg(r.value ->> 'restriction_type', ', ' order by r.value ->> 'restriction_type'),
    max(to_timestamp(case when r.value ->> 'expiration' ~ '^[0-9]{9,11}$' then (r.value ->> 'expiration')::bigint end))
  into v_types, v_until
  from jsonb_array_elements(case jsonb_typeof(change.value -> 'restriction_info') when 'array' then change.value -> 'restriction_info'
    when 'object' then jsonb_build_array(change.value -> 'restriction_info') else '[]' end) as r
  where r.value ->> 'restriction_type' in ('RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING');
  if v_types is null or v_until <= now() then
    perform private.release_numbers(numbers, '{restriction}', change.at);
  else
    perform private.hold_numbers(numbers, 'restriction', format('Meta restricts this account: %s.', v_types), change.at, v_until);
  end if;
end
$$;
comment on function private.apply_restriction(private.incoming_change, uuid[]) is
  'Holds the numbers of a restricted account until the restriction ends or is lifted.';

create function private.apply_ban(change private.incoming_change, numbers uuid[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_state text := change.value -> 'ban_info' ->> 'waba_ban_state';
begin
  if (v_state in ('DISABLE', 'REINSTATE')) is not true or not private.is_latest('ban', change.waba_id, change) then
    return;
  end if;
  if v_state = 'DISABLE' then
    perform private.hold_numbers(numbers, 'ban', 'Meta has disabled this account.', change.at);
  else
    perform private.release_numbers(numbers, '{ban,policy}', change.at);
  end if;
end
$$;
comment on function private.apply_ban(private.incoming_change, uuid[]) is
  'Holds the numbers of a disabled account; a reinstatement also lifts what refused sends had told of it.';

create function private.apply_connection(change private.incoming_change, numbers uuid[], is_connected boolean) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if not private.is_latest('connection', coalesce(change.value -> 'waba_info' ->> 'waba_id', change.waba_id), change) then
    return;
  end if;
  if is_connected then
    perform private.release_numbers(numbers, '{disconnected}', change.at);
  else
    perform private.hold_numbers(numbers, 'disconnected', format('Meta says that this account is no longer connected (%s).',
      coalesce(change.value -> 'disconnection_info' ->> 'reason', change.value ->> 'event')), change.at);
  end if;
end
$$;
comment on function private.apply_connection(private.incoming_change, uuid[], boolean) is
  'Holds the numbers of an account that was deleted, offboarded or taken from this app, until it is back.';

create function private.apply_account_update(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_event text := change.value ->> 'event';
  v_numbers uuid[] := private.numbers_concerned(change);
begin
  case
    when v_event = 'ACCOUNT_RESTRICTION' then perform private.apply_restriction(change, v_numbers);
    when v_event = 'DISABLED_UPDATE' then perform private.apply_ban(change, v_numbers);
    when v_event in ('ACCOUNT_DELETED', 'ACCOUNT_OFFBOARDED', 'PARTNER_REMOVED', 'PARTNER_APP_UNINSTALLED') then
      perform private.apply_connection(change, v_numbers, false);
    when v_event in ('ACCOUNT_RECONNECTED', 'PARTNER_ADDED', 'PARTNER_APP_INSTALLED') then
      perform private.apply_connection(change, v_numbers, true);
    else null;
  end case;
  -- Whatever happens to an account, its people should know: violations, planned bans, terms, price tiers.
  perform private.alert_numbers(v_numbers, 'account_update', concat_ws(':', change.waba_id, v_event, change.at),
    change.value || jsonb_build_object('waba_id', change.waba_id, 'at', change.at));
end
$$;
comment on function private.apply_account_update(private.incoming_change) is
  'account_update: restrictions, bans and lost connections pause every number of the account, recoveries resume what only Meta had paused, '
  'and each event is told as an alert.';

create function private.apply_account_alert(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_concerned(change);
  -- Seen inside alert_info, and beside it in older samples.
  v_info jsonb := coalesce(change.value -> 'alert_info', change.value);
  v_type text := v_info ->> 'alert_type';
begin
  if (v_type ~ 'PAYMENT|BILLING|CREDIT') is true and private.is_latest('account_alert:payment', change.waba_id, change) then
    if v_info ->> 'alert_severity' = 'CRITICAL' and v_info ->> 'alert_status' = 'ACTIVE' then
      perform private.hold_numbers(v_numbers, 'payment', coalesce(v_info ->> 'alert_description', v_type), change.at);
    elsif v_info ->> 'alert_status' = 'NONE' then
      perform private.release_numbers(v_numbers, '{payment}', change.at);
    end if;
  end if;
  perform private.alert_numbers(v_numbers, 'account_alert', concat_ws(':', change.waba_id, v_type, change.at),
    v_info || jsonb_build_object('waba_id', change.waba_id, 'at', change.at, 'entity_type', change.value ->> 'entity_type'));
end
$$;
comment on function private.apply_account_alert(private.incoming_change) is
  'account_alerts: told as an alert; a critical one about payment pauses every number of the account until Meta ends it.';

create function private.apply_account_review(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_concerned(change);
  v_decision text := change.value ->> 'decision';
begin
  if (v_decision in ('APPROVED', 'REJECTED')) is true and private.is_latest('review', change.waba_id, change) then
    if v_decision = 'REJECTED' then
      perform private.hold_numbers(v_numbers, 'review', 'Meta has rejected this account in its review.', change.at);
    else
      perform private.release_numbers(v_numbers, '{review}', change.at);
    end if;
  end if;
  perform private.alert_numbers(v_numbers, 'account_review', concat_ws(':', change.waba_id, v_decision, change.at),
    jsonb_build_object('waba_id', change.waba_id, 'decision', v_decision, 'at', change.at));
end
$$;
comment on function private.apply_account_review(private.incoming_change) is
  'account_review_update: a rejected account may not send until it is approved.';
