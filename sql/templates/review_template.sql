create function private.move_template(template_id uuid, permission text, source text, target text, reason text) returns public.templates
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_template public.templates;
  v_problem private.template_problem;
begin
  select * into v_template from public.templates t where t.id = move_template.template_id;
  perform private.require_brand(v_template.brand_id, permission);
  select * into v_template from public.templates t where t.id = move_template.template_id for update;
  if v_template.review_status = target then
    return v_template;
  end if;
  if v_template.review_status <> source then
    perform private.fail('PT409', 'template_state', format('This template is %s, not %s.', v_template.review_status, source),
      'Read it again: somebody else was faster.');
  end if;
  if target = 'in_review' then
    select (p).* into v_problem from private.template_problems(private.template_for_meta(v_template)) as p limit 1;
    if v_problem is not null then
      perform private.fail('PT422', 'template_invalid', format('%s: %s', (v_problem).path, (v_problem).message),
        'validate_template lists everything that is wrong.');
    end if;
  elsif target in ('approved', 'rejected') and v_template.requested_by = auth.uid()
    and (select b.template_review_by_second_person from public.brands b
      where b.id = v_template.brand_id and b.organization_id = v_template.organization_id) then
    perform private.fail('42501', 'second_person_needed', 'Who asked for the review may not decide it.',
      'Let somebody else with templates.approve look at it.');
  end if;
  update public.templates t
  set review_status = target, updated_at = now(), review_reason = reason,
    requested_by = case target when 'in_review' then auth.uid() when 'draft' then null else t.requested_by end,
    reviewed_by = case when target in ('approved', 'rejected') then auth.uid() end,
    reviewed_at = case when target in ('approved', 'rejected') then now() end,
    submission = case target when 'approved' then 'queued' else 'none' end, submission_error = null
  where t.id = v_template.id and t.brand_id = v_template.brand_id
  returning * into v_template;
  if target = 'approved' then
    perform private.ring('templates/submit', v_template.id::text);
  end if;
  return v_template;
end
$$;
comment on function private.move_template(uuid, text, text, text, text) is
  'One step of the internal review: guard, lock, mutate, ring. A repeated step returns the row as it is.';
grant execute on function private.move_template(uuid, text, text, text, text) to authenticated;

create function private.reject_template(template_id uuid, reason text) returns public.templates
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.require_brand((select t.brand_id from public.templates t where t.id = reject_template.template_id), 'templates.approve');
  if coalesce(trim(reason), '') = '' then
    perform private.fail('PT422', 'reason_missing', 'A rejection needs a reason.', 'Say what its author should change.');
  end if;
  return private.move_template(template_id, 'templates.approve', 'in_review', 'rejected', left(trim(reason), 1000));
end
$$;
comment on function private.reject_template(uuid, text) is 'See public.reject_template.';
grant execute on function private.reject_template(uuid, text) to authenticated;

create function public.request_template_review(template_id uuid) returns public.templates
language sql volatile
set search_path = ''
as $$ select private.move_template(template_id, 'templates.edit', 'draft', 'in_review', null) $$;
comment on function public.request_template_review(uuid) is
  'Hands a draft to the people with templates.approve. Needs templates.edit. Errors: PT422 template_invalid, PT409 template_state.';
grant execute on function public.request_template_review(uuid) to authenticated;

create function public.withdraw_template_review(template_id uuid) returns public.templates
language sql volatile
set search_path = ''
as $$ select private.move_template(template_id, 'templates.edit', 'in_review', 'draft', null) $$;
comment on function public.withdraw_template_review(uuid) is
  'Takes a template back from review to go on editing it. Needs templates.edit. Errors: PT409 template_state.';
grant execute on function public.withdraw_template_review(uuid) to authenticated;

create function public.approve_template(template_id uuid) returns public.templates
language sql volatile
set search_path = ''
as $$ select private.move_template(template_id, 'templates.approve', 'in_review', 'approved', null) $$;
comment on function public.approve_template(uuid) is
  'Approves a template, which the worker then submits to Meta. Needs templates.approve, and somebody else than who asked where the brand '
  'wants that. Errors: 42501 second_person_needed, PT409 template_state.';
grant execute on function public.approve_template(uuid) to authenticated;

create function public.reject_template(template_id uuid, reason text) returns public.templates
language sql volatile
set search_path = ''
as $$ select private.reject_template(template_id, reason) $$;
comment on function public.reject_template(uuid, text) is
  'Gives a template back to its author with the reason. Needs templates.approve. Errors: PT422 reason_missing, 42501 '
  'second_person_needed, PT409 template_state.';
grant execute on function public.reject_template(uuid, text) to authenticated;
