-- The one function behind every policy: role × brand scope, changed at once when either changes.
select plan(11);
select tests.build_world();

create function pg_temp.brands(permission text) returns text[]
language sql stable
as $$
  select coalesce(array_agg(name order by name), '{}')
  from (values (tests.id('a1'), 'a1'), (tests.id('a2'), 'a2'), (tests.id('b1'), 'b1')) as brand (id, name)
  where id = any (private.my_brands(permission))
$$;

select tests.act_as('manager');
select is(pg_temp.brands('campaigns.launch'), array['a1', 'a2'], 'a manager launches in all brands');
select is(pg_temp.brands('channels.manage'), '{}', 'but manages numbers in none');
select tests.act_as('manager_a2');
select is(pg_temp.brands('campaigns.launch'), array['a2'], 'a manager of one brand launches there');
select tests.act_as('agent');
select is(pg_temp.brands('conversations.reply'), array['a1'], 'an agent replies in his brand');
select is(pg_temp.brands('campaigns.view'), '{}', 'and sees campaigns in none');
select tests.act_as('analyst');
select is(pg_temp.brands('contacts.view'), array['a1', 'a2'], 'an analyst looks');
select is(pg_temp.brands('contacts.edit'), '{}', 'and does not touch');
select tests.act_as('biller');
select is(pg_temp.brands('contacts.view'), '{}', 'billing sees no contacts');
select tests.act_as('stranger');
select is(pg_temp.brands(null), '{}', 'a stranger has no brand');

select tests.become('none');
insert into public.member_brands (organization_id, member_id, brand_id)
values (tests.id('org_a'), tests.id('agent_member'), tests.id('a2'));
select tests.act_as('agent');
select is(pg_temp.brands('conversations.reply'), array['a1', 'a2'], 'a brand given is there at once');
select tests.become('none');
delete from public.member_brands where member_id = tests.id('agent_member');
select tests.act_as('agent');
select is(pg_temp.brands(null), '{}', 'and gone when taken away');

select * from finish();
