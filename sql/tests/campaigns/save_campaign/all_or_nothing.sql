-- A draft and its numbers are saved together or not at all.
select plan(13);
select tests.build_world();
select tests.add_number('second', 'org_a', 'a1'), tests.add_number('third', 'org_a', 'a1');

create function pg_temp.contents(name text, further text[], more jsonb default '{}') returns jsonb
language sql stable
as $$
  select jsonb_build_object('brand_id', tests.id('a1'), 'name', name, 'whatsapp_account_id', tests.id('number_a1'),
    'template_id', tests.id('greeting_a1'), 'audience', '{"all": true}'::jsonb,
    'further_account_ids', array(select tests.id(f) from unnest(further) as f)) || more
$$;
create function pg_temp.saved() returns text
language sql stable
as $$
  select string_agg(format('%s %s: %s', c.name, c.status, (
    select string_agg(a.phone_number_id, ' ' order by a.created_at, a.id)
    from public.campaign_numbers n join public.whatsapp_accounts a on a.id = n.whatsapp_account_id where n.campaign_id = c.id)), ', ')
  from public.campaigns c where c.brand_id = tests.id('a1')
$$;
create function pg_temp.numbers(variadic names text[]) returns text
language sql stable
as $$ select string_agg('pn-' || tests.id(n), ' ' order by a.created_at, a.id)
  from unnest(names) as n join public.whatsapp_accounts a on a.id = tests.id(n) $$;
grant execute on all functions in schema pg_temp to public;

select tests.act_as('owner');
select is((public.save_campaign(pg_temp.contents('Spring', '{second}'))).status, 'draft', 'a new one is a draft');
select is(pg_temp.saved(), 'Spring draft: ' || pg_temp.numbers('second'), 'with its further number');
select tests.keep('campaign', c.id) from public.campaigns c;
select is((public.save_campaign(pg_temp.contents('Summer', '{third}', jsonb_build_object('id', tests.id('campaign'))))).name, 'Summer',
  'it gets other contents');
select is(pg_temp.saved(), 'Summer draft: ' || pg_temp.numbers('third'), 'other numbers among them');
select is((public.save_campaign(pg_temp.contents('Summer', '{second,third,number_a1}',
  jsonb_build_object('id', tests.id('campaign'))))).name, 'Summer', 'and more of them');
select is(pg_temp.saved(), 'Summer draft: ' || pg_temp.numbers('second', 'third'), 'its first number is none of the further ones');

select is(tests.error_of(format('select public.save_campaign(%L)',
  pg_temp.contents('Autumn', '{number_b1}', jsonb_build_object('id', tests.id('campaign'))))), '23503', 'a number of others is refused');
select is(pg_temp.saved(), 'Summer draft: ' || pg_temp.numbers('second', 'third'), 'and all is as it was, name and numbers');
select is(tests.error_of(format('select public.save_campaign(%L)', pg_temp.contents('Winter', '{number_b1}'))), '23503',
  'a new one is made whole');
select is(pg_temp.saved(), 'Summer draft: ' || pg_temp.numbers('second', 'third'), 'or not at all');

select tests.act_as('agent');
select is(tests.error_of(format('select public.save_campaign(%L)', pg_temp.contents('Mine', '{}'))), '42501 permission_denied',
  'not by who may not edit campaigns');
select tests.act_as('owner_b');
select is(tests.error_of(format('select public.save_campaign(%L)',
  pg_temp.contents('Mine', '{}', jsonb_build_object('id', tests.id('campaign'), 'brand_id', tests.id('b1'))))), '42501 permission_denied',
  'nor by others who name a brand of their own');
select tests.become('none');
update public.campaigns set status = 'running' where id = tests.id('campaign');
select tests.act_as('owner');
select is(tests.error_of(format('select public.save_campaign(%L)',
  pg_temp.contents('Late', '{}', jsonb_build_object('id', tests.id('campaign'))))), 'PT409 campaign_not_draft',
  'and only as long as it is a draft');

select * from finish();
