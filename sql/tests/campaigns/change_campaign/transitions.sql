-- Every state × every request: what is allowed moves, everything else returns the row as it is.
select plan(28);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 3));

create function pg_temp.moved(status text, request text) returns text
language plpgsql volatile
as $$
declare
  v_status text;
begin
  perform tests.become('none');
  update public.campaigns c set status = moved.status, completed_at = null where c.id = tests.id('campaign');
  perform tests.act_as('manager');
  execute format('select (public.%I_campaign(%L)).status', request, tests.id('campaign')) into v_status;
  return v_status;
end
$$;

select is(pg_temp.moved(f, 'pause'), case f when 'running' then 'paused' else f end, 'pause of ' || f)
from unnest(array['draft', 'scheduled', 'running', 'paused', 'completed', 'canceled', 'failed']) as f;
select is(pg_temp.moved(f, 'resume'), case f when 'paused' then 'running' else f end, 'resume of ' || f)
from unnest(array['draft', 'scheduled', 'running', 'paused', 'completed', 'canceled', 'failed']) as f;
select is(pg_temp.moved(f, 'cancel'), case when f in ('completed', 'failed') then f else 'canceled' end, 'cancel of ' || f)
from unnest(array['draft', 'scheduled', 'running', 'paused', 'completed', 'canceled', 'failed']) as f;

create function pg_temp.change_as(person text) returns text
language plpgsql volatile
as $$
begin
  perform tests.act_as(person);
  return tests.error_of(format('select public.cancel_campaign(%L)', tests.id('campaign')));
end
$$;
select is(pg_temp.change_as(person), '42501 permission_denied', person || ' changes nothing')
from unnest(array['analyst', 'agent', 'biller', 'manager_a2', 'owner_b', 'stranger']) as person;
select tests.sign_out();
select is(tests.error_of(format('select public.pause_campaign(%L)', tests.id('campaign'))), '42501', 'anon is refused');

select * from finish();
