-- A suspended tenant: its people see nothing, its numbers are silent, nothing is lost.
select plan(14);
select tests.build_world();
select tests.keep('operator', tests.create_user());
insert into private.platform_admins (user_id) values (tests.id('operator'));
update public.whatsapp_accounts set is_paused = true, pause_reason = 'Paused by a member.' where id = tests.id('number_a2');
select tests.launch_to('a1', 3);

select tests.act_as('operator');
select is(public.platform_suspend_organization(tests.id('org_a')), 'suspended', 'the platform''s people suspend');
select is(public.platform_suspend_organization(tests.id('org_a')), 'suspended', 'once more changes nothing');
select tests.act_as('owner');
select is((select count(*)::int from public.organizations), 0, 'its owner sees no organization');
select is((select count(*)::int from public.contacts), 0, 'and no contacts');
select tests.become('none');
select is(tests.claim('number_a1'), '{}', 'nothing more is sent');
select is((select count(*)::int from public.contacts where organization_id = tests.id('org_a')), 3, 'nothing is lost');
select is((select is_paused from public.whatsapp_accounts where id = tests.id('number_b1')), false, 'another tenant goes on');

select tests.act_as('operator');
select is(public.platform_reactivate_organization(tests.id('org_a')), 'active', 'and open again');
select tests.become('none');
select is(cardinality(tests.claim('number_a1')), 3, 'sending goes on');
select is((select is_paused from public.whatsapp_accounts where id = tests.id('number_a2')), true, 'what a member paused stays paused');
select is(
  (select array_agg(actor_id || ' ' || (after ->> 'status') order by id) from public.audit_log
    where organization_id = tests.id('org_a') and entity = 'organizations'),
  array[tests.id('operator') || ' suspended', tests.id('operator') || ' active'], 'the tenant''s audit log tells who it was'
);

update public.organizations set status = 'closed' where id = tests.id('org_b');
select tests.act_as('operator');
select is(tests.error_of(format('select public.platform_reactivate_organization(%L)', tests.id('org_b'))), 'PT409 organization_closed',
  'a closed organization stays closed');
select is(tests.error_of(format('select public.platform_suspend_organization(%L)', private.new_id())), 'PT422 organization_not_found',
  'one that does not exist is told');
select tests.act_as('owner');
select is(tests.error_of(format('select public.platform_suspend_organization(%L)', tests.id('org_b'))), '42501 permission_denied',
  'an owner suspends nobody');

select * from finish();
