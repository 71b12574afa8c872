select plan(25);
select tests.build_world();
select tests.add_contact('a1'), tests.keep('draft', tests.draft_campaign('a1'));

create function pg_temp.launch_as(person text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return tests.error_of(format('select public.launch_campaign(%L)', tests.id('draft')));
end
$$;
create function pg_temp.launch_after(change text) returns text
language plpgsql volatile
as $$
begin
  perform tests.become('none');
  begin
    execute change;
  exception when check_violation then
    return 'the change is refused';
  end;
  return pg_temp.launch_as('owner');
end
$$;

select is(pg_temp.launch_as(person), '42501 permission_denied', person || ' does not launch')
from unnest(array['analyst', 'agent', 'biller', 'manager_a2', 'owner_b', 'stranger']) as person;
select is(pg_temp.launch_as(person), 'no error', person || ' does') from unnest(array['owner', 'admin', 'manager']) as person;

select is(pg_temp.launch_after(format('update public.campaigns set audience = %L', '{"contact_ids": []}')), 'PT422 audience_empty',
  'nobody to send to');
select tests.become('none');
select tests.keep('of_b', tests.add_contact('b1'));
select is(
  pg_temp.launch_after(format('update public.campaigns set audience = %L', jsonb_build_object('contact_ids',
    jsonb_build_array(tests.id('of_b'))))),
  'PT422 audience_empty', 'contacts of another organization are nobody'
);
select is(pg_temp.launch_after(format('update public.campaigns set audience = %L', '{"contact_ids": ["x"]}')), 'PT422 audience_invalid',
  'an id that is none');
select is(
  pg_temp.launch_after(format('update public.campaigns set audience = %L, parameters = %L', '{"all": true}', parameters))
    in ('PT422 parameters_invalid', 'the change is refused'), true, 'parameters ' || parameters
)
from unnest(array['[1]', '[null]', '[{"type": "body", "parameters": "x"}]', '[{"type": "body", "parameters": [1]}]']) as parameters;
select is(
  pg_temp.launch_after('update public.campaigns set audience = ''{"all": true}'', parameters = ''[]'''), 'PT409 parameters_incomplete',
  'a template''s parameter that nothing is mapped to');
select is(
  pg_temp.launch_after('update public.campaigns set parameters = ''[{"type": "body", "parameters": [{"source": "name"}]}]'''), 'no error',
    'put right, it launches'
);
select is(
  pg_temp.launch_after('update public.templates set meta_status = ''PENDING'''), 'PT409 template_not_approved',
    'a template Meta has not approved'
);
select is(
  pg_temp.launch_after('update public.templates set meta_status = null'), 'PT409 template_not_approved', 'or not even seen'
);
select is(
  pg_temp.launch_after('update public.templates set meta_status = ''APPROVED'', waba_id = ''x'''), 'PT409 template_of_other_account',
    'or another account''s'
);
select is(
  pg_temp.launch_after('update public.whatsapp_accounts set connection_status = ''banned'''), 'PT409 number_not_connected',
    'a number that is banned'
);
select tests.become('none');
select is((select status from public.campaigns where id = tests.id('draft')), 'draft', 'after all that it is a draft still');
select is((select count(*)::int from public.campaign_recipients where campaign_id = tests.id('draft')), 0, 'without recipients');
select tests.sign_out();
select is(tests.error_of(format('select public.launch_campaign(%L)', tests.id('draft'))), '42501', 'anon is refused');

select * from finish();
