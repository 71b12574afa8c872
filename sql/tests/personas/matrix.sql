-- Who reaches what, as a table: relation × verb × persona, in the world built below. A number is how many rows a statement without
-- a condition shows or touches; x is a refusal (42501). Everybody of A but agent (brand a1 only) and manager_a2 (a2 only) has all
-- brands; double is an analyst of A and a manager of B; disabled was a manager of A.
select no_plan();
select tests.build_world();
select tests.add_member('double', 'org_a', 'analyst'), tests.add_member('double', 'org_b', 'manager');
select tests.add_member('disabled', 'org_a', 'manager');
update public.members set status = 'disabled' where user_id = tests.id('disabled');
update public.subscriptions set plan_key = 'unlimited', status = 'active';

-- Two contacts with conversations in a1, one of them a colleague's; one each in a2 and b1; a message in each.
create temp table threads as
  select gen_random_uuid() as contact_id, gen_random_uuid() as conversation_id, brand, assigned_to, row_number() over () as n
  from (values ('a1', null), ('a1', 'colleague_member'), ('a2', null), ('b1', null)) as t (brand, assigned_to);
insert into public.contacts (id, organization_id, brand_id, name, phone)
  select t.contact_id, b.organization_id, b.id, 'Ann', '+1555010000' || t.n
  from threads t join public.brands b on b.id = tests.id(t.brand);
insert into public.conversations (id, organization_id, brand_id, whatsapp_account_id, contact_id, assigned_to)
  select t.conversation_id, b.organization_id, b.id, tests.id('number_' || t.brand), t.contact_id, tests.id(t.assigned_to)
  from threads t join public.brands b on b.id = tests.id(t.brand);
insert into public.messages (organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, status)
  select b.organization_id, b.id, tests.id('number_' || t.brand), t.contact_id, t.conversation_id, 'inbound', 'text', 'received'
  from threads t join public.brands b on b.id = tests.id(t.brand);

-- A draft in each brand and, in a1, a campaign that has been sent to one contact, who has not answered it.
select tests.draft_campaign(brand) from unnest(array['a1', 'a2', 'b1']) as brand;
select tests.keep('sent', tests.draft_campaign('a1'));
update public.campaigns set status = 'completed' where id = tests.id('sent');
insert into public.campaign_recipients (organization_id, brand_id, campaign_id, position, contact_id)
  select c.organization_id, c.brand_id, tests.id('sent'), 1, c.id
  from public.contacts c join threads t on t.contact_id = c.id where t.n = 1;
insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, campaign_id, direction, type, status)
  select r.message_id, r.organization_id, r.brand_id, tests.id('number_a1'), r.contact_id, r.campaign_id, 'outbound', 'template', 'sent'
  from public.campaign_recipients r where r.campaign_id = tests.id('sent');

insert into public.roles (organization_id, key, permissions) values (tests.id('org_a'), 'reader', '{contacts.view}');
insert into public.audit_log (organization_id, brand_id, actor_id, actor_kind, action, entity, entity_id)
  values (tests.id('org_a'), null, 'job', 'job', 'update', 'organizations', ''),
    (tests.id('org_a'), tests.id('a1'), 'job', 'job', 'update', 'contacts', '');
insert into public.alerts (organization_id, kind, key) select tests.id(name), 'test', 'test' from unnest(array['org_a', 'org_b']) as name;

create function pg_temp.outcome(person text, statement text) returns text
language plpgsql volatile
as $$
declare
  v_rows int;
  v_code text;
begin
  if person = 'anon' then
    perform tests.sign_out();
  else
    perform tests.act_as(person);
  end if;
  begin
    execute statement;
    get diagnostics v_rows = row_count;
    raise exception using errcode = 'ZZ000'; -- undoes the statement
  exception when others then
    get stacked diagnostics v_code = returned_sqlstate;
  end;
  perform tests.become('none');
  return case v_code when 'ZZ000' then v_rows::text when '42501' then 'x' else v_code end;
end
$$;

-- What each verb does: read every row; add one to a1 (or to A); write back a column of every row; delete every row.
create temp table statements (relation text, verb text, text text);
insert into statements values
  ('brands', 'insert', format('insert into public.brands (organization_id, name) values (%L, ''New'')', tests.id('org_a'))),
  ('roles', 'insert', format('insert into public.roles (organization_id, key, permissions) values (%L, ''new'', ''{contacts.view}'')',
    tests.id('org_a'))),
  ('contacts', 'insert', format('insert into public.contacts (organization_id, brand_id, name) values (%L, %L, ''New'')',
    tests.id('org_a'), tests.id('a1'))),
  ('campaigns', 'insert', format(
    'insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience)
     values (%L, %L, ''New'', %L, %L, ''{"all": true}'')',
    tests.id('org_a'), tests.id('a1'), tests.id('number_a1'), tests.id('greeting_a1'))),
  ('organizations', 'update', 'update public.organizations set name = name'),
  ('brands', 'update', 'update public.brands set name = name'),
  ('roles', 'update', 'update public.roles set permissions = permissions'),
  ('whatsapp_accounts', 'update', 'update public.whatsapp_accounts set account_name = account_name'),
  ('contacts', 'update', 'update public.contacts set name = name'),
  ('campaigns', 'update', 'update public.campaigns set name = name');

create temp table matrix (
  relation text, verb text, owner text, admin text, manager text, agent text, biller text, analyst text, manager_a2 text, double text,
  disabled text, stranger text, anon text
);
insert into matrix values
  -- relation, verb, owner, admin, manager, agent, biller, analyst, manager_a2, double, disabled, stranger, anon
  ('organizations', 'select', 1, 1, 1, 1, 1, 1, 1, 2, 0, 0, 'x'),
  ('organizations', 'update', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'x'),
  ('brands', 'select', 2, 2, 2, 1, 2, 2, 1, 3, 0, 0, 'x'),
  ('brands', 'insert', 1, 1, 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'),
  ('brands', 'update', 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 'x'),
  ('roles', 'select', 7, 7, 7, 7, 7, 7, 7, 7, 6, 6, 'x'),
  ('roles', 'insert', 1, 1, 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'),
  ('roles', 'update', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'x'),
  ('roles', 'delete', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'x'),
  ('members', 'select', 10, 10, 10, 10, 10, 10, 10, 12, 0, 0, 'x'),
  ('member_brands', 'select', 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 'x'),
  ('whatsapp_accounts', 'select', 2, 2, 2, 1, 0, 2, 1, 3, 0, 0, 'x'),
  ('whatsapp_accounts', 'update', 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 'x'),
  ('templates', 'select', 2, 2, 2, 1, 0, 2, 1, 3, 0, 0, 'x'),
  ('contacts', 'select', 3, 3, 3, 2, 0, 3, 1, 4, 0, 0, 'x'),
  ('contacts', 'insert', 1, 1, 1, 1, 'x', 'x', 'x', 'x', 'x', 'x', 'x'),
  ('contacts', 'update', 3, 3, 3, 2, 0, 0, 1, 1, 0, 0, 'x'),
  ('contact_identities', 'select', 3, 3, 3, 2, 0, 3, 1, 4, 0, 0, 'x'),
  ('conversations', 'select', 3, 3, 3, 1, 0, 2, 1, 3, 0, 0, 'x'),
  ('messages', 'select', 4, 4, 4, 1, 0, 3, 1, 4, 0, 0, 'x'),
  ('campaigns', 'select', 3, 3, 3, 0, 0, 3, 1, 4, 0, 0, 'x'),
  ('campaigns', 'insert', 1, 1, 1, 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'),
  ('campaigns', 'update', 2, 2, 2, 0, 0, 0, 1, 1, 0, 0, 'x'),
  ('campaigns', 'delete', 2, 2, 2, 0, 0, 0, 1, 1, 0, 0, 'x'),
  ('campaign_recipients', 'select', 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 'x'),
  ('campaign_stats', 'select', 3, 3, 3, 0, 0, 3, 1, 4, 0, 0, 'x'),
  ('campaign_messages', 'select', 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 'x'),
  ('subscriptions', 'select', 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 'x'),
  ('alerts', 'select', 1, 1, 1, 1, 1, 1, 1, 2, 0, 0, 'x'),
  ('audit_log', 'select', 2, 2, 0, 0, 0, 2, 0, 2, 0, 0, 'x');

select is(
  pg_temp.outcome(persona, coalesce(s.text, case m.verb when 'select' then 'select' else 'delete' end || ' from public.' || relation)),
  expected, format('%s: %s %s', persona, m.verb, relation))
from matrix m
left join statements s using (relation, verb)
cross join lateral jsonb_each_text(to_jsonb(m) - 'relation' - 'verb') as cell (persona, expected);

-- What stands in no row above is closed to everybody.
select is(
  pg_temp.outcome(persona, case verb
    when 'insert' then format('insert into public.%I default values', relation)
    when 'update' then format('update public.%I set %I = %2$I', relation, c.attname)
    else format('delete from public.%I', relation) end),
  'x', format('%s: %s %s is closed', persona, verb, relation))
from (select distinct relation from matrix) as r
cross join unnest(array['insert', 'update', 'delete']) as verb
cross join unnest(array['owner', 'admin', 'agent', 'owner_b', 'anon']) as persona
join pg_catalog.pg_attribute c on c.attrelid = ('public.' || relation)::regclass and c.attname = 'organization_id'
join pg_catalog.pg_class t on t.oid = c.attrelid and t.relkind <> 'v'
where not exists (select from matrix m where m.relation = r.relation and m.verb = verb.verb);

select * from finish();
