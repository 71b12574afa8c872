-- Retention by organization. Partitions hold all tenants, so rows go one by one, max_rows a transaction. No index leads from an
-- organization to its messages: it would cost every message that is sent. The primary key's own index has all that is needed (id,
-- organization), so what is past is read there, in order of id, once for all organizations that have come equally far: a day's
-- messages of the whole platform once for each different period that somebody has chosen, some 2 seconds for ten million.
create function private.expire_messages(max_rows int) returns boolean
language plpgsql volatile
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set enable_bitmapscan = off
as $$
declare
  c_read constant int := 20 * max_rows;
  v_from uuid;
  v_before timestamptz;
  v_to uuid;
  v_organizations uuid[];
  v_read uuid[];
  v_doomed uuid[];
  v_threads uuid[];
begin
  -- Whole days: a bound that moves with the clock would leave a second's work after every round.
  select p.messages_until, min(b.at), array_agg(p.organization_id) into v_from, v_before, v_organizations
  from private.retention_progress p
  join public.retention_settings s on s.organization_id = p.organization_id
  cross join lateral (select date_trunc('day', now(), 'UTC') - make_interval(days => s.message_days) as at) as b
  where p.messages_until < private.id_floor(b.at)
  group by p.messages_until order by p.messages_until limit 1;
  if v_from is null then
    return false;
  end if;
  v_to := private.id_floor(v_before);
  select array_agg(r.id order by r.id), array_agg(r.id order by r.id) filter (where r.organization_id = any (v_organizations))
  into v_read, v_doomed
  from (
    select m.id, m.organization_id from public.messages m where m.id >= v_from and m.id < v_to order by m.id limit c_read
  ) as r;
  -- The first one that is left for the next time.
  if cardinality(v_doomed) > max_rows then
    v_to := v_doomed[max_rows + 1];
    v_doomed := v_doomed[:max_rows];
  elsif cardinality(v_read) = c_read then
    v_to := v_read[c_read];
    v_doomed := array_remove(v_doomed, v_to);
  end if;
  v_threads := array(
    select distinct m.conversation_id from public.messages m where m.id = any (v_doomed) and m.conversation_id is not null);
  perform private.delete_messages(v_doomed);
  update public.conversations c set last_message_preview = null
  where c.id = any (v_threads) and c.organization_id = any (v_organizations) and c.last_message_at < v_before
    and c.last_message_preview is not null;
  update private.retention_progress p set messages_until = v_to where p.organization_id = any (v_organizations);
  return true;
end
$$;
comment on function private.expire_messages(int) is
  'Deletes the next messages that are past their organization''s period, with what hangs on them, and says whether there may be more. '
  'Deletes up to max_rows, looks at up to 20 times as many.';

create function private.expire_conversations(max_rows int) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  v_gone int;
begin
  with past as materialized (
    select c.id, c.brand_id, c.organization_id
    from public.retention_settings s
    join public.brands b on b.organization_id = s.organization_id
    cross join lateral (
      select k.id, k.brand_id, k.organization_id from public.conversations k
      where k.brand_id = b.id and k.status = 'closed'
        and k.last_message_at < date_trunc('day', now(), 'UTC') - make_interval(days => s.message_days)
      order by k.last_message_at limit max_rows
    ) as c
    where s.message_days is not null
    limit max_rows
  )
  delete from public.conversations c using past p
  where c.id = p.id and c.brand_id = p.brand_id and c.organization_id = p.organization_id and c.status = 'closed';
  get diagnostics v_gone = row_count;
  return v_gone > 0;
end
$$;
comment on function private.expire_conversations(int) is
  'Deletes closed conversations whose last message is past, with notes and tags; whoever writes again begins a new one. One probe of an '
  'index for each brand with a period.';

create function private.expire_audit_values(max_rows int) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  v_organization uuid;
  v_from uuid;
  v_to uuid;
  v_entries uuid[];
begin
  select p.organization_id, p.audit_until, b.bound into v_organization, v_from, v_to
  from private.retention_progress p
  join public.retention_settings s on s.organization_id = p.organization_id
  cross join lateral (select private.id_floor(date_trunc('day', now(), 'UTC') - make_interval(days => s.audit_days)) as bound) as b
  where p.audit_until < b.bound
  order by p.organization_id limit 1;
  if v_organization is null then
    return false;
  end if;
  v_entries := array(
    select a.id from public.audit_log a where a.organization_id = v_organization and a.id >= v_from and a.id < v_to
    order by a.id limit max_rows + 1);
  if cardinality(v_entries) > max_rows then
    v_to := v_entries[max_rows + 1];
  end if;
  perform private.erase_audit_entries(v_organization, v_entries[:max_rows]);
  update private.retention_progress p set audit_until = v_to where p.organization_id = v_organization;
  return true;
end
$$;
comment on function private.expire_audit_values(int) is
  'Blots out the values of the next entries of the audit log that are past their organization''s period. Who changed what and when stays, '
  'and so does the chain; each entry leaves its hash, some hundred bytes.';

create function private.expire_data(max_rows int) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  -- One at a time: two would read the same.
  if not pg_try_advisory_xact_lock(hashtextextended('private.expire_data', 0)) then
    return false;
  end if;
  if private.expire_messages(max_rows) then
    return true;
  elsif private.expire_conversations(max_rows) then
    return true;
  end if;
  return private.expire_audit_values(max_rows);
end
$$;
comment on function private.expire_data(int) is
  'Does the next part of what retention periods ask for, in one transaction, and says whether to call again; how far it came is kept in '
  'that transaction (private.retention_progress), so a worker that dies in between loses and repeats nothing.';
grant execute on function private.expire_data(int) to wabase_worker;
