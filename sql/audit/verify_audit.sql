create function private.check_audit_chain(organization_id uuid, known_hash text default null) returns jsonb
language sql stable
set search_path = ''
as $$
  with sealing as (
    select g.sealed_until, now() - s.audit_retention as kept_since from private.audit_sealing g, private.settings s
  ), entries as (
    select m.* from sealing, private.audit_minutes(
      '00000000-0000-0000-0000-000000000000', private.id_floor(greatest(sealing.sealed_until, 'epoch')),
      check_audit_chain.organization_id) as m
  ), chain as (
    select s.*, private.audit_seal_hash(s) as true_hash,
      s.sequence - coalesce(lag(s.sequence) over in_order, 0) as step,
      coalesce(lag(s.hash) over in_order, ''::bytea) as true_previous_hash,
      coalesce(lag(s.minute) over in_order, '-infinity') as previous_minute,
      coalesce(lead(s.minute) over in_order, 'infinity') as next_minute
    from private.audit_seals s where s.organization_id = check_audit_chain.organization_id
    window in_order as (order by s.sequence)
  ), compared as (
    select coalesce(c.minute, e.minute) as minute, c.sequence, c.n as sealed, coalesce(e.n, 0) as found, case
      -- The link after a gap tells that one was there; after the last link nothing tells a lost one from an added entry.
      when c.sequence is null then coalesce((
        select case when l.step > 1 then 'seal_removed' else 'entry_added' end
        from chain l where l.minute > e.minute order by l.minute limit 1), 'entry_without_seal')
      when c.step <> 1 then 'seal_removed'
      when c.minute <= c.previous_minute or c.minute >= c.next_minute then 'seal_reordered'
      when c.hash <> c.true_hash then 'seal_changed'
      when c.previous_hash <> c.true_previous_hash then 'chain_broken'
      when e.n is null and c.minute < sealing.kept_since then null
      when coalesce(e.n, 0) < c.n then 'entry_removed'
      when e.n > c.n then 'entry_added'
      when e.content_hash <> c.content_hash then 'entry_changed'
    end as reason
    from sealing, chain c full join entries e on e.minute = c.minute
  ), broken as (
    select jsonb_build_object('reason', b.reason, 'sequence', b.sequence, 'minute', b.minute, 'sealed', b.sealed, 'found', b.found) as it
    from compared b where b.reason is not null order by b.minute nulls first, b.sequence limit 1
  ), verdict as (
    select coalesce((select b.it from broken b), case
      when known_hash is not null and not exists (select from chain c where encode(c.hash, 'hex') = known_hash)
        then jsonb_build_object('reason', 'known_hash_missing') end) as first_broken
  )
  select jsonb_build_object(
    'ok', v.first_broken is null,
    'seals', (select count(*) from chain),
    'entries', (select coalesce(sum(e.n), 0) from entries e),
    'sealed_until', (select nullif(g.sealed_until, '-infinity') from sealing g),
    'head', (
      select jsonb_build_object('sequence', c.sequence, 'hash', encode(c.hash, 'hex')) from chain c order by c.sequence desc limit 1),
    'first_broken', v.first_broken)
  from verdict v
$$;
comment on function private.check_audit_chain(uuid, text) is 'See public.verify_audit; for the operator, without a question of permission.';

create function private.verify_audit(organization_id uuid, known_hash text default null) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_organization(organization_id, 'audit.view');
  return private.check_audit_chain(organization_id, known_hash);
end
$$;
comment on function private.verify_audit(uuid, text) is 'See public.verify_audit.';
grant execute on function private.verify_audit(uuid, text) to authenticated;

create function public.verify_audit(organization_id uuid, known_hash text default null) returns jsonb
language sql stable
set search_path = ''
as $$ select private.verify_audit(organization_id, known_hash) $$;
comment on function public.verify_audit(uuid, text) is
  'Compares the audit log with its hash chain: {ok, seals, entries, sealed_until, head: {sequence, hash}, first_broken}. first_broken '
  'names the first break: {reason, sequence, minute, sealed, found}, reason being entry_added, entry_removed, entry_changed, '
  'entry_without_seal, seal_removed, seal_changed, seal_reordered or chain_broken. Keep head.hash elsewhere and send it later as '
  'known_hash: known_hash_missing tells that the chain was cut or made anew since. Needs audit.view.';
grant execute on function public.verify_audit(uuid, text) to authenticated;
