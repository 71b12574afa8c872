-- The one way out of the log: a whole month at the end of its retention.
select plan(4);
select tests.become('postgres');
create table private.audit_log_20200101 partition of public.audit_log
for values from (private.id_floor('2020-01-01Z')) to (private.id_floor('2020-02-01Z'));
create table private.audit_log_20200201 partition of public.audit_log
for values from (private.id_floor('2020-02-01Z')) to (private.id_floor('2020-03-01Z'));
select tests.become('none');
insert into public.audit_log (id, organization_id, actor_id, actor_kind, action, entity, entity_id)
values (private.id_floor('2020-01-15Z'), private.new_id(), 'user', 'user', 'delete', 'contacts', 'contact');
select is(tests.error_of('delete from public.audit_log'), '42501 append_only', 'an old entry is guarded like a new one');

update private.settings set audit_retention = '100 years';
select is((private.maintain_partitions() ->> 'dropped')::int, 0, 'it stays as long as the settings say');
update private.settings set audit_retention = '2 years';
select tests.become('wabase_worker');
select is((private.maintain_partitions() ->> 'dropped')::int, 1,
  'then the worker''s daily call drops its month, whose end the next one tells');
select tests.become('none');
select is((select count(*)::int from public.audit_log where id < private.id_floor('2021-01-01Z')), 0, 'and it is gone');

select * from finish();
