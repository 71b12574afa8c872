-- Rights are looked up, never carried: what is taken is gone with the member's next statement, in the same session.
select plan(18);
select tests.build_world();
create function pg_temp.contacts_may(verb text) returns boolean
language sql stable
as $$ select public.check_permission('contacts.' || verb) $$;

select tests.act_as('colleague');
select is(pg_temp.contacts_may('edit'), true, 'an agent edits contacts');
select tests.act_as('owner');
select is((public.change_member(tests.id('colleague_member'), 'analyst')).role_key, 'analyst', 'his role is changed');
select tests.act_as('colleague');
select is(pg_temp.contacts_may('edit'), false, 'and he edits none');
select is(pg_temp.contacts_may('view'), true, 'but reads');
select is((select array_agg(name) from public.brands), array['A1'], 'still in his brand');

select tests.act_as('owner');
select is((public.change_member(tests.id('colleague_member'), brand_ids => array[tests.id('a2')])).all_brands, false, 'he is moved');
select tests.act_as('colleague');
select is((select array_agg(name) from public.brands), array['A2'], 'and sees the other brand alone');
select tests.act_as('owner');
select is((public.change_member(tests.id('colleague_member'), all_brands => true)).all_brands, true, 'he gets all brands');
select is((select count(*)::int from public.member_brands where member_id = tests.id('colleague_member')), 0, 'and no list is kept');
select is((public.change_member(tests.id('colleague_member'), status => 'disabled')).status, 'disabled', 'the seat is disabled');
select tests.act_as('colleague');
select is((select count(*)::int from public.brands), 0, 'and opens nothing');
select is(tests.error_of($$select public.set_availability('online')$$), '42501 permission_denied', 'he cannot even say he is there');

select tests.act_as('owner');
create function pg_temp.refused(what text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.change_member(%L, %s)', tests.id('agent_member'), what)) $$;
select is(pg_temp.refused('brand_ids => array[tests.id(''b1'')]'), 'PT422 brand_unknown', 'a brand of others is none');
select is(pg_temp.refused('brand_ids => array[]::uuid[]'), 'PT422 brand_unknown', 'no brand at all is a mistake');
select is(pg_temp.refused('all_brands => false'), 'PT422 brand_scope_unclear', 'limited to what?');
select is(pg_temp.refused('all_brands => true, brand_ids => array[tests.id(''a1'')]'), 'PT422 brand_scope_unclear', 'not both');
select is(pg_temp.refused('status => ''gone'''), 'PT422 member_status_unknown', 'a status there is');
select is(
  pg_temp.refused('role_key => ''owner'', brand_ids => array[tests.id(''a1'')]'), 'PT422 owner_has_all_brands', 'an owner has all brands'
);

select * from finish();
