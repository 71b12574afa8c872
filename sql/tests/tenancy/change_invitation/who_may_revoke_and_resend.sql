select plan(6);
select tests.build_world();
select tests.act_as('owner');
select tests.keep('invitation', (public.invite_member(tests.id('org_a'), 'x@example.com', 'owner') ->> 'invitation_id')::uuid);

create function pg_temp.call(name text) returns text
language sql volatile
as $$ select tests.error_of(format('select public.%I(%L)', name, tests.id('invitation'))) $$;

select tests.act_as('admin');
select is(pg_temp.call('resend_invitation'), '42501 role_beyond_own', 'an admin gets no token of an owner''s seat');
select is(pg_temp.call('revoke_invitation'), 'no error', 'but may withdraw it');
select tests.act_as('manager');
select is(pg_temp.call('revoke_invitation'), '42501 permission_denied', 'a manager may not');
select tests.act_as('owner_b');
select is(pg_temp.call('resend_invitation'), '42501 permission_denied', 'nor the owner of another organization');
select tests.act_as('owner');
select is(pg_temp.call('resend_invitation'), 'no error', 'an owner resends it');
select is(
  tests.error_of(format('select public.revoke_invitation(%L)', private.new_id())), '42501 permission_denied',
  'one that is not there looks the same'
);

select * from finish();
