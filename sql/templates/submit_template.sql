create function private.connected_number_of(template public.templates) returns uuid
language sql stable
set search_path = ''
as $$
  select a.id
  from public.whatsapp_accounts a
  join private.whatsapp_credentials c on c.whatsapp_account_id = a.id
  where a.waba_id = template.waba_id and a.brand_id = template.brand_id and a.organization_id = template.organization_id
  order by a.connection_status = 'connected' desc, a.id
  limit 1
$$;
comment on function private.connected_number_of(public.templates) is 'A number through whose token Meta can be told about a template.';

create function private.read_template_submission(template_id uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object('whatsapp_account_id', private.connected_number_of(t), 'meta_template_id', t.meta_template_id,
    'template', private.template_for_meta(t))
  from public.templates t
  where t.id = read_template_submission.template_id and t.submission = 'queued'
$$;
comment on function private.read_template_submission(uuid) is
  'What the worker submits: {whatsapp_account_id, meta_template_id, template}; null when there is nothing (more) to submit.';
grant execute on function private.read_template_submission(uuid) to wabase_worker;

create function private.record_template_submission(template_id uuid, meta_template_id text, meta_status text, category text, error text)
returns void
language sql volatile security definer
set search_path = ''
as $$
  update public.templates t
  set updated_at = now(), submission_error = error,
    submission = case when error is null then 'submitted' else 'failed' end,
    meta_template_id = coalesce(record_template_submission.meta_template_id, t.meta_template_id),
    meta_status = coalesce(record_template_submission.meta_status, t.meta_status),
    rejection_reason = case when error is null then null else t.rejection_reason end,
    category = case when error is null then coalesce(record_template_submission.category, t.draft ->> 'category', t.category)
      else t.category end,
    components = case when error is null then coalesce(t.draft -> 'components', t.components) else t.components end,
    parameter_format = case when error is null then coalesce(t.draft ->> 'parameter_format', t.parameter_format)
      else t.parameter_format end,
    message_send_ttl_seconds = case when error is null and t.draft is not null then (t.draft ->> 'message_send_ttl_seconds')::int
      else t.message_send_ttl_seconds end,
    draft = case when error is null then null else t.draft end
  where t.id = record_template_submission.template_id and t.submission = 'queued'
$$;
comment on function private.record_template_submission(uuid, text, text, text, text) is
  'What became of a submission: Meta''s id and status, or the error that its author must mend. A draft that Meta took becomes '
  'the template.';
grant execute on function private.record_template_submission(uuid, text, text, text, text) to wabase_worker;

create function private.resubmit_template(template_id uuid) returns public.templates
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_template public.templates;
begin
  select * into v_template from public.templates t where t.id = resubmit_template.template_id;
  perform private.require_brand(v_template.brand_id, 'templates.approve');
  update public.templates t set submission = 'queued', submission_error = null, updated_at = now()
  where t.id = v_template.id and t.brand_id = v_template.brand_id and t.review_status = 'approved' and t.submission = 'failed'
  returning * into v_template;
  if found then
    perform private.ring('templates/submit', v_template.id::text);
    return v_template;
  end if;
  return (select t from public.templates t where t.id = resubmit_template.template_id);
end
$$;
comment on function private.resubmit_template(uuid) is 'See public.resubmit_template.';
grant execute on function private.resubmit_template(uuid) to authenticated;

create function public.resubmit_template(template_id uuid) returns public.templates
language sql volatile
set search_path = ''
as $$ select private.resubmit_template(template_id) $$;
comment on function public.resubmit_template(uuid) is
  'Submits an approved template once more after Meta could not take it. Needs templates.approve. Otherwise returns the row as it is.';
grant execute on function public.resubmit_template(uuid) to authenticated;
