-- Nobody makes himself a platform admin, and everybody else is refused what is theirs.
select plan(14);
select tests.build_world();
select tests.keep('operator', tests.create_user());
insert into private.platform_admins (user_id) values (tests.id('operator'));

create function pg_temp.refusals() returns text[]
language sql volatile
as $$
  select array_agg(distinct tests.error_of(statement))
  from unnest(array['select public.platform_tenants()', 'select public.platform_health()',
    format('select public.platform_suspend_organization(%L)', tests.id('org_a')),
    format('select public.platform_reactivate_organization(%L)', tests.id('org_a'))]) as statement
$$;
create function pg_temp.appoint() returns text
language sql volatile
as $$ select tests.error_of(format('insert into private.platform_admins values (%L)', tests.id('owner'))) $$;
grant execute on all functions in schema pg_temp to public;

select tests.act_as('operator');
select is(private.is_platform_admin(), true, 'who is listed is one');
select is(public.my_context() -> 'is_platform_admin', 'true', 'and is told so at sign-in');
select is(pg_temp.refusals(), array['no error'], 'and may do what they do');
select is(pg_temp.appoint(), '42501', 'but appoints nobody');
select tests.act_as('owner');
select is(private.is_platform_admin(), false, 'an owner is none');
select is(pg_temp.refusals(), array['42501 permission_denied'], 'he is refused');
select is(pg_temp.appoint(), '42501', 'and does not appoint himself');
select tests.act_as('stranger');
select is(pg_temp.refusals(), array['42501 permission_denied'], 'so is somebody without a seat');
select tests.sign_out();
select is(pg_temp.refusals(), array['42501'], 'anon may not even call');
select tests.become('service_role');
select is(pg_temp.appoint(), '42501', 'nor does service_role appoint');
select tests.become('wabase_worker');
select is(pg_temp.appoint(), '42501', 'nor the worker');
select is(pg_temp.refusals(), array['42501'], 'which calls none of it');
select tests.become('wabase_functions');
select is(pg_temp.appoint(), '42501', 'nor the edge functions');
select is(pg_temp.refusals(), array['42501'], 'which call none of it either');

select * from finish();
