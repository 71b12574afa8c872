select plan(8);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('ann', tests.add_contact('a1'));
select tests.keep('nameless', tests.add_contact('a1', name => null));
select tests.keep('of_b', tests.add_contact('b1'));
select tests.keep('campaign', tests.draft_campaign('a1'));

select tests.act_as('manager');
select is(public.test_campaign(tests.id('campaign'), tests.id('ann')) ->> 'status', 'queued', 'it is sent');
select results_eq(
  $$select type, content #>> '{template,name}', content #>> '{template,components,0,parameters,0,text}', campaign_id, sender_id
    from public.messages where contact_id = tests.id('ann')$$,
  $$select 'template', 'greeting_a1', 'Ann', null::uuid, tests.id('manager_member')$$, 'filled in for the contact,
    apart from the campaign');
select is((select status from public.campaigns where id = tests.id('campaign')), 'draft', 'which is not launched by it');
select is(tests.error_of($$select public.test_campaign(tests.id('campaign'), tests.id('nameless'))$$), 'PT422 parameter_missing',
  'a value that is missing is said');
select is(tests.error_of($$select public.test_campaign(tests.id('campaign'), tests.id('of_b'))$$) like 'PT422 %', true,
  'contacts of another organization are nobody');
select tests.act_as('agent');
select is(tests.error_of($$select public.test_campaign(tests.id('campaign'), tests.id('ann'))$$), '42501 permission_denied',
  'who edits no campaigns tests none');
select tests.act_as('owner_b');
select is(tests.error_of($$select public.test_campaign(tests.id('campaign'), tests.id('of_b'))$$), '42501 permission_denied',
  'nor another organization');
select tests.sign_out();
select is(tests.error_of($$select public.test_campaign(tests.id('campaign'), tests.id('ann'))$$), '42501', 'nor anon');

select * from finish();
