-- An erasure at work: what must be looked for is only known until the contact is gone. The row goes with the last step.
create table private.erasures (
  organization_id uuid not null,
  brand_id uuid not null,
  request_id uuid not null,
  needles text[] not null,
  names text[] not null,
  entities text[] not null,
  seen uuid not null default '00000000-0000-0000-0000-000000000000',
  step text not null default 'messages'
    constraint erasures_step_is_known_check check (step in ('messages', 'raw_events', 'audit_log', 'import_files', 'contact')),
  counts jsonb not null default '{}',
  constraint erasures_pkey primary key (request_id, brand_id, organization_id),
  constraint erasures_request_id_fkey
    foreign key (request_id, brand_id, organization_id)
    references public.data_requests (id, brand_id, organization_id) on delete cascade
);
alter table private.erasures enable row level security;
comment on table private.erasures is
  'Progress of an erasure: the ids by which the person is found in webhook bodies (needles), the names too in what imports keep of '
  'files, the rows of the audit log (entities), how '
  'far the bodies were read (seen), how much was erased (counts).';
