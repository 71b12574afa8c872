-- Two contacts that are one person: everything follows the kept one, and comes back when it was a mistake.
select plan(24);
select tests.build_world();
select tests.stand_in_queue();
select tests.inbound('number_a1', '+15550101', null, now() - interval '3 hours', 'wamid.1', '{"profile_name": "Ann"}');
select tests.inbound('number_a1', '+15550102', null, now() - interval '2 hours', 'wamid.2', '{"profile_name": "Annie"}');
select tests.keep('ann', (select contact_id from public.contact_identities where value = '+15550101'));
select tests.keep('annie', (select contact_id from public.contact_identities where value = '+15550102'));
select tests.add_number('second_a1', 'org_a', 'a1');
select tests.inbound('second_a1', '+15550102', null, now() - interval '1 hour', 'wamid.3');
insert into public.labels (id, organization_id, brand_id, name)
values (tests.keep('vip', private.new_id()), tests.id('org_a'), tests.id('a1'), 'VIP'),
  (tests.keep('new', private.new_id()), tests.id('org_a'), tests.id('a1'), 'New');
insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
select tests.id('org_a'), tests.id('a1'), tests.id(label), tests.id(person)
from (values ('vip', 'ann'), ('vip', 'annie'), ('new', 'annie')) as l (label, person);
select private.apply_consents(array[
  row(tests.id('org_a'), tests.id('a1'), tests.id('ann'), 'marketing', 'opted_in', 'manual', now(), '{}', null, null),
  row(tests.id('org_a'), tests.id('a1'), tests.id('annie'), 'marketing', 'opted_out', 'keyword', now() - interval '1 day', '{}', null, null)
]::private.consent_change[]);
select tests.keep('campaign', tests.launch(tests.draft_campaign('a1', jsonb_build_object('contact_ids',
  jsonb_build_array(tests.id('ann'), tests.id('annie'))))));

create function pg_temp.wamids(person text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(m.wamid order by m.wamid), '{}') from public.messages m
  join public.conversations c on c.id = m.conversation_id and c.contact_id = m.contact_id
  where m.contact_id = tests.id(person) and m.direction = 'inbound'
$$;
create function pg_temp.labels(person text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(l.name order by l.name), '{}') from public.contact_labels c join public.labels l on l.id = c.label_id
  where c.contact_id = tests.id(person)
$$;
create function pg_temp.merge(person text, keep text, gone text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return tests.error_of(format('select public.merge_contacts(%L, %L)', tests.id(keep), tests.id(gone)));
end
$$;

select is(pg_temp.merge('analyst', 'ann', 'annie'), '42501 permission_denied', 'who may not edit may not merge');
select is(pg_temp.merge('owner_b', 'ann', 'annie'), '42501 permission_denied', 'nor may another tenant');
select is(pg_temp.merge('agent', 'ann', 'ann'), 'PT422 contact_not_found', 'nobody is merged with himself');
select tests.act_as('agent');
select tests.keep('merge', (public.merge_contacts(tests.id('ann'), tests.id('annie'))).id);
select is((public.merge_contacts(tests.id('ann'), tests.id('annie'))).id, tests.id('merge'), 'merging again is the same merge');
select tests.become('none');
select is(pg_temp.wamids('ann'), array['wamid.1', 'wamid.2', 'wamid.3'], 'all messages are hers');
select is((select count(*)::int from public.conversations where contact_id = tests.id('ann')), 2, 'one conversation a number');
select is(pg_temp.labels('ann'), array['New', 'VIP'], 'labels are joined');
select is((select state from public.consents where contact_id = tests.id('ann') and category = 'marketing'), 'opted_out',
  'the objection of one is the objection of both');
select is((select count(*)::int from public.contact_identities where contact_id = tests.id('ann')), 2, 'both phones lead to her');
select is((select phone from public.contacts where id = tests.id('ann')), '+15550102', 'the one seen last is her address');
select is((select count(*)::int from public.campaign_recipients where campaign_id = tests.id('campaign')), 2,
  'what the campaign froze stays');
select is((select sum(used)::int from public.usage_counters where organization_id = tests.id('org_a') and metric = 'contacts'), 1,
  'she counts once');
select is(
  (select array_agg(actor_id) from public.audit_log where entity = 'contact_merges'), array[tests.id('agent')::text], 'the log tells who'
);
select is(cardinality(tests.claim('number_a1')), 1, 'the campaign goes to her once');
select results_eq(
  $$select skip_reason from public.campaign_messages where campaign_id = tests.id('campaign') and status = 'skipped'$$,
  $$values ('duplicate')$$, 'not twice'
);
select tests.inbound('number_a1', '+15550102', null, now(), 'wamid.4');

select tests.act_as('agent');
select isnt((public.undo_contact_merge(tests.id('merge'))).undone_at, null, 'it was a mistake');
select is((public.undo_contact_merge(tests.id('merge'))).id, tests.id('merge'), 'undone twice is undone once');
select tests.become('none');
select is(pg_temp.wamids('ann'), array['wamid.1', 'wamid.4'], 'what came since stays');
select is(pg_temp.wamids('annie'), array['wamid.2', 'wamid.3'], 'the rest goes back, into its conversations');
select is(pg_temp.labels('ann') || pg_temp.labels('annie'), array['VIP', 'New', 'VIP'], 'labels, too');
select results_eq(
  $$select id, name, phone from public.contacts where brand_id = tests.id('a1') and merged_into is null order by phone$$,
  $$values (tests.id('ann'), 'Ann', '+15550101'), (tests.id('annie'), 'Annie', '+15550102')$$, 'each has the own name and phone'
);
select is((select state from public.consents where contact_id = tests.id('annie') and category = 'marketing'), 'opted_out',
  'the objection is where it was');
select tests.act_as('agent');
select tests.keep('again', (public.merge_contacts(tests.id('ann'), tests.id('annie'))).id);
select tests.become('none');
update public.contact_merges set created_at = now() - interval '25 hours' where id = tests.id('again');
select is(private.forget_merge_rows() > 0, true, 'after a day the notes go');
select tests.act_as('agent');
select is(tests.error_of($$select public.undo_contact_merge(tests.id('again'))$$), 'PT409 merge_too_old', 'and with them the way back');

select * from finish();
