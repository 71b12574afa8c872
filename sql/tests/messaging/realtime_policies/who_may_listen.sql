-- Realtime asks these policies who may join a private channel.
select plan(26);
select tests.build_world();

create function pg_temp.hears(topic text) returns boolean
language plpgsql volatile
as $$
begin
  perform set_config('realtime.topic', topic, true);
  return exists (select from realtime.messages m where m.topic = hears.topic and m.extension = 'broadcast');
end
$$;
create function pg_temp.speaks(topic text, extension text) returns text
language plpgsql volatile
as $$
begin
  perform set_config('realtime.topic', topic, true);
  return tests.error_of(format('insert into realtime.messages (topic, extension, private) values (%L, %L, true)', topic, extension));
end
$$;
insert into realtime.messages (topic, extension, event, private)
select topic, 'broadcast', 'x', true
from unnest(array['brand:' || tests.id('a1'), 'brand:' || tests.id('a2'), 'brand:' || tests.id('b1'), 'organization:' || tests.id('org_a'),
  'organization:' || tests.id('org_b'), 'brand:', 'anything', 'brand:x', 'campaigns:' || tests.id('a1'),
  'team:' || tests.id('a1'), 'agent:' || tests.id('agent_member'), 'agent:' || tests.id('colleague_member')]) as topic;

select tests.act_as('agent');
select is(pg_temp.hears('brand:' || tests.id('a1')), true, 'an agent hears his brand');
select is(pg_temp.hears('organization:' || tests.id('org_a')), true, 'and his organization');
select is(pg_temp.hears(topic), false, 'not ' || topic)
from unnest(array['brand:' || tests.id('a2'), 'brand:' || tests.id('b1'), 'organization:' || tests.id('org_b'), 'brand:', 'anything',
  'brand:x']) as topic;
select is(pg_temp.speaks('brand:' || tests.id('a1'), 'presence'), 'no error', 'he shows his presence there');
select is(pg_temp.speaks('brand:' || tests.id('a2'), 'presence'), '42501', 'not elsewhere');
select is(
  pg_temp.speaks('brand:' || tests.id('a1'), 'broadcast'), '42501', 'and cannot broadcast: what is heard comes from the database'
);
select is(pg_temp.hears('campaigns:' || tests.id('a1')), false, 'an agent without campaigns.view hears no funnels');
select is(pg_temp.hears('agent:' || tests.id('agent_member')), true, 'he hears what is for him');
select is(pg_temp.hears('agent:' || tests.id('colleague_member')), false, 'not what is for a colleague');
select is(pg_temp.speaks('agent:' || tests.id('colleague_member'), 'broadcast'), '42501', 'nor does he speak to him as the database');
select is(pg_temp.hears('team:' || tests.id('a1')), true, 'colleagues tell each other what they do');
select is(pg_temp.speaks('team:' || tests.id('a1'), 'broadcast'), 'no error', 'he too');
select is(pg_temp.speaks('team:' || tests.id('a2'), 'broadcast'), '42501', 'not in another brand');
select tests.act_as('analyst');
select is(pg_temp.hears('team:' || tests.id('a1')), true, 'who reads hears them');
select is(pg_temp.speaks('team:' || tests.id('a1'), 'broadcast'), '42501', 'and does not type');
select is(pg_temp.speaks('team:' || tests.id('a1'), 'presence'), 'no error', 'but shows that he is there');
select tests.act_as('manager');
select is(pg_temp.hears('campaigns:' || tests.id('a1')), true, 'a manager does');
select tests.act_as('biller');
select is(pg_temp.hears('brand:' || tests.id('a1')), false, 'billing does not hear conversations');
select tests.act_as('owner_b');
select is(pg_temp.hears('brand:' || tests.id('a1')), false, 'the other organization hears nothing of A');
select tests.act_as('stranger');
select is(pg_temp.hears('organization:' || tests.id('org_a')), false, 'a stranger hears nothing');
select tests.sign_out();
select is(pg_temp.hears('brand:' || tests.id('a1')), false, 'nor does anon');

select * from finish();
