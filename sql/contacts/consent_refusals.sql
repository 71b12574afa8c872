create function private.consent_category(template_category text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case template_category when 'MARKETING' then 'marketing' when 'UTILITY' then 'utility' else 'service' end
$$;
comment on function private.consent_category(text) is
  'The category of consent a template needs: Meta''s own, except that a one-time password, which the person asked for, counts as service, '
  'like free-form answers (null).';

create function private.refusal(category text, state text, require_opt_in text[]) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case when state = 'opted_out' then 'opted_out'
    when state is distinct from 'opted_in' and category = any (require_opt_in) then 'no_consent' end
$$;
comment on function private.refusal(text, text, text[]) is
  'Why a message of a category may not go to somebody with that state of consent: opted_out, no_consent, or null.';

create function private.consent_refusals(brand_id uuid, category text, contact_ids uuid[]) returns table (contact_id uuid, reason text)
language sql stable
set search_path = ''
as $$
  select r.contact_id, r.reason
  from (
    select given.id as contact_id, private.refusal(consent_refusals.category, c.state, s.require_opt_in) as reason
    from unnest(contact_ids) as given (id)
    left join public.consents c
      on c.contact_id = given.id and c.category = consent_refusals.category and c.brand_id = consent_refusals.brand_id
    left join public.consent_settings s on s.brand_id = consent_refusals.brand_id
  ) as r
  where r.reason is not null
$$;
comment on function private.consent_refusals(uuid, text, uuid[]) is
  'Which of these contacts may not get a message of a category, and why: opted_out | no_consent.';

create function private.template_consent_category(account public.whatsapp_accounts, template jsonb) returns text
language sql stable
set search_path = ''
as $$
  select case when template is null then 'service' else coalesce((
    select private.consent_category(t.category) from public.templates t
    where t.brand_id = account.brand_id and t.waba_id = account.waba_id and t.name = template ->> 'name'
      and t.language = template -> 'language' ->> 'code'), 'marketing') end
$$;
comment on function private.template_consent_category(public.whatsapp_accounts, jsonb) is
  'The category of consent a message needs, from its template object (null: free-form). An unknown template counts as marketing.';

create function private.consent_problem(brand_id uuid, category text, contact_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select case r.reason
    when 'opted_out' then jsonb_build_object('state', 'PT422', 'slug', 'opted_out',
      'message', format('This person does not want messages of the category %s.', category),
      'hint', 'Answer when the person writes; a new consent is recorded with record_consent.')
    when 'no_consent' then jsonb_build_object('state', 'PT422', 'slug', 'no_consent',
      'message', format('This person has not agreed to messages of the category %s.', category),
      'hint', 'Ask for consent first, then record it with record_consent.')
    end
  from private.consent_refusals(consent_problem.brand_id, consent_problem.category, array[contact_id]) as r
$$;
comment on function private.consent_problem(uuid, text, uuid) is
  'Why nothing of a category may go to a contact: {state, slug, message, hint}, or null.';

create function private.require_consent(account public.whatsapp_accounts, contact_id uuid, template jsonb) returns text
language plpgsql stable
set search_path = ''
as $$
declare
  v_category text := private.template_consent_category(account, template);
  v_problem jsonb := private.consent_problem(account.brand_id, v_category, contact_id);
begin
  if v_problem is not null then
    perform private.fail(v_problem ->> 'state', v_problem ->> 'slug', v_problem ->> 'message', v_problem ->> 'hint');
  end if;
  return v_category;
end
$$;
comment on function private.require_consent(public.whatsapp_accounts, uuid, jsonb) is
  'The category of consent that a message (its template object, null: free-form) needs; refuses to queue what would be skipped when it is '
  'claimed. Errors: PT422 opted_out | no_consent.';

create function private.skip_refused(account public.whatsapp_accounts, max_rows int) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_reasons jsonb;
  v_transitions private.status_transition[];
  v_events jsonb;
begin
  select array_agg(r.message_id), jsonb_object_agg(r.message_id, r.reason) into v_ids, v_reasons
  from (
    select o.message_id, private.refusal(o.category, c.state, s.require_opt_in) as reason
    from (
      select o.message_id, o.contact_id, o.brand_id, o.organization_id, o.category from private.outbox o
      where o.whatsapp_account_id = account.id and o.status = 'queued' and o.due_at <= now()
      order by o.priority, o.due_at limit max_rows
    ) as o
    left join public.consents c
      on c.contact_id = o.contact_id
        and (c.category = o.category and c.brand_id = o.brand_id and c.organization_id = o.organization_id) is true
    left join public.consent_settings s on s.brand_id = o.brand_id and s.organization_id = o.organization_id
  ) as r
  where r.reason is not null;
  if v_ids is null then
    return;
  end if;
  -- Messages before outbox rows, as everywhere; one that somebody else has locked is left for the next claim.
  select array_agg(m.id) into v_ids
  from (select m.id from public.messages m where m.id = any (v_ids) order by m.id for update skip locked) as m;
  with closed as (
    delete from private.outbox o where o.message_id = any (v_ids) and o.status = 'queued' returning o.message_id
  ), written as (
    update public.messages m
    set status = 'canceled', error_class = v_reasons ->> m.id::text,
      error_message = 'Not sent: the person''s consent does not cover it.'
    from closed c
    where m.id = c.message_id and m.brand_id = account.brand_id and m.organization_id = account.organization_id
    returning m.id, m.organization_id, m.brand_id, m.campaign_id, m.whatsapp_account_id, m.conversation_id, m.contact_id
  ), told as (
    update public.campaign_recipients r set skip_reason = v_reasons ->> w.id::text
    from written w, lateral (
      -- The recipient is frozen under the contact it was at launch.
      select w.contact_id as id
      union all
      select c.id from public.contacts c
      where c.merged_into = w.contact_id and c.brand_id = w.brand_id and c.organization_id = w.organization_id
    ) as face
    where r.contact_id = face.id and r.campaign_id = w.campaign_id and r.message_id = w.id and r.brand_id = w.brand_id
      and r.organization_id = w.organization_id
  )
  select array_agg(row(w.organization_id, w.brand_id, w.campaign_id, w.whatsapp_account_id,
    'queued', 'skipped')::private.status_transition),
    jsonb_agg(jsonb_build_object('event', 'message', 'message_id', w.id, 'conversation_id', w.conversation_id, 'direction', 'outbound',
      'status', 'canceled')) filter (where w.conversation_id is not null)
  into v_transitions, v_events
  from written w;
  perform private.count_transitions(v_transitions);
  if v_events is not null then
    perform private.note_brand_events(account.organization_id, account.brand_id, v_events);
  end if;
end
$$;
comment on function private.skip_refused(public.whatsapp_accounts, int) is
  'Takes messages out of the outbox whose recipients objected since they were queued, or never agreed where the brand requires it. '
  'Those of campaigns count as skipped. Cost grows with max_rows.';
