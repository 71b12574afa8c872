select plan(25);
select tests.build_world();
select tests.add_contact('a1'), tests.keep('draft', tests.draft_campaign('a1'));

create function pg_temp.preflight_as(person text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return tests.error_of(format('select public.preflight_campaign(%L)', tests.id('draft')));
end
$$;
create function pg_temp.preflight_of(audience jsonb, parameters jsonb default '[]') returns text
language plpgsql volatile
as $$
begin
  perform tests.become('none');
  update public.campaigns c set audience = preflight_of.audience, parameters = preflight_of.parameters where c.id = tests.id('draft');
  return pg_temp.preflight_as('owner');
exception when check_violation then
  return 'PT422 parameters_invalid';
end
$$;

select is(pg_temp.preflight_as(person), 'no error', person || ' may look') from unnest(array['owner', 'manager', 'analyst']) as person;
select is(pg_temp.preflight_as(person), '42501 permission_denied', person || ' may not')
from unnest(array['agent', 'biller', 'manager_a2', 'owner_b', 'stranger']) as person;
select is(tests.error_of(format('select public.preflight_campaign(%L)', private.new_id())), '42501 permission_denied',
  'what does not exist is nobody''s');
select is(pg_temp.preflight_of(audience::jsonb), 'PT422 audience_invalid', audience)
from unnest(array['{}', '{"all": false}', '{"contact_ids": "x"}', '{"contact_ids": ["x"]}', '{"contact_ids": [1]}',
  '{"contact_ids": [null]}',
  '{"contact_ids": [], "all": true}', '{"segment": 1}']) as audience;
select is(pg_temp.preflight_of('{"all": true}', parameters::jsonb), 'PT422 parameters_invalid', 'parameters ' || parameters)
from unnest(array['[1]', '["x"]', '[null]', '[[]]', '[{"type": "body", "parameters": "x"}]', '[{"type": "body", "parameters": {}}]',
  '[{"type": "body", "parameters": [1]}]']) as parameters;
select tests.sign_out();
select is(tests.error_of(format('select public.preflight_campaign(%L)', tests.id('draft'))), '42501', 'anon is refused');

select * from finish();
