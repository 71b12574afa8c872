create function private.templates_concerned(change private.incoming_change) returns uuid[]
language sql stable
set search_path = ''
as $$
  select coalesce(array_agg(t.id order by t.id), '{}')
  from public.templates t
  where t.waba_id = change.waba_id
    and t.name = change.value ->> 'message_template_name' and t.language = change.value ->> 'message_template_language'
$$;
comment on function private.templates_concerned(private.incoming_change) is
  'The templates a change is about: one in every brand that uses the WhatsApp Business Account. None before they are synced, which brings '
  'their state as it is then.';

create function private.template_subject(change private.incoming_change) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select concat_ws('/', change.waba_id, change.value ->> 'message_template_name', change.value ->> 'message_template_language')
$$;
comment on function private.template_subject(private.incoming_change) is 'What private.is_latest tells changes of templates apart by.';

create function private.alert_templates(ids uuid[], kind text, change private.incoming_change, detail jsonb) returns void
language sql volatile
set search_path = ''
as $$
  select private.alert(told.organization_id, alert_templates.kind, private.template_subject(change) || ':' || change.at,
    detail || jsonb_build_object('template_ids', told.templates, 'name', change.value ->> 'message_template_name',
      'language', change.value ->> 'message_template_language', 'at', change.at))
  from (
    select t.organization_id, jsonb_agg(t.id order by t.id) as templates
    from public.templates t where t.id = any (ids) group by t.organization_id order by t.organization_id
  ) as told
$$;
comment on function private.alert_templates(uuid[], text, private.incoming_change, jsonb) is
  'Tells each organization that has some of these templates something once.';

create function private.apply_template_status(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_templates uuid[] := private.templates_concerned(change);
  v_event text := change.value ->> 'event';
  v_status text := case when v_event in ('REINSTATED', 'UNARCHIVED') then 'APPROVED' else v_event end;
  v_reason text := nullif(coalesce(change.value -> 'rejection_info' ->> 'reason', change.value -> 'other_info' ->> 'description',
    change.value ->> 'reason'), 'NONE');
begin
  -- FLAGGED announces a pause or an end and changes nothing yet.
  if (v_event <> 'FLAGGED') is true and private.is_latest('template_status', private.template_subject(change), change) then
    update public.templates t
    set meta_status = v_status, rejection_reason = case when v_status = 'REJECTED' then v_reason end,
      meta_template_id = coalesce(change.value ->> 'message_template_id', t.meta_template_id), updated_at = now()
    where t.id = any (v_templates);
  end if;
  if v_status not in ('APPROVED', 'PENDING') or v_event <> v_status then
    perform private.alert_templates(v_templates, 'template_status', change,
      jsonb_strip_nulls(jsonb_build_object('event', v_event, 'reason', v_reason)));
  end if;
end
$$;
comment on function private.apply_template_status(private.incoming_change) is
  'message_template_status_update: Meta''s status and reason; running campaigns of what may no longer be sent are paused '
  'by a trigger of templates.';

create function private.apply_template_quality(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_templates uuid[] := private.templates_concerned(change);
  v_quality text := change.value ->> 'new_quality_score';
begin
  if v_quality is not null and private.is_latest('template_quality', private.template_subject(change), change) then
    update public.templates t set quality = v_quality, updated_at = now()
    where t.id = any (v_templates) and t.quality is distinct from v_quality;
  end if;
  if v_quality = 'RED' then
    perform private.alert_templates(v_templates, 'template_quality', change, jsonb_build_object('quality', v_quality));
  end if;
end
$$;
comment on function private.apply_template_quality(private.incoming_change) is
  'message_template_quality_update: GREEN, YELLOW, RED or UNKNOWN.';

create function private.apply_template_category(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_templates uuid[] := private.templates_concerned(change);
  v_category text := upper(change.value ->> 'new_category');
begin
  if v_category is null or v_category not in ('MARKETING', 'UTILITY', 'AUTHENTICATION') then
    return;
  end if;
  -- With correct_category Meta announces what it will do; new_category is then still the present one.
  if private.is_latest('template_category', private.template_subject(change), change) then
    update public.templates t set category = v_category, updated_at = now() where t.id = any (v_templates) and t.category <> v_category;
  end if;
  perform private.alert_templates(v_templates, 'template_category', change, jsonb_strip_nulls(jsonb_build_object(
    'category', v_category, 'previous_category', change.value ->> 'previous_category',
    'correct_category', change.value ->> 'correct_category', 'changes_at', change.value -> 'category_update_timestamp')));
end
$$;
comment on function private.apply_template_category(private.incoming_change) is
  'template_category_update: the category decides price and consent, so a change and its announcement are told.';

create function private.apply_template_components(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_of(change.waba_id);
begin
  if private.is_latest('template_components', private.template_subject(change), change) then
    update public.templates t
    set updated_at = now(), components = (
      select jsonb_agg(c.value || case when text.it is null then '{}' else jsonb_build_object('text', text.it) end order by c.n)
      from jsonb_array_elements(t.components) with ordinality as c (value, n),
        lateral (select case c.value ->> 'type' when 'BODY' then change.value ->> 'message_template_element'
          when 'FOOTER' then change.value ->> 'message_template_footer'
          when 'HEADER' then case when c.value ? 'text' then change.value ->> 'message_template_title' end end as it) as text)
    where t.id = any (private.templates_concerned(change)) and t.components <> '[]';
  end if;
  -- The event leaves out examples and parts of buttons: the rest is read from Meta.
  perform private.add_job('templates/sync', json_build_object('whatsapp_account_id', a.id), 'templates/sync:' || a.id)
  from (
    select distinct on (a.brand_id) a.id from public.whatsapp_accounts a where a.id = any (v_numbers) order by a.brand_id, a.id
  ) as a;
end
$$;
comment on function private.apply_template_components(private.incoming_change) is
  'message_template_components_update: the new texts at once, everything else by syncing the templates of each brand with Meta.';
