select plan(11);
select tests.build_world();
select tests.keep('draft', tests.draft_campaign('a1'));

create function pg_temp.try(statement text) returns text
language sql volatile
as $$ select tests.error_of(statement) $$;
create function pg_temp.role_of(organization text) returns text
language sql stable
as $$ select format('insert into public.roles (organization_id, key, permissions) values (%L, ''helper'', ''{contacts.view}'')',
  tests.id(organization)) $$;
create function pg_temp.campaign() returns text
language sql stable
as $$
  select format('insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience)
    select organization_id, brand_id, ''Next'', whatsapp_account_id, template_id, audience from public.campaigns
      where id = %L', tests.id('draft'))
$$;

select is(pg_temp.try(pg_temp.role_of('org_a')), 'no error', 'growth has custom roles');
select is(pg_temp.try(pg_temp.campaign()), 'no error', 'and campaigns');
update public.subscriptions set plan_key = 'starter', status = 'active', limit_overrides = '{"brands": 10}'
  where organization_id = tests.id('org_a');
select is(pg_temp.try(pg_temp.role_of('org_a')), 'PT402 plan_feature_missing', 'starter has no custom roles');
select is(pg_temp.try(pg_temp.role_of('org_b')), 'no error', 'which is no matter of others');
select is(pg_temp.try(format('insert into public.brands (organization_id, name) values (%L, ''A3'')', tests.id('org_a'))),
  'PT402 plan_feature_missing', 'nor more than one brand');
select is(pg_temp.try(format('update public.whatsapp_accounts set account_name = ''x'' where organization_id = %L', tests.id('org_a'))),
  'no error',
  'what is there stays usable');
update public.subscriptions set feature_overrides = '{"campaigns": false}' where organization_id = tests.id('org_a');
select is(pg_temp.try(pg_temp.campaign()), 'PT402 plan_feature_missing', 'a draft needs the feature');
select tests.act_as('owner');
select is(pg_temp.try(pg_temp.campaign()), 'PT402 plan_feature_missing', 'of people too');

select tests.become('none');
update public.subscriptions set mode = 'shadow' where organization_id = tests.id('org_a');
select tests.act_as('owner');
select lives_ok(pg_temp.campaign(), 'in mode shadow it passes');
select results_eq('select feature, decision, mode, slug, actor_id from public.gate_decisions',
  $$values ('campaigns', 'denied', 'shadow', 'plan_feature_missing', tests.id('owner'))$$, 'and is written down');
select is((select count(*)::int from public.campaigns), 2, 'with what it made');

select * from finish();
