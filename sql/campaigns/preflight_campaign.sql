create function private.campaign_problems(campaign public.campaigns) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', problem.slug, 'message', problem.message)), '[]')
  from public.whatsapp_accounts a, public.templates t, lateral (select private.mapping_problems(t, campaign.parameters) as missing) as m,
  lateral (values
    ('number_not_connected', 'The number is not connected.', a.connection_status <> 'connected'),
    ('template_not_approved', format('Meta has not approved the template (its status is %s).', coalesce(t.meta_status, 'unknown')),
      t.meta_status is distinct from 'APPROVED'),
    ('template_of_other_account', 'The template belongs to another WhatsApp Business Account than the number.', t.waba_id <> a.waba_id),
    ('parameters_incomplete', array_to_string(m.missing, ' '), cardinality(m.missing) > 0)
  ) as problem (slug, message, is_there)
  where a.id = campaign.whatsapp_account_id and a.brand_id = campaign.brand_id
    and t.id = campaign.template_id and t.brand_id = campaign.brand_id
    and problem.is_there
$$;
comment on function private.campaign_problems(public.campaigns) is 'What forbids launching a campaign: [{slug, message}].';

create function private.preflight_campaign(campaign_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_draft private.message_draft;
  v_counts record;
begin
  select * into v_campaign from public.campaigns c where c.id = preflight_campaign.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.view');
  select d.* into v_draft
  from public.templates t, lateral private.draft_message(t, v_campaign.parameters) as d
  where t.id = v_campaign.template_id and t.brand_id = v_campaign.brand_id;
  select sum(times)::int as entries, count(*)::int as audience,
    count(*) filter (where unreachable)::int as invalid_recipient,
    count(*) filter (where not unreachable and refusal = 'opted_out')::int as opted_out,
    count(*) filter (where not unreachable and refusal = 'no_consent')::int as no_consent,
    count(*) filter (where not unreachable and refusal is null and incomplete)::int as missing_parameter
  into v_counts
  from (
    select a.times, c.phone is null and c.bsuid is null as unreachable,
      private.refusal(private.consent_category(t.category), consent.state, s.require_opt_in) as refusal,
      (private.fill_draft(v_draft, c)).content is null as incomplete
    from (
      select contact_id, count(*) as times
      from private.audience_contacts(v_campaign.brand_id, v_campaign.audience) group by contact_id
    ) as a
    join public.contacts c on c.id = a.contact_id and c.brand_id = v_campaign.brand_id
    left join public.templates t on t.id = v_campaign.template_id and t.brand_id = v_campaign.brand_id
    left join public.consents consent
      on consent.contact_id = c.id and consent.category = private.consent_category(t.category) and consent.brand_id = c.brand_id
        and consent.organization_id = c.organization_id
    left join public.consent_settings s on s.brand_id = v_campaign.brand_id and s.organization_id = v_campaign.organization_id
  ) as recipients;
  return jsonb_build_object(
    'audience', v_counts.audience,
    'sendable', v_counts.audience - v_counts.invalid_recipient - v_counts.opted_out - v_counts.no_consent
      - v_counts.missing_parameter,
    'excluded', jsonb_build_object(
      'duplicate', coalesce(v_counts.entries, 0) - v_counts.audience,
      'invalid_recipient', v_counts.invalid_recipient,
      'opted_out', v_counts.opted_out,
      'no_consent', v_counts.no_consent,
      'missing_parameter', v_counts.missing_parameter),
    'problems', private.campaign_problems(v_campaign));
end
$$;
comment on function private.preflight_campaign(uuid) is 'See public.preflight_campaign.';
grant execute on function private.preflight_campaign(uuid) to authenticated;

create function public.preflight_campaign(campaign_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$ select private.preflight_campaign(campaign_id) $$;
comment on function public.preflight_campaign(uuid) is
  'What a launch would do now: {audience, sendable, excluded: {duplicate, invalid_recipient, opted_out, no_consent, '
  'missing_parameter}, '
  'problems: [{slug, message}]}. '
  'Cost grows with the audience. Errors: 42501 permission_denied, PT422 audience_invalid.';
grant execute on function public.preflight_campaign(uuid) to authenticated;
