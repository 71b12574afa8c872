create function private.record_consent(
  contact_id uuid, categories text[], state text, evidence jsonb, at timestamptz
) returns setof public.consents
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_contact public.contacts;
begin
  select * into v_contact from public.contacts c where c.id = record_consent.contact_id;
  perform private.require_brand(v_contact.brand_id, 'contacts.edit');
  if v_contact.merged_into is not null then
    perform private.fail('PT409', 'contact_merged', 'This contact was merged into another one.', 'Use that one: contacts.merged_into.');
  end if;
  if coalesce(cardinality(categories), 0) = 0 or not categories <@ array['marketing', 'utility', 'service']
    or coalesce(state, '') not in ('opted_in', 'opted_out') or at is null or at > now() + interval '1 minute'
    or coalesce(jsonb_typeof(evidence), '') <> 'object'
  then
    perform private.fail('PT422', 'consent_invalid', 'This is not understood as a consent.',
      'Give a category (marketing, utility, service), opted_in or opted_out, evidence as an object, and a time that is not in the future.');
  end if;
  if state = 'opted_in' and coalesce(btrim(evidence ->> 'text'), '') = '' then
    perform private.fail('PT422', 'evidence_missing', 'A consent needs its evidence.',
      'Give {"text": "where and how the person agreed"}; add what else proves it.');
  end if;
  perform private.apply_consents(array(
    select row(v_contact.organization_id, v_contact.brand_id, v_contact.id, category, record_consent.state, 'manual', record_consent.at,
      record_consent.evidence, null, (
        select s from unnest(private.my_seats()) as s join public.members m on m.id = s
        where m.organization_id = v_contact.organization_id))::private.consent_change
    from unnest(categories) as category));
  return query select * from public.consents c where c.contact_id = v_contact.id and c.brand_id = v_contact.brand_id order by c.category;
end
$$;
comment on function private.record_consent(uuid, text[], text, jsonb, timestamptz) is 'See public.record_consent and public.opt_out.';
grant execute on function private.record_consent(uuid, text[], text, jsonb, timestamptz) to authenticated;

create function public.record_consent(
  contact_id uuid, category text, state text, evidence jsonb default '{}', at timestamptz default now()
) returns setof public.consents
language sql volatile
set search_path = ''
as $$ select * from private.record_consent(contact_id, array[category], state, evidence, at) $$;
comment on function public.record_consent(uuid, text, text, jsonb, timestamptz) is
  'Records by hand that a contact agreed (opted_in, with evidence {"text": "…"}) or objected (opted_out) at a time. An older event than '
  'the one that decided changes nothing. Returns the contact''s consents. Errors: 42501 permission_denied, PT409 contact_merged, '
  'PT422 consent_invalid | evidence_missing.';
grant execute on function public.record_consent(uuid, text, text, jsonb, timestamptz) to authenticated;

create function public.opt_out(
  contact_id uuid, categories text[] default '{marketing,utility}', evidence jsonb default '{}'
) returns setof public.consents
language sql volatile
set search_path = ''
as $$ select * from private.record_consent(contact_id, categories, 'opted_out', evidence, now()) $$;
comment on function public.opt_out(uuid, text[], jsonb) is
  'Records by hand that a contact wants no more messages of these categories; with service, not even answers. Returns its consents. '
  'Errors: see record_consent.';
grant execute on function public.opt_out(uuid, text[], jsonb) to authenticated;
