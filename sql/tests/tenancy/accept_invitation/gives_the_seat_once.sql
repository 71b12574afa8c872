select plan(17);
select tests.build_world();
select tests.keep('newcomer', tests.create_user('new.comer@example.com'));
select tests.keep('unconfirmed', tests.create_user('late@example.com'));
update auth.users set email_confirmed_at = null where id = tests.id('unconfirmed');

create function pg_temp.invite(email text, role_key text, brand text default null) returns void
language sql volatile
as $$
  select set_config('tests.token', invited ->> 'token', true), set_config('tests.invitation', invited ->> 'invitation_id', true)
  from public.invite_member(tests.id('org_a'), email, role_key, case when brand is not null then array[tests.id(brand)] end) as invited
$$;
create function pg_temp.accept() returns text
language sql volatile
as $$ select tests.error_of(format('select public.accept_invitation(%L)', current_setting('tests.token'))) $$;

select tests.act_as('owner');
select pg_temp.invite('New.Comer@example.com', 'agent', 'a2');
select tests.act_as('stranger');
select is(pg_temp.accept(), '42501 invitation_for_other_email', 'a token that went astray is worth nothing to others');
select tests.sign_out();
select is(pg_temp.accept(), '42501', 'or to nobody');
select tests.act_as('newcomer');
select is(tests.error_of($$select public.accept_invitation('guessed')$$), 'PT409 invitation_unknown', 'a guess opens nothing');
select is(tests.error_of('select public.accept_invitation(null)'), 'PT409 invitation_unknown', 'nor does nothing');
select is(public.accept_invitation(current_setting('tests.token')) ->> 'role_key', 'agent', 'the right person gets the seat');
select is((select array_agg(name) from public.brands), array['A2'], 'in the brand that was meant');
select is(pg_temp.accept(), 'PT409 invitation_unknown', 'once');
select tests.act_as('owner');
select is((select accepted_at is not null from public.invitations), true, 'which the inviter sees');
select is(
  tests.error_of(format('select public.revoke_invitation(%L)', tests.id('invitation'))), 'PT409 invitation_closed', 'too late to revoke'
);

select public.remove_member((select id from public.members where user_id = tests.id('newcomer')));
select pg_temp.invite('new.comer@example.com', 'agent');
select set_config('tests.old', current_setting('tests.token'), true);
select set_config('tests.token', public.resend_invitation(tests.id('invitation')) ->> 'token', true);
select tests.act_as('newcomer');
select is(
  tests.error_of(format('select public.accept_invitation(%L)', current_setting('tests.old'))), 'PT409 invitation_unknown',
  'a resend kills the old token'
);
select tests.become('none');
update public.invitations set expires_at = now() where id = tests.id('invitation');
select tests.act_as('newcomer');
select is(pg_temp.accept(), 'PT409 invitation_expired', 'an invitation ends');
select tests.act_as('owner');
select set_config('tests.token', public.resend_invitation(tests.id('invitation')) ->> 'token', true);
select tests.act_as('newcomer');
select is(pg_temp.accept(), 'no error', 'and lives again when resent');
select tests.act_as('owner');
select public.revoke_invitation(tests.id('invitation'));
select tests.act_as('newcomer');
select is(pg_temp.accept(), 'PT409 invitation_unknown', 'revoked is revoked');

select tests.act_as('owner');
select pg_temp.invite('late@example.com', 'agent');
select tests.act_as('unconfirmed');
select is(pg_temp.accept(), '42501 invitation_for_other_email', 'an address that is not confirmed proves nothing');

select tests.act_as('admin');
select pg_temp.invite('new.comer@example.com', 'admin');
select tests.act_as('owner');
select public.remove_member(tests.id('admin_member'));
select tests.act_as('newcomer');
select is(pg_temp.accept(), 'PT409 invitation_void', 'who was removed leaves no back door');
select tests.act_as('owner');
select set_config('tests.token', public.resend_invitation(tests.id('invitation')) ->> 'token', true);
select tests.become('none');
update public.organizations set status = 'suspended' where id = tests.id('org_a');
select tests.act_as('newcomer');
select is(pg_temp.accept(), 'PT409 invitation_unknown', 'nobody enters a suspended organization');
select tests.become('none');
update public.organizations set status = 'active' where id = tests.id('org_a');
select tests.act_as('newcomer');
select is(pg_temp.accept(), 'no error', 'an owner may take such an invitation over');

select * from finish();
