create function private.apply_changes(items jsonb) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_item record;
begin
  for v_item in select * from jsonb_to_recordset(items) as i (field text, waba_id text, value jsonb) loop
    if v_item.field = 'message_template_status_update' and v_item.value ? 'event' then
      perform private.apply_template_status(v_item.waba_id, v_item.value);
    end if;
  end loop;
end
$$;
comment on function private.apply_changes(jsonb) is
  'Applies webhook changes other than messages: [{field, waba_id, value}]. Fields nobody acts on are kept in raw_events alone.';
grant execute on function private.apply_changes(jsonb) to wabase_worker;
