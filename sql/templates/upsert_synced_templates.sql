create function private.upsert_synced_templates(whatsapp_account_id uuid, templates jsonb) returns int
language sql volatile security definer
set search_path = ''
as $$
  with written as (
    insert into public.templates (organization_id, brand_id, waba_id, meta_template_id, name, language, category, components,
      parameter_format, review_status, meta_status)
    select a.organization_id, a.brand_id, a.waba_id, t.id, t.name, t.language, t.category, t.components,
      coalesce(upper(t.parameter_format), 'POSITIONAL'), 'approved', t.status
    from public.whatsapp_accounts a,
      jsonb_to_recordset(upsert_synced_templates.templates)
        as t (id text, name text, language text, category text, components jsonb, parameter_format text, status text)
    where a.id = upsert_synced_templates.whatsapp_account_id
    on conflict (brand_id, waba_id, name, language, organization_id) do update
    set meta_template_id = excluded.meta_template_id, category = excluded.category,
      -- Meta lists a sample as an address of its own; ours is the file.
      components = case when private.without_samples(templates.components) = private.without_samples(excluded.components)
        then templates.components else excluded.components end,
      parameter_format = excluded.parameter_format, meta_status = excluded.meta_status, updated_at = now()
    returning 1
  )
  select count(*)::int from written
$$;
comment on function private.upsert_synced_templates(uuid, jsonb) is
  'Writes templates as listed by Graph (GET /{WABA}/message_templates) into the brand of a number. Returns how many. '
  'What exists at Meta has passed the internal review by definition.';
grant execute on function private.upsert_synced_templates(uuid, jsonb) to wabase_worker;
