-- The tenants most tests need. Ids are random, because files run side by side, and are read by name with tests.id('agent').

create function tests.keep(name text, id uuid) returns uuid
language sql volatile
set search_path = ''
as $$ select pg_catalog.set_config('tests.' || name, id::text, true)::uuid $$;
comment on function tests.keep(text, uuid) is 'Gives an id a name for the rest of the test.';

create function tests.id(name text) returns uuid
language sql stable
set search_path = ''
as $$ select pg_catalog.current_setting('tests.' || name)::uuid $$;
comment on function tests.id(text) is 'The id that has this name, see tests.build_world.';

create function tests.act_as(person text, brand text default null) returns void
language sql volatile
set search_path = ''
as $$ select tests.sign_in(tests.id(person), tests.id(brand)) $$;
comment on function tests.act_as(text, text) is 'tests.sign_in by name.';

create function tests.add_member(person text, organization text, role_key text, brand text default null) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_member uuid;
begin
  if coalesce(pg_catalog.current_setting('tests.' || person, true), '') = '' then
    perform tests.keep(person, tests.create_user());
  end if;
  insert into public.members (organization_id, user_id, role_key, all_brands)
  values (tests.id(organization), tests.id(person), add_member.role_key, brand is null) returning id into v_member;
  if brand is not null then
    insert into public.member_brands (organization_id, member_id, brand_id) values (tests.id(organization), v_member, tests.id(brand));
  end if;
  return tests.keep(person || '_member', v_member);
end
$$;
comment on function tests.add_member(text, text, text, text)
  is 'A seat for a person, who is made if new; limited to a brand if one is given.';

create function tests.add_number(name text, organization text, brand text) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_id uuid := private.new_id();
begin
  insert into public.whatsapp_accounts (id, organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id,
    connection_status, throughput_mps)
  values (v_id, tests.id(organization), tests.id(brand), name, '+15550001111', 'pn-' || v_id, 'waba-' || v_id, 'connected', 1000000);
  insert into private.whatsapp_routes (phone_number_id, organization_id, brand_id, whatsapp_account_id, waba_id)
  values ('pn-' || v_id, tests.id(organization), tests.id(brand), v_id, 'waba-' || v_id);
  insert into private.token_buckets (organization_id, brand_id, whatsapp_account_id, next_slot)
  values (tests.id(organization), tests.id(brand), v_id, pg_catalog.now() - interval '1 minute');
  return tests.keep(name, v_id);
end
$$;
comment on function tests.add_number(text, text, text)
  is 'A connected number that may send as fast as it likes; its phone_number_id is pn-<id>.';

create function tests.add_template(name text, number text, components jsonb) returns uuid
language sql volatile
set search_path = ''
as $$
  with added as (
    insert into public.templates (organization_id, brand_id, waba_id, name, language, category, components, review_status, meta_status)
    select a.organization_id, a.brand_id, a.waba_id, add_template.name, 'en', 'UTILITY', add_template.components, 'approved', 'APPROVED'
    from public.whatsapp_accounts a where a.id = tests.id(number)
    returning id
  )
  select tests.keep(name, id) from added
$$;
comment on function tests.add_template(text, text, jsonb) is 'An approved template of the number''s WhatsApp Business Account.';

create function tests.build_world() returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_letter text;
begin
  foreach v_letter in array array['a', 'b'] loop
    insert into public.organizations (id, name, slug)
    values (tests.keep('org_' || v_letter, private.new_id()), 'Organization ' || v_letter, 'o-' || tests.id('org_' || v_letter));
    insert into public.brands (id, organization_id, name, is_default)
    values (tests.keep(v_letter || '1', private.new_id()), tests.id('org_' || v_letter), upper(v_letter) || '1', true);
  end loop;
  insert into public.brands (id, organization_id, name) values (tests.keep('a2', private.new_id()), tests.id('org_a'), 'A2');

  perform tests.add_member('owner', 'org_a', 'owner');
  perform tests.add_member('admin', 'org_a', 'admin');
  perform tests.add_member('manager', 'org_a', 'manager');
  perform tests.add_member('analyst', 'org_a', 'analyst');
  perform tests.add_member('biller', 'org_a', 'billing_admin');
  perform tests.add_member('agent', 'org_a', 'agent', 'a1');
  perform tests.add_member('colleague', 'org_a', 'agent', 'a1');
  perform tests.add_member('manager_a2', 'org_a', 'manager', 'a2');
  perform tests.add_member('owner_b', 'org_b', 'owner');
  perform tests.keep('stranger', tests.create_user());

  perform tests.add_number('number_a1', 'org_a', 'a1');
  perform tests.add_number('number_a2', 'org_a', 'a2');
  perform tests.add_number('number_b1', 'org_b', 'b1');
  perform tests.add_template('greeting_' || name, 'number_' || name, '[{"type": "BODY", "text": "Hi {{1}}"}]')
  from pg_catalog.unnest(array['a1', 'a2', 'b1']) as name;
end
$$;
comment on function tests.build_world() is
  'Organization A (org_a) with brands a1 and a2 and the people owner, admin, manager, analyst, biller, agent and colleague (a1 only), '
  'manager_a2 (a2 only); organization B (org_b) with brand b1 and owner_b; a stranger without a seat. Each brand has a number '
  '(number_a1 …) and a template (greeting_a1 …).';
