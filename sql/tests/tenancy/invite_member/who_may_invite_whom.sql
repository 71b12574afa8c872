select plan(20);
select tests.build_world();
select tests.keep('newcomer', tests.create_user('new.comer@example.com'));
select set_config('tests.email', (select email from auth.users where id = tests.id('agent')), true);

create function pg_temp.invite(email text, role_key text, brand text default null, organization text default 'org_a') returns text
language sql volatile
as $$
  select tests.error_of(format('select public.invite_member(%L, %L, %L, %L::uuid[])', tests.id(organization), email, role_key,
    case when brand is not null then array[tests.id(brand)] end))
$$;

select tests.act_as('admin');
select is(pg_temp.invite('x@example.com', 'agent'), 'no error', 'an admin invites an agent');
select is(pg_temp.invite('x@example.com', 'agent', 'a1'), 'no error', 'also for one brand');
select is(pg_temp.invite('x@example.com', 'owner'), '42501 role_beyond_own', 'no owner');
select is(pg_temp.invite('x@example.com', 'billing_admin'), '42501 role_beyond_own', 'nobody who may pay');
select is(pg_temp.invite('x@example.com', 'agent', 'b1'), 'PT422 brand_unknown', 'for no brand of others');
select is(pg_temp.invite('x@example.com', 'clown'), 'PT422 role_unknown', 'in no role that is none');
select is(pg_temp.invite('nobody', 'agent'), 'PT422 email_invalid', 'by no address that is none');
select is(pg_temp.invite('x@example.com', 'agent', null, 'org_b'), '42501 permission_denied', 'and into no other organization');
select tests.act_as('manager');
select is(pg_temp.invite('x@example.com', 'agent'), '42501 permission_denied', 'a manager invites nobody');
select tests.act_as('owner');
select is(pg_temp.invite('x@example.com', 'owner'), 'no error', 'an owner invites an owner');
select is(pg_temp.invite('x@example.com', 'owner', 'a1'), 'PT422 owner_has_all_brands', 'but to all brands');

select is(
  public.invite_member(tests.id('org_a'), ' New.Comer@Example.com ', 'agent') ->> 'email', 'new.comer@example.com', 'case is no difference'
);
select is(pg_temp.invite('NEW.comer@example.com', 'analyst'), 'PT409 invitation_exists', 'so nobody is invited twice');
select is((select count(*)::int from public.invitations), 1, 'who manages members reads the list');
select is(tests.error_of('select * from private.invitation_tokens'), '42501', 'the tokens nobody');
select is(tests.error_of($$update public.invitations set role_key = 'owner'$$), '42501', 'and writes it by functions only');
select tests.act_as('agent');
select is((select count(*)::int from public.invitations), 0, 'an agent does not see it');

select tests.become('none');
select is(
  (select count(*)::int from private.invitation_tokens t join public.invitations i on i.id = t.invitation_id
    where i.organization_id = tests.id('org_a') and octet_length(t.token_hash) = 32), 1, 'a hash is all that is kept'
);
update public.invitations set expires_at = now() - interval '1 second' where organization_id = tests.id('org_a');
select tests.act_as('owner');
select is(pg_temp.invite('new.comer@example.com', 'analyst'), 'no error', 'an expired invitation is in nobody''s way');
select is(
  pg_temp.invite(current_setting('tests.email'), 'analyst'), 'PT409 already_member', 'a member needs none'
);

select * from finish();
