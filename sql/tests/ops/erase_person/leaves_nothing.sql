-- A person with everything a brand can know of somebody is erased: no table holds phone, user id or name any more, and the chain of
-- the audit log still holds.
select plan(22);
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
insert into public.contact_imports (organization_id, brand_id, created_by, file_name, storage_path, id)
values (tests.id('org_a'), tests.id('a1'), tests.id('owner'), 'other.csv', 'y', tests.keep('other_import', private.new_id()));
insert into public.exports (organization_id, brand_id, created_by, kind, format, state, storage_path, created_at, expires_at)
values (tests.id('org_a'), tests.id('a1'), tests.id('owner'), 'contacts', 'csv', 'completed', 'before', now() - interval '1 minute',
    now() + interval '7 days'),
  (tests.id('org_a'), tests.id('a1'), tests.id('owner'), 'contacts', 'csv', 'completed', 'after', now() + interval '1 minute',
    now() + interval '7 days');
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

select tests.become('postgres');
create table private.audit_log_past partition of public.audit_log
for values from (minvalue) to (private.id_floor(date_trunc('month', now(), 'UTC')));
select tests.become('none');
insert into public.audit_log (id, organization_id, actor_id, actor_kind, action, entity, entity_id, after)
values (private.id_floor(now() - interval '2 hours'), tests.id('org_a'), 'user', 'user', 'update', 'contacts', tests.id('zelda')::text,
  '{"name": "Zelda Quill"}');
update private.audit_sealing set sealed_until = now() - interval '3 hours', pending_until = date_trunc('minute', now() - interval '1 hour'),
  pending_xid = pg_snapshot_xmin(pg_current_snapshot());
select private.seal_audit();

select is(cardinality(pg_temp.holders('zelda')) > 5, true, 'the brand holds her name in many places');
select is(cardinality(pg_temp.holders('1555765432')) > 3, true, 'and her phones');
select tests.act_as('manager');
select is(tests.error_of($$select public.erase_contact(tests.id('zelda'))$$), '42501 permission_denied', 'a manager may not erase');
select tests.act_as('owner');
select tests.keep('request', (public.erase_contact(tests.id('zelda'))).id);
select is((public.erase_contact(tests.id('zelda'))).id, tests.id('request'), 'asked twice, it is one request');
select is((select count(*)::int from public.contacts where id = tests.id('zelda')), 0, 'she is out of sight at once');
create function pg_temp.work_until(wanted text) returns jsonb
language plpgsql volatile
as $$
declare
  v_step jsonb;
begin
  for v_n in 1 .. 60 loop
    v_step := private.erase_person(tests.id('request'), 1);
    exit when v_step ->> 'next' = wanted;
  end loop;
  return v_step;
end
$$;
select tests.become('none');
update public.contact_imports set state = 'running' where id = tests.id('import');
select tests.become('wabase_worker');
select is(pg_temp.work_until('wait'), '{"next": "wait"}', 'what an import is about to write is waited for');
select tests.become('none');
update public.contact_imports set state = 'completed' where id = tests.id('import');
select tests.become('wabase_worker');
select is(pg_temp.work_until('search') #> '{files,0}',
  jsonb_build_object('id', tests.id('import'), 'file_name', 'list.csv', 'storage_path', 'x', 'reading', '{}'::jsonb),
  'then its file is to be searched');
select is(pg_temp.work_until('search') -> 'needles' @> '["557654321", "S.zelda77"]', true, 'for phones and user ids');
select private.erase_import_files(tests.id('request'), array[tests.id('import')]);
select private.erase_import_files(tests.id('request'), array[tests.id('other_import')]);
select is(pg_temp.work_until('done'), '{"next": "done"}', 'and it ends');
select tests.become('none');

select is(pg_temp.holders('zelda'), '{}', 'no table holds her name or user id');
select is(pg_temp.holders('555765432') || pg_temp.holders('765-4321'), '{}', 'nor a phone of hers');
select results_eq(
  $$select files_removed_at is not null, analysis from public.contact_imports where id = tests.id('import')$$,
  $$values (true, null::jsonb)$$, 'the file in which she stands is let go of');
select is((select count(*)::int from public.contact_imports where id = tests.id('other_import') and files_removed_at is null), 1,
  'others stay');
select is((select array_agg(bucket || ' ' || path order by bucket) from private.file_removals), array['exports before', 'imports x'],
  'it is to be removed, and so are exports made while she was there');
select is((select count(*)::int from public.contacts where id = tests.id('bob')), 1, 'others are untouched');
select is((select count(*)::int from private.raw_events where body like '%15550000009%'), 1, 'and so are their webhooks');
select results_eq(
  $$select status, receipt - '{contact_id,erased_at}'::text[] from public.data_requests$$,
  $$values ('done', '{"messages": 4, "raw_events": 1, "audit_log": 6, "import_rows": 2,
    "import_files": 1, "kept_hashes": 5, "export_files": 1}'::jsonb)$$,
  'the receipt says how much'
);
select is((select count(*)::int from public.audit_log where entity_id = tests.id('zelda')::text) > 0, true,
  'who changed her is still known');
select is(
  (select count(*)::int from public.audit_log a join private.audit_erasures e on e.entry_id = a.id
    where e.hash <> private.audit_entry_hash(a)) > 0, true, 'though not what'
);
select is(private.check_audit_chain(tests.id('org_a')) - '{head,sealed_until}'::text[],
  '{"ok": true, "seals": 1, "entries": 1, "first_broken": null}', 'and its chain still holds');
select tests.act_as('owner');
insert into public.contacts (organization_id, brand_id, phone) values (tests.id('org_a'), tests.id('a1'), '+15557654322');
select is(
  (select array_agg(s.category || ' ' || s.state order by s.category) from public.consents s
    join public.contacts c on c.id = s.contact_id where c.phone = '+15557654322'),
  array['marketing opted_out', 'utility opted_out'], 'an old list brings her back without her consent'
);
select is(tests.error_of($$update public.audit_log set after = null$$), '42501', 'the log is closed to people as ever');

select * from finish();
