select plan(19);
select tests.build_world();
select tests.stand_in_queue();
select tests.launch_to(brand, 4) from unnest(array['a1', 'a2', 'b1']) as brand;
create function pg_temp.sends() returns text
language sql volatile
as $$
  select string_agg(case when cardinality(tests.claim('number_' || b, 1)) > 0 then b end, ' ' order by b)
  from unnest(array['a1', 'a2', 'b1']) as b
$$;

select is(pg_temp.sends(), 'a1 a2 b1', 'all send');
select tests.act_as('manager');
select is(tests.error_of('select public.pause_sending(brand_id => tests.id(''a1''))'), '42501 permission_denied',
  'managers pause no brand');
select tests.act_as('owner');
select is(public.pause_sending(brand_id => tests.id('a1'), reason => 'Wrong price'), 'Wrong price', 'a brand is paused');
select is((select sending_paused_reason from public.brands where id = tests.id('a1')), 'Wrong price', 'and says why');
select tests.become('none');
select is(pg_temp.sends(), 'a2 b1', 'the others send');
select is(private.outbox_wait(tests.id('number_a1'), null), null, 'its pump is not asked to wait for anything');
select tests.act_as('owner');
select is(public.resume_sending(brand_id => tests.id('a1')), null, 'it goes on');
select is(public.pause_sending(organization_id => tests.id('org_a')), 'Paused by a member.', 'the whole organization is paused');
select tests.become('none');
select is(pg_temp.sends(), 'b1', 'both brands of it');
select results_eq(
  $$select actor_id, before ->> 'sending_paused_reason', after ->> 'sending_paused_reason' from public.audit_log
    where entity = 'brands' and entity_id = tests.id('a1')::text order by id$$,
  $$values (tests.id('owner')::text, null, 'Wrong price'), (tests.id('owner')::text, 'Wrong price', null)$$,
  'the audit log knows who paused a brand, why, and who let it go on');
select results_eq(
  $$select actor_id, after ->> 'sending_paused_reason' from public.audit_log where entity = 'organizations' order by id desc limit 1$$,
  $$select tests.id('owner')::text, 'Paused by a member.'$$, 'the audit log says by whom');
select tests.act_as('owner_b');
select is(tests.error_of('select public.resume_sending(organization_id => tests.id(''org_a''))'), '42501 permission_denied',
  'another organization has no say');
select is(tests.error_of('select public.platform_set_sending(''x'')'), '42501 permission_denied', 'nor over the platform');
select tests.act_as('owner');
select is(public.resume_sending(organization_id => tests.id('org_a')), null, 'it goes on');

select tests.become('none');
insert into private.platform_admins (user_id) values (tests.keep('operator', tests.create_user()));
select tests.act_as('operator');
select is(public.platform_set_sending('Meta is down'), 'Meta is down', 'the operator pauses everybody');
select tests.become('none');
select is(pg_temp.sends(), null, 'nobody sends');
select tests.act_as('operator');
select is(public.platform_set_sending(null), null, 'and lets all go on');
select tests.become('none');
select is(pg_temp.sends(), 'a1 a2 b1', 'which they do');
select results_eq(
  $$select actor_id, before, after from private.platform_log where entity = 'settings' order by id$$,
  $$values (tests.id('operator')::text, '{"sending_paused_reason": null}'::jsonb, '{"sending_paused_reason": "Meta is down"}'::jsonb),
    (tests.id('operator')::text, '{"sending_paused_reason": "Meta is down"}', '{"sending_paused_reason": null}')$$,
  'the platform''s log knows who stopped everybody, and who let them go on');

select * from finish();
