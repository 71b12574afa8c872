-- Entries of the audit log whose values were erased at a person's demand: their hash stands in for them, so that the chain still holds.
create table private.audit_erasures (
  organization_id uuid not null,
  entry_id uuid not null,
  hash bytea not null,
  erased_at timestamptz not null default now(),
  constraint audit_erasures_pkey primary key (entry_id, organization_id)
);
alter table private.audit_erasures enable row level security;
comment on table private.audit_erasures is 'The hash of an audit entry before its values were erased: seals are checked against it.';

create function private.erased_values(entry jsonb) returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$ select jsonb_object_agg(c.key, case when c.value = 'null' then c.value else '"[erased]"' end) from jsonb_each(entry) as c $$;
comment on function private.erased_values(jsonb) is 'The columns of an audit entry without their values.';

create function private.guard_audit_update() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
  if not (to_jsonb(new) - '{before,after}'::text[] = to_jsonb(old) - '{before,after}'::text[]
    and new.before is not distinct from private.erased_values(old.before)
    and new.after is not distinct from private.erased_values(old.after)
    and exists (
      select from private.audit_erasures e
      where e.entry_id = old.id and e.organization_id = old.organization_id
        and (e.hash = private.audit_entry_hash(old) or (old.before, old.after) is not distinct from (new.before, new.after))))
  then
    perform private.fail('42501', 'append_only', 'Rows of audit_log are never changed or removed.',
      'Only the values of an erased person are blotted out, see private.erase_audit_values.');
  end if;
  return new;
end
$$;
comment on function private.guard_audit_update() is
  'Lets nothing through but blotting out the values of an entry whose hash was noted before.';

create trigger guard_update before update on public.audit_log for each row execute function private.guard_audit_update();
-- Also where session_replication_role switches ordinary triggers off.
alter table public.audit_log enable always trigger guard_update;

create function private.erase_audit_entries(organization_id uuid, entry_ids uuid[]) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  v_erased int;
begin
  insert into private.audit_erasures (organization_id, entry_id, hash)
  select a.organization_id, a.id, private.audit_entry_hash(a) from public.audit_log a
  where a.id = any (entry_ids) and a.organization_id = erase_audit_entries.organization_id
  on conflict do nothing;
  update public.audit_log a set before = private.erased_values(a.before), after = private.erased_values(a.after)
  where a.id = any (entry_ids) and a.organization_id = erase_audit_entries.organization_id;
  get diagnostics v_erased = row_count;
  return v_erased;
end
$$;
comment on function private.erase_audit_entries(uuid, uuid[]) is
  'Blots out the values of entries of the audit log: who changed what and when stays, and so does the chain.';

create function private.erase_audit_values(organization_id uuid, entities text[]) returns int
language sql volatile
set search_path = ''
as $$
  select private.erase_audit_entries(organization_id, array(
    select a.id from public.audit_log a
    where a.entity_id = any (entities) and a.organization_id = erase_audit_values.organization_id))
$$;
comment on function private.erase_audit_values(uuid, text[]) is 'Blots out what the audit log tells of rows that were a person''s.';
