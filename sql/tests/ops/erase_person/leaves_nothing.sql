-- A person with everything a brand can know of somebody is erased: no table holds phone, user id or name any more, and the chain of
-- the audit log still holds.
select plan(16);
select tests.build_world();
select tests.stand_in_queue();
insert into private.raw_events (shard, body, state)
values (0, '{"contacts": [{"wa_id": "15557654321", "user_id": "US.zelda77", "profile": {"name": "Zelda Quill"}}]}', 'processed'),
  (0, '{"contacts": [{"wa_id": "15550000009"}]}', 'processed');
select tests.inbound('number_a1', '+15557654321', 'US.zelda77', now() - interval '3 minutes', 'wamid.z1',
  '{"profile_name": "Zelda Quill", "username": "zelda.quill", "body": "I am Zelda Quill, stop", "content": {"text": {"body": "Zelda"}}}');
select tests.inbound('number_a1', '+15557654321', 'US.zelda77', now() - interval '2 minutes', 'wamid.z2',
  '{"body": "STOP", "content": {"text": {"body": "STOP"}}}');
select tests.keep('zelda', (select contact_id from public.contact_identities where value = 'US.zelda77'));
select tests.seen('a1', '+15557654322', 'US.zelda78', now(), '{"previous_phone": "+15557654321", "previous_bsuid": "US.zelda77"}');
select tests.act_as('owner');
update public.contacts set name = 'Zelda Quill-Smith' where id = tests.id('zelda');
insert into public.contacts (organization_id, brand_id, name, phone)
values (tests.id('org_a'), tests.id('a1'), 'Zelda Quill', '+15557654399');
select public.merge_contacts(tests.id('zelda'), id) from public.contacts where phone = '+15557654399';
select public.send_message(jsonb_build_object('conversation_id', (select id from public.conversations), 'type', 'text', 'text',
  '{"body": "Dear Zelda Quill"}'::jsonb, 'client_message_id', 'zelda-1'));
select public.record_consent(tests.id('zelda'), 'service', 'opted_in', '{"text": "Zelda Quill signed"}');
select tests.become('none');
select tests.keep('bob', tests.add_contact('a1', '+15550000009', name => 'Bob'));
select tests.launch(tests.draft_campaign('a1'));

insert into public.contact_imports (organization_id, brand_id, created_by, file_name, storage_path, id, analysis)
values (tests.id('org_a'), tests.id('a1'), tests.id('owner'), 'list.csv', 'x', tests.keep('import', private.new_id()),
  '{"columns": [{"name": "phone", "samples": ["+1 (555) 765-4321"]}, {"name": "name", "samples": ["Zelda Quill"]}]}');
insert into public.contact_import_errors (organization_id, brand_id, import_id, row_number, code, message, raw)
values (tests.id('org_a'), tests.id('a1'), tests.id('import'), 2, 'duplicate_in_file', 'Twice.', '+1 (555) 765-4321'),
  (tests.id('org_a'), tests.id('a1'), tests.id('import'), 3, 'phone_invalid', 'No phone.', 'nonsense');

create function pg_temp.holders(needle text) returns text[]
language plpgsql stable
as $$
declare
  v_table regclass;
  v_found boolean;
  v_holders text[] := '{}';
begin
  for v_table in
    select c.oid from pg_class c
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'private', 'realtime', 'graphile_worker', 'storage', 'auth')
  loop
    execute format('select exists (select from %s as t where t::text ilike $1)', v_table) into v_found using '%' || needle || '%';
    if v_found then
      v_holders := v_holders || v_table::text;
    end if;
  end loop;
  return v_holders;
end
$$;

select is(cardinality(pg_temp.holders('zelda')) > 5, true, 'the brand holds her name in many places');
select is(cardinality(pg_temp.holders('1555765432')) > 3, true, 'and her phones');
select tests.act_as('manager');
select is(tests.error_of($$select public.erase_contact(tests.id('zelda'))$$), '42501 permission_denied', 'a manager may not erase');
select tests.act_as('owner');
select tests.keep('request', (public.erase_contact(tests.id('zelda'))).id);
select is((public.erase_contact(tests.id('zelda'))).id, tests.id('request'), 'asked twice, it is one request');
select is((select count(*)::int from public.contacts where id = tests.id('zelda')), 0, 'she is out of sight at once');
select tests.become('wabase_worker');
create temporary table steps as
select n, private.erase_person(tests.id('request'), 1) as it from generate_series(1, 40) as n;
select is((select it from steps order by n desc limit 1) ->> 'is_done', 'true', 'it ends');
select tests.become('none');

select is(pg_temp.holders('zelda'), '{}', 'no table holds her name or user id');
select is(pg_temp.holders('555765432') || pg_temp.holders('765-4321'), '{}', 'nor a phone of hers');
select is((select array_agg(raw) from public.contact_import_errors), array['nonsense'], 'other lines of her import stay');
select is((select count(*)::int from public.contacts where id = tests.id('bob')), 1, 'others are untouched');
select is((select count(*)::int from private.raw_events where body like '%15550000009%'), 1, 'and so are their webhooks');
select results_eq(
  $$select status, receipt - '{contact_id,erased_at}'::text[] from public.data_requests$$,
  $$values ('done', '{"messages": 4, "raw_events": 1, "audit_log": 5, "import_rows": 2, "kept_hashes": 5}'::jsonb)$$,
  'the receipt says how much'
);
select is((select count(*)::int from public.audit_log where entity_id = tests.id('zelda')::text) > 0, true,
  'who changed her is still known');
select is(
  (select count(*)::int from public.audit_log a join private.audit_erasures e on e.entry_id = a.id
    where e.hash <> private.audit_entry_hash(a)) > 0, true, 'though not what'
);
select tests.act_as('owner');
insert into public.contacts (organization_id, brand_id, phone) values (tests.id('org_a'), tests.id('a1'), '+15557654322');
select is(
  (select array_agg(s.category || ' ' || s.state order by s.category) from public.consents s
    join public.contacts c on c.id = s.contact_id where c.phone = '+15557654322'),
  array['marketing opted_out', 'utility opted_out'], 'an old list brings her back without her consent'
);
select is(tests.error_of($$update public.audit_log set after = null$$), '42501', 'the log is closed to people as ever');

select * from finish();
