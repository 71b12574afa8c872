create function private.reserve_quota(organization_id uuid, metric text, n bigint, key text, lifetime interval default null) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  insert into private.quota_reservations (organization_id, metric, key, n, expires_at)
  values (reserve_quota.organization_id, reserve_quota.metric, reserve_quota.key, reserve_quota.n, now() + lifetime)
  on conflict do nothing;
  if not found then
    return;
  end if;
  update private.quota_reservations r
  set periods = private.take_quota(reserve_quota.organization_id, reserve_quota.metric, reserve_quota.n, is_reservation => true)
  where r.organization_id = reserve_quota.organization_id and r.metric = reserve_quota.metric and r.key = reserve_quota.key;
end
$$;
comment on function private.reserve_quota(uuid, text, bigint, text, interval) is
  'Reserves quota under a key, once; end it with commit_quota or release_quota. Errors: those of private.take_quota.';
grant execute on function private.reserve_quota(uuid, text, bigint, text, interval) to wabase_worker, wabase_functions;

create function private.commit_quota(organization_id uuid, metric text, key text, used bigint) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_reservation private.quota_reservations;
begin
  update private.quota_reservations r
  set status = case when commit_quota.used = 0 then 'released' else 'committed' end, used = least(greatest(commit_quota.used, 0), r.n)
  where r.organization_id = commit_quota.organization_id and r.metric = commit_quota.metric and r.key = commit_quota.key
    and r.status = 'reserved'
  returning * into v_reservation;
  perform private.give_back(
    v_reservation.organization_id, v_reservation.metric, p.period, p.starts::date, v_reservation.used, -v_reservation.n)
  from jsonb_each_text(v_reservation.periods) as p (period, starts)
  order by p.period;
  return v_reservation.key is not null;
end
$$;
comment on function private.commit_quota(uuid, text, text, bigint) is
  'Turns what was used of a reservation (at most all of it) into use, and gives the rest back. False when there is none, or it was '
  'ended before.';
grant execute on function private.commit_quota(uuid, text, text, bigint) to wabase_worker, wabase_functions;

create function private.release_quota(organization_id uuid, metric text, key text) returns boolean
language sql volatile security definer
set search_path = ''
as $$ select private.commit_quota(organization_id, metric, key, 0) $$;
comment on function private.release_quota(uuid, text,
  text) is 'Gives all of a reservation back. False when there is none, or it was ended before.';
grant execute on function private.release_quota(uuid, text, text) to wabase_worker, wabase_functions;

create function private.consume_quota(organization_id uuid, metric text, n bigint default 1) returns void
language sql volatile security definer
set search_path = ''
as $$ select private.take_quota(organization_id, metric, n) $$;
comment on function private.consume_quota(uuid, text, bigint) is
  'Uses quota in one step, in the transaction of what it is used for: rolled back together. Errors: those of private.take_quota.';
grant execute on function private.consume_quota(uuid, text, bigint) to wabase_worker, wabase_functions;
