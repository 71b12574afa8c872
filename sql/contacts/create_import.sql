create function private.create_import(brand_id uuid, file_name text) returns public.contact_imports
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_id uuid := private.new_id();
  v_organization uuid;
  v_import public.contact_imports;
begin
  perform private.require_brand(brand_id, 'contacts.import');
  if file_name is null or file_name !~ '^[^/\\[:cntrl:]]{1,200}$' or file_name ~ '^\.+$' then
    perform private.fail('PT422', 'import_settings_invalid', 'The name of the file is not usable.', 'Send its last part: contacts.csv.');
  end if;
  select b.organization_id into v_organization from public.brands b where b.id = create_import.brand_id;
  -- The name is for people. The path has letters that every store takes.
  insert into public.contact_imports (id, organization_id, brand_id, file_name, storage_path)
  values (v_id, v_organization, create_import.brand_id, create_import.file_name,
    format('%s/%s/%s/upload%s', v_organization, create_import.brand_id, v_id,
      case when create_import.file_name ~* '\.xlsx$' then '.xlsx' else '.csv' end))
  returning * into v_import;
  return v_import;
end
$$;
comment on function private.create_import(uuid, text) is 'See public.create_import.';
grant execute on function private.create_import(uuid, text) to authenticated;

create function public.create_import(brand_id uuid, file_name text) returns public.contact_imports
language sql volatile
set search_path = ''
as $$ select private.create_import(brand_id, file_name) $$;
comment on function public.create_import(uuid, text) is
  'Begins an import. Next: upload the file to storage_path of the row in the bucket imports, then analyse_import. Needs contacts.import. '
  'Errors: 42501 permission_denied, PT409 brand_archived, PT422 import_settings_invalid.';
grant execute on function public.create_import(uuid, text) to authenticated;
