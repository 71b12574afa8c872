create function private.refuse_change() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.fail('42501', 'append_only', format('Rows of %s are never changed or removed.', tg_table_name),
    'History leaves only with its partition, see settings.audit_retention.');
  return null;
end
$$;
comment on function private.refuse_change() is
  'Guard of tables that only grow: raises for whoever tries, the owner and superusers included.';
