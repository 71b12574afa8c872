-- What a client shows after sign-in: organizations, role, permissions and the brands of the person himself.
select plan(13);
select tests.build_world();

create function pg_temp.brands(organization text) returns jsonb
language sql stable
as $$
  select jsonb_path_query_array(o, '$.brands[*].name')
  from jsonb_array_elements(public.my_context() -> 'organizations') as o
  where (o ->> 'id')::uuid = tests.id(organization)
$$;

select tests.act_as('owner');
select is(public.my_context() ->> 'user_id', tests.id('owner')::text, 'the caller is named');
select is(public.my_context() -> 'is_platform_admin', 'false', 'and does not run the platform');
select is(pg_temp.brands('org_a'), '["A1", "A2"]', 'the owner has all brands, the default one first');
select is(jsonb_array_length(public.my_context() -> 'organizations'), 1, 'and no organization but his own');
select is(
  public.my_context() #> '{organizations,0,permissions}' @> '["billing.manage", "members.manage"]', true, 'with every permission'
);

select is(
  array(select jsonb_object_keys(public.my_context() #> '{organizations,0}')
    intersect select unnest(array['plan_key', 'subscription_status', 'features', 'limits', 'usage', 'flags']) order by 1),
  array['features', 'flags', 'limits', 'plan_key', 'subscription_status', 'usage'], 'and what the plan allows'
);

select tests.act_as('agent');
select is(pg_temp.brands('org_a'), '["A1"]', 'an agent of one brand is told of that brand');
select is(public.my_context() #>> '{organizations,0,role_key}', 'agent', 'with his role');
select is(public.my_context() #>> '{organizations,0,member_id}', tests.id('agent_member')::text, 'and his seat');
select is(public.my_context() #> '{organizations,0,permissions}' ? 'campaigns.launch', false, 'and nothing more than it allows');

select tests.act_as('manager_a2');
select is(pg_temp.brands('org_a'), '["A2"]', 'a manager of the other brand is told of that one');

select tests.act_as('stranger');
select is(public.my_context() -> 'organizations', '[]', 'who has no seat gets an empty list, not null');

select tests.sign_out();
select is(tests.error_of('select public.my_context()'), '42501', 'anon is refused');

select * from finish();
