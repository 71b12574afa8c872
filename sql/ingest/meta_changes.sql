-- When Meta said what was applied last, for each thing it may say: webhooks come late, twice and in any order.
create table private.meta_changes (
  kind text not null,
  subject text not null,
  at timestamptz not null,
  tie text not null,
  constraint meta_changes_pkey primary key (kind, subject)
);
alter table private.meta_changes enable row level security;
comment on table private.meta_changes is 'The time of the newest change webhook applied, by what it is about.';
comment on column private.meta_changes.tie is 'A hash of what was said, so that two changes of one second end the same in either order.';

create type private.incoming_change as (
  raw_event_id uuid, path text, field text, waba_id text, phone_number_id text, at timestamptz, value jsonb
);
comment on type private.incoming_change is 'A webhook change other than messages and statuses, with the time of its entry.';

create function private.is_latest(kind text, subject text, change private.incoming_change) returns boolean
language sql volatile
set search_path = ''
as $$
  with noted as (
    insert into private.meta_changes as t (kind, subject, at, tie)
    values (is_latest.kind, is_latest.subject, change.at, md5(change.value::text))
    on conflict on constraint meta_changes_pkey do update set at = excluded.at, tie = excluded.tie
    where (excluded.at, excluded.tie) >= (t.at, t.tie)
    returning true
  )
  select exists (select from noted)
$$;
comment on function private.is_latest(text, text, private.incoming_change) is
  'Whether a change is the newest word on its subject so far, and notes it. The same change again counts as newest: applying it twice is '
  'harmless, and a replay reaches numbers that were connected since. Ask it last, after a condition that is true or false: '
  'what stands after "null and" is evaluated too.';
