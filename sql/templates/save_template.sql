create function private.refuse_malformed_template(template jsonb) returns void
language plpgsql stable
set search_path = ''
as $$
declare
  v_problem private.template_problem;
begin
  select (p).* into v_problem from private.template_head_problems(template) as p limit 1;
  if v_problem is null and (coalesce(jsonb_typeof(template -> 'components'), '') <> 'array'
    or jsonb_path_exists(template -> 'components', 'strict $[*] ? (@.type() != "object")')) then
    v_problem := ('components', 'components is a list of parts: [{"type": "BODY", "text": "…"}].');
  end if;
  if v_problem is not null then
    perform private.fail('PT422', 'template_invalid', format('%s: %s', (v_problem).path, (v_problem).message),
      'validate_template lists everything that is wrong.');
  end if;
end
$$;
comment on function private.refuse_malformed_template(jsonb) is
  'Refuses to save what is not even the shape of a template; an unfinished text may be saved as a draft.';

create function private.save_template(template jsonb) returns public.templates
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_old public.templates;
  v_account public.whatsapp_accounts;
  v_new public.templates;
begin
  if template ->> 'id' is null then
    select * into v_account from public.whatsapp_accounts a where a.id = private.uuid_or_null(template ->> 'whatsapp_account_id');
    perform private.require_brand(v_account.brand_id, 'templates.edit');
    perform private.refuse_malformed_template(template);
    perform private.refuse_bad_samples(template -> 'components', '[]', v_account.organization_id, v_account.brand_id);
    insert into public.templates (organization_id, brand_id, waba_id, name, language, category, components, parameter_format,
      message_send_ttl_seconds, created_by)
    values (v_account.organization_id, v_account.brand_id, v_account.waba_id, template ->> 'name', template ->> 'language',
      template ->> 'category', template -> 'components', coalesce(template ->> 'parameter_format', 'POSITIONAL'),
      (template ->> 'message_send_ttl_seconds')::int, auth.uid())
    on conflict (brand_id, waba_id, name, language, organization_id) do nothing
    returning * into v_new;
    if v_new.id is null then
      perform private.fail('23505', 'template_exists', 'There is a template of this name in this language already.',
        'Change that one, or choose another name.');
    end if;
    return v_new;
  end if;

  select * into v_old from public.templates t where t.id = private.uuid_or_null(template ->> 'id');
  perform private.require_brand(v_old.brand_id, 'templates.edit');
  select * into v_old from public.templates t where t.id = v_old.id for update;
  if v_old.review_status = 'in_review' or v_old.submission = 'queued' then
    perform private.fail('PT409', 'template_in_review', 'This template is being reviewed.', 'Withdraw it from review first.');
  end if;
  v_new := jsonb_populate_record(v_old, (
    select jsonb_object_agg(field.key, field.value) from jsonb_each(template) as field
    where field.key in ('name', 'language', 'category', 'components', 'parameter_format', 'message_send_ttl_seconds')));
  perform private.refuse_malformed_template(to_jsonb(v_new));
  perform private.refuse_bad_samples(v_new.components, jsonb_build_array(v_old.components, v_old.draft -> 'components'),
    v_old.organization_id, v_old.brand_id);
  if v_old.meta_template_id is not null and (v_new.name, v_new.language) <> (v_old.name, v_old.language) then
    perform private.fail('PT409', 'template_is_at_meta', 'Name and language of a template that Meta has cannot change.',
      'Make a new template instead.');
  end if;
  if v_old.meta_status = 'APPROVED' and v_new.category <> v_old.category then
    perform private.fail('PT409', 'template_is_at_meta', 'The category of an approved template cannot change.',
      'Make a new template instead.');
  end if;
  update public.templates t
  set review_status = 'draft', submission = 'none', submission_error = null, requested_by = null, reviewed_by = null, reviewed_at = null,
    review_reason = null, updated_at = now(),
    draft = case when v_old.meta_template_id is not null then jsonb_build_object('components', v_new.components,
      'category', v_new.category, 'parameter_format', v_new.parameter_format,
      'message_send_ttl_seconds', v_new.message_send_ttl_seconds) end,
    name = v_new.name, language = v_new.language,
    category = case when v_old.meta_template_id is null then v_new.category else t.category end,
    components = case when v_old.meta_template_id is null then v_new.components else t.components end,
    parameter_format = case when v_old.meta_template_id is null then v_new.parameter_format else t.parameter_format end,
    message_send_ttl_seconds = case when v_old.meta_template_id is null then v_new.message_send_ttl_seconds
      else t.message_send_ttl_seconds end
  where t.id = v_old.id and t.brand_id = v_old.brand_id
  returning * into v_new;
  return v_new;
end
$$;
comment on function private.save_template(jsonb) is 'See public.save_template.';
grant execute on function private.save_template(jsonb) to authenticated;

create function public.save_template(template jsonb) returns public.templates
language sql volatile
set search_path = ''
as $$ select private.save_template(template) $$;
comment on function public.save_template(jsonb) is
  'Saves a draft: {whatsapp_account_id, name, language, category, components, parameter_format?, message_send_ttl_seconds?} makes one '
  'for the number''s WhatsApp Business Account, {id, …} changes one. A template that Meta has keeps '
  'being sent as it is; the change is kept as its draft. Needs templates.edit. Errors: PT422 '
  'template_invalid | file_not_found | file_invalid (samples of headers), 23505 template_exists, '
  'PT409 template_in_review | template_is_at_meta.';
grant execute on function public.save_template(jsonb) to authenticated;
