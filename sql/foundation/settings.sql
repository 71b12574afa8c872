-- Platform-wide settings of the operator: exactly one row, typed columns.
create table private.settings (
  id boolean primary key default true constraint settings_one_row_check check (id),
  unknown_grace interval not null default '10 minutes'
    constraint settings_unknown_grace_is_positive_check check (unknown_grace > interval '0'),
  unknown_expiry interval not null default '24 hours'
    constraint settings_unknown_expiry_exceeds_grace_check check (unknown_expiry > unknown_grace),
  max_attempts smallint not null default 6
    constraint settings_max_attempts_is_positive_check check (max_attempts > 0),
  raw_event_retention interval not null default '30 days',
  audit_retention interval not null default '2 years',
  brand_event_retention interval not null default '2 days',
  sending_paused_reason text,
  export_retention interval not null default '7 days',
  import_retention interval not null default '30 days'
);
alter table private.settings enable row level security;
insert into private.settings default values;
comment on table private.settings is 'Settings of the platform operator; one row.';
comment on column private.settings.unknown_grace is
  'How long statuses of other messages must have kept arriving after a send of unknown outcome before it counts as not accepted.';
comment on column private.settings.unknown_expiry is
  'After this long without any evidence an unknown send is closed as failed; it is never resent blindly.';
comment on column private.settings.max_attempts is 'Send attempts of one message before a retryable error becomes final.';
comment on column private.settings.raw_event_retention is 'Age at which partitions of raw webhook events are dropped.';
comment on column private.settings.export_retention is 'How long the file of an export can be downloaded.';
comment on column private.settings.import_retention is
  'Age at which the file of an import and its refused rows are removed; its counts stay.';
comment on column private.settings.audit_retention is 'Age at which partitions of the audit log are dropped; its seals stay.';
comment on column private.settings.sending_paused_reason is 'Why nothing is sent for anybody at present; null: it is.';
comment on column private.settings.brand_event_retention is
  'Age at which partitions of brand events are dropped: who was away longer reads everything anew.';
