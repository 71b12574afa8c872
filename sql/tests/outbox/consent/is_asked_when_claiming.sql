-- Between launch and claim people object: nothing goes to them, and the funnel says why. Answers still go.
select plan(16);
select tests.build_world();
select tests.stand_in_queue();
select tests.keep('ann', tests.add_contact('a1', '+15550101')), tests.keep('bob', tests.add_contact('a1', '+15550102')),
  tests.keep('cid', tests.add_contact('a1', '+15550103'));
create function pg_temp.opt_out(person text, categories text[] default '{marketing,utility}') returns void
language plpgsql volatile
as $$
begin
  perform tests.act_as('agent');
  perform public.opt_out(tests.id(person), categories);
  perform tests.become('none');
end
$$;
create function pg_temp.skipped(campaign text) returns jsonb
language sql stable
as $$
  select jsonb_object_agg(skip_reason, n) from (
    select skip_reason, count(*) as n from public.campaign_messages
    where campaign_id = tests.id(campaign) and status = 'skipped' group by 1) as s
$$;

select pg_temp.opt_out('ann');
select tests.keep('campaign', tests.draft_campaign('a1'));
select tests.act_as('owner');
select is(public.preflight_campaign(tests.id('campaign')) -> 'excluded' ->> 'opted_out', '1', 'the preflight counts who objected');
select tests.become('none');
select tests.launch(tests.id('campaign'));
select is(pg_temp.skipped('campaign'), '{"opted_out": 1}', 'the launch leaves her out');
select pg_temp.opt_out('bob');
select is(cardinality(tests.claim('number_a1')), 1, 'who objects after the launch is passed over when it is his turn');
select is(pg_temp.skipped('campaign'), '{"opted_out": 2}', 'and shown as skipped');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts agree');

-- A retry that waits in the outbox.
select tests.record(array(select message_id from private.outbox), 'retry', 'retry', 131000, 0);
select pg_temp.opt_out('cid');
select is(cardinality(tests.claim('number_a1')), 0, 'a retry is not sent to somebody who objected meanwhile');
select is(pg_temp.skipped('campaign'), '{"opted_out": 3}', 'but skipped');
select is(tests.count_drift(tests.id('campaign')), 'none', 'the counts still agree');
select is((select skipped from public.campaign_stats where campaign_id = tests.id('campaign')), 3, 'in the funnel, too');
select is((select count(*)::int from private.outbox), 0, 'nothing waits');

-- Answers.
select tests.inbound('number_a1', '+15550101');
select tests.act_as('agent');
select lives_ok(
  $$select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text',
    'text', '{"body": "Here you are"}'::jsonb))$$, 'an answer to her question is queued');
select is(
  tests.error_of(format($$select public.send_message('{"conversation_id": "%s", "type": "template",
    "template": {"name": "greeting_a1", "language": {"code": "en"}, "components": [{"type": "body",
    "parameters": [{"type": "text", "text": "Ann"}]}]}}')$$, (select id from public.conversations))),
  'PT422 opted_out', 'a template is refused at once');
select tests.become('none');
select is(cardinality(tests.claim('number_a1')), 1, 'the answer is sent');

-- A brand that asks first.
insert into public.consent_settings (organization_id, brand_id, require_opt_in) values (tests.id('org_a'), tests.id('a1'), '{utility}');
select tests.keep('dan', tests.add_contact('a1', '+15550104')), tests.keep('eve', tests.add_contact('a1', '+15550105'));
select tests.act_as('agent');
select public.record_consent(tests.id('eve'), 'utility', 'opted_in', '{"text": "Form of the shop"}');
select tests.become('none');
select tests.keep('second', tests.launch(tests.draft_campaign('a1', jsonb_build_object('contact_ids',
  jsonb_build_array(tests.id('dan'), tests.id('eve'))))));
select is(pg_temp.skipped('second'), '{"no_consent": 1}', 'who never agreed is left out');
select tests.act_as('agent');
select public.opt_out(tests.id('eve'), '{service}');
select tests.become('none');
select is(cardinality(tests.claim('number_a1')), 1, 'the categories are apart');
select is((select contact_id from public.messages where campaign_id = tests.id('second')), tests.id('eve'), 'it goes to who agreed');

select * from finish();
