create function private.act_as(kind text, id text) returns void
language sql volatile
set search_path = ''
as $$ select set_config('wabase.actor', kind || ':' || id, true) $$;
comment on function private.act_as(text, text) is
  'From here to the end of the transaction changes are logged as this actor: user, api_key, job or system, and its id or name.';

create function private.act_as_job(name text) returns void
language sql volatile
set search_path = ''
as $$ select private.act_as('job', name) $$;
comment on function private.act_as_job(text) is
  'First line of an administrative job whose changes belong into the audit log. The pipeline does not call it.';

create function private.audit_actor(out kind text, out id text) returns record
language sql stable
set search_path = ''
as $$
  select coalesce(split_part(stated.actor, ':', 1), case when stated.signed_in is not null then 'user' end),
    coalesce(substr(stated.actor, strpos(stated.actor, ':') + 1), stated.signed_in::text)
  from (select nullif(current_setting('wabase.actor', true), '') as actor, auth.uid() as signed_in) as stated
$$;
comment on function private.audit_actor() is
  'Who makes the changes of this transaction: what private.act_as said, else the signed-in user. Null kind: the pipeline, not logged.';
