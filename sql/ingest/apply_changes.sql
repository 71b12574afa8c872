create function private.apply_change(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  case change.field
    when 'message_template_status_update' then perform private.apply_template_status(change);
    when 'message_template_quality_update' then perform private.apply_template_quality(change);
    when 'template_category_update' then perform private.apply_template_category(change);
    when 'message_template_components_update' then perform private.apply_template_components(change);
    when 'phone_number_quality_update' then perform private.apply_number_quality(change);
    when 'phone_number_name_update' then perform private.apply_number_name(change);
    when 'business_capability_update' then perform private.apply_capability(change);
    when 'business_username_updates' then perform private.apply_number_username(change);
    when 'security' then perform private.apply_security(change);
    when 'account_update' then perform private.apply_account_update(change);
    when 'account_alerts' then perform private.apply_account_alert(change);
    when 'account_review_update' then perform private.apply_account_review(change);
    when 'user_preferences' then perform private.apply_user_preferences(change);
    when 'user_id_update' then perform private.apply_user_id_update(change);
    -- Whatever else Meta sends is kept in raw_events and may be replayed when there is something to do about it.
    else null;
  end case;
end
$$;
comment on function private.apply_change(private.incoming_change) is 'Applies one change; fields that nobody acts on pass.';

create function private.apply_changes(items jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_change private.incoming_change;
  v_dead jsonb := '[]';
  v_state text;
  v_reason text;
  v_detail text;
begin
  for v_change in
    select c.* from jsonb_populate_recordset(null::private.incoming_change, items) as c order by c.at nulls last, c.field, c.waba_id
  loop
    v_change.at := coalesce(v_change.at, now());
    begin
      perform private.apply_change(v_change);
    exception when others then
      get stacked diagnostics v_state = returned_sqlstate, v_reason = message_text, v_detail = pg_exception_detail;
      if private.is_passing_error(v_state) then
        raise;
      end if;
      v_dead := v_dead || jsonb_build_object('raw_event_id', v_change.raw_event_id, 'path', v_change.path, 'reason', v_reason,
        'unrouted_id', case v_state when 'WB404' then v_detail end);
    end;
  end loop;
  return v_dead;
end
$$;
comment on function private.apply_changes(jsonb) is
  'Applies webhook changes other than messages: [{raw_event_id, path, field, waba_id, phone_number_id?, at, value}], oldest first; an '
  'older one that comes late undoes nothing. A bad one harms no other: returns those that could not be applied, also those of accounts '
  'that are not connected: [{raw_event_id, path, reason}]. In a transaction of its own, because it locks campaigns.';
grant execute on function private.apply_changes(jsonb) to wabase_worker;
