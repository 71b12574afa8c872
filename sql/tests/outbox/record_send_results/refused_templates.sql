-- What Meta refuses for everybody stops every campaign that it concerns, and no other.
select plan(8);
select tests.build_world();
select tests.stand_in_queue();
select count(tests.add_contact('a1')) from generate_series(1, 10);
select tests.add_template('other_utility', 'number_a1', '[{"type": "BODY", "text": "Hello"}]'),
  tests.add_template('marketing', 'number_a1', '[{"type": "BODY", "text": "Hello"}]');
update public.templates set category = 'MARKETING' where id = tests.id('marketing');
select tests.keep('refused', tests.draft_campaign('a1')), tests.keep('same', tests.draft_campaign('a1')),
  tests.keep('utility', tests.draft_campaign('a1', parameters => '[]')),
  tests.keep('offer', tests.draft_campaign('a1', parameters => '[]'));
update public.campaigns set template_id = tests.id('other_utility') where id = tests.id('utility');
update public.campaigns set template_id = tests.id('marketing') where id = tests.id('offer');
select tests.launch(tests.id(c)) from unnest(array['refused', 'same', 'utility', 'offer']) as c;
create function pg_temp.of(campaign text) returns uuid[]
language sql stable
as $$
  select array[id] from public.messages where campaign_id = tests.id(campaign) and status = 'sending' order by id limit 1
$$;
create function pg_temp.paused() returns text
language sql stable
as $$
  select string_agg(c, ' ' order by n) from unnest(array['refused', 'same', 'utility', 'offer']) with ordinality as u (c, n)
  where (select status from public.campaigns where id = tests.id(c)) = 'paused'
    and not exists (select from private.campaign_feeds f where f.campaign_id = tests.id(c) and f.status <> 'paused')
$$;

select is(cardinality(tests.claim('number_a1', 20)), 20, 'all four send');
select tests.record(pg_temp.of('refused'), 'failed', 'permanent', 132016, error_scope => 'template');
select is(pg_temp.paused(), 'refused same', 'a disabled template stops all of its campaigns');
select is((select count(*)::int from public.alerts where kind = 'campaign_paused' and organization_id = tests.id('org_a')), 2,
  'each is told to the organization');
select tests.act_as('manager');
select public.resume_campaign(tests.id(c)) from unnest(array['refused', 'same']) as c;
select tests.become('none');
select is(pg_temp.paused(), null, 'a person lets them go on');
select tests.record(pg_temp.of('same'), 'retry', 'delay', 131064, 86400, error_scope => 'template');
select is(pg_temp.paused(), 'refused same utility', 'a limit on a category stops the campaigns of all its templates, no others');
select is((select pause_reason from public.campaigns where id = tests.id('utility')),
  'Meta limits utility templates of this WhatsApp Business Account, which it finds miscategorized (code 131064: refused).', 'it says why');
select tests.record(pg_temp.of('utility'), 'retry', 'delay', 131064, 86400, error_scope => 'template');
select is((select count(*)::int from public.alerts where kind = 'campaign_paused' and organization_id = tests.id('org_a')), 5,
  'what stands still already is not told again');
select is(cardinality(tests.claim('number_a1', 3)), 3, 'what is not concerned goes on');

select * from finish();
