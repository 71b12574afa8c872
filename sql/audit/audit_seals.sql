-- The hash chain over the audit log: one link for each organization and minute in which something was logged. Links stay when
-- retention takes the entries that they sealed.
create table private.audit_seals (
  organization_id uuid not null,
  sequence bigint not null,
  minute timestamptz not null,
  first_id uuid not null,
  last_id uuid not null,
  n int not null constraint audit_seals_n_is_positive_check check (n > 0),
  content_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default now(),
  constraint audit_seals_pkey primary key (organization_id, sequence),
  constraint audit_seals_organization_id_minute_key unique (organization_id, minute)
);
create trigger refuse_change before update or delete on private.audit_seals
  for each row execute function private.refuse_change();
create trigger refuse_truncate before truncate on private.audit_seals
  for each statement execute function private.refuse_change();
alter table private.audit_seals enable always trigger refuse_change;
alter table private.audit_seals enable always trigger refuse_truncate;
alter table private.audit_seals enable row level security;
comment on table private.audit_seals is 'Hash chain over finished minutes of the audit log, one chain an organization. Append-only.';
comment on column private.audit_seals.content_hash is 'SHA-256 over the hashes of the minute''s entries in order of id.';
comment on column private.audit_seals.hash is 'SHA-256 over this link and the hash of the one before; the first follows an empty hash.';

-- How far sealing has come: exactly one row, which is also the lock of the sealer.
create table private.audit_sealing (
  id boolean primary key default true constraint audit_sealing_one_row_check check (id),
  sealed_until timestamptz not null default '-infinity',
  pending_until timestamptz,
  pending_xid xid8
);
alter table private.audit_sealing enable row level security;
insert into private.audit_sealing default values;
comment on table private.audit_sealing is 'State of the sealer of the audit log.';
comment on column private.audit_sealing.sealed_until is 'Entries with older ids are sealed, of all organizations.';
comment on column private.audit_sealing.pending_until is
  'To be sealed once every transaction older than pending_xid has ended: only those can still add entries before this moment.';
