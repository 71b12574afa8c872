create function private.seal_audit() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  -- Clocks of two machines differ by less, and an entry's id may be made a moment before its transaction has a number.
  c_lag constant interval := '5 seconds';
  v_state private.audit_sealing;
  v_seal private.audit_seals;
  v_minute record;
  v_sealed int := 0;
begin
  -- A second sealer goes home: the lock makes one chain. Writers never touch this row.
  select * into v_state from private.audit_sealing for no key update skip locked;
  if not found then
    return 0;
  end if;
  if v_state.pending_until is not null and pg_snapshot_xmin(pg_current_snapshot()) >= v_state.pending_xid then
    for v_minute in
      select * from private.audit_minutes(
        private.id_floor(greatest(v_state.sealed_until, 'epoch')), private.id_floor(v_state.pending_until)) as m
      order by m.organization_id, m.minute
    loop
      v_seal := null;
      select s.sequence, s.hash into v_seal.sequence, v_seal.previous_hash
      from private.audit_seals s where s.organization_id = v_minute.organization_id order by s.sequence desc limit 1;
      v_seal.organization_id := v_minute.organization_id;
      v_seal.sequence := coalesce(v_seal.sequence, 0) + 1;
      v_seal.minute := v_minute.minute;
      v_seal.first_id := v_minute.first_id;
      v_seal.last_id := v_minute.last_id;
      v_seal.n := v_minute.n;
      v_seal.content_hash := v_minute.content_hash;
      v_seal.previous_hash := coalesce(v_seal.previous_hash, ''::bytea);
      v_seal.hash := private.audit_seal_hash(v_seal);
      v_seal.sealed_at := now();
      insert into private.audit_seals select (v_seal).*;
      v_sealed := v_sealed + 1;
    end loop;
    update private.audit_sealing set sealed_until = v_state.pending_until, pending_until = null, pending_xid = null;
    v_state.pending_until := null;
  end if;
  -- Whoever logged something before now() has a lower transaction number than this transaction, which began at now(). A number
  -- from the future comes from the cluster that this database was restored from.
  if v_state.pending_until is null or v_state.pending_xid > pg_current_xact_id() then
    update private.audit_sealing s set pending_until = date_trunc('minute', now() - c_lag, 'UTC'), pending_xid = pg_current_xact_id()
    where date_trunc('minute', now() - c_lag, 'UTC') > s.sealed_until;
  end if;
  return v_sealed;
end
$$;
comment on function private.seal_audit() is
  'Seals the minutes of the audit log to which no open transaction can add any more, and notes how far the next call may go: an entry is '
  'sealed within about three minutes, later while an older transaction is open. Returns the number of new seals. Harmless at any time.';
grant execute on function private.seal_audit() to wabase_worker;
