create function private.delete_template(template_id uuid) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_template public.templates;
  v_campaign text;
begin
  select * into v_template from public.templates t where t.id = delete_template.template_id;
  perform private.require_brand(v_template.brand_id, 'templates.edit');
  select * into v_template from public.templates t where t.id = delete_template.template_id for update;
  select c.name into v_campaign from public.campaigns c
  where c.template_id = v_template.id and c.brand_id = v_template.brand_id and c.organization_id = v_template.organization_id
    and (c.status not in ('completed', 'canceled', 'failed') or v_template.meta_template_id is null)
  limit 1;
  if v_campaign is not null then
    perform private.fail('PT409', 'template_in_use', format('The campaign "%s" uses this template.', v_campaign),
      'Finish, cancel or delete the campaign first.');
  end if;
  if v_template.meta_template_id is null and v_template.submission <> 'queued' then
    delete from public.templates t where t.id = v_template.id and t.brand_id = v_template.brand_id;
    return true;
  end if;
  update public.templates t set delete_requested_at = coalesce(t.delete_requested_at, now()), updated_at = now()
  where t.id = v_template.id and t.brand_id = v_template.brand_id;
  perform private.ring('templates/delete', v_template.id::text);
  return false;
end
$$;
comment on function private.delete_template(uuid) is 'See public.delete_template.';
grant execute on function private.delete_template(uuid) to authenticated;

create function public.delete_template(template_id uuid) returns boolean
language sql volatile
set search_path = ''
as $$ select private.delete_template(template_id) $$;
comment on function public.delete_template(uuid) is
  'Deletes a template here and, by the worker, at Meta; true when it is gone already, false while Meta is being told. One that past '
  'campaigns used stays as a row with meta_status DELETED. Needs templates.edit. Errors: PT409 template_in_use.';
grant execute on function public.delete_template(uuid) to authenticated;

create function private.read_template_deletion(template_id uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'whatsapp_account_id', private.connected_number_of(t), 'meta_template_id', t.meta_template_id, 'name', t.name)
  from public.templates t
  where t.id = read_template_deletion.template_id and t.delete_requested_at is not null
$$;
comment on function private.read_template_deletion(uuid) is
  'The template the worker deletes at Meta: {whatsapp_account_id, meta_template_id, name}; null when that is done.';
grant execute on function private.read_template_deletion(uuid) to wabase_worker;

create function private.record_template_deleted(template_id uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update public.templates t
  set meta_status = 'DELETED', delete_requested_at = null, submission = 'none', updated_at = now()
  where t.id = record_template_deleted.template_id and t.delete_requested_at is not null;
  delete from public.templates t
  where t.id = record_template_deleted.template_id and t.meta_status = 'DELETED'
    and not exists (select from public.campaigns c where c.template_id = t.id and c.brand_id = t.brand_id
      and c.organization_id = t.organization_id);
end
$$;
comment on function private.record_template_deleted(uuid) is
  'Meta has deleted the template: the row goes too, unless campaigns tell of it.';
grant execute on function private.record_template_deleted(uuid) to wabase_worker;
