create function private.numbers_of(waba_id text, display_phone_number text default null) returns uuid[]
language sql stable
set search_path = ''
as $$
  select coalesce(array_agg(a.id order by a.id), '{}')
  from private.whatsapp_routes r
  join public.whatsapp_accounts a on a.id = r.whatsapp_account_id and a.brand_id = r.brand_id
  where r.waba_id = numbers_of.waba_id
    and (display_phone_number is null
      or regexp_replace(a.phone_number, '\D', '', 'g') = regexp_replace(display_phone_number, '\D', '', 'g'))
$$;
comment on function private.numbers_of(text, text) is
  'The connected numbers of a WhatsApp Business Account, or the one that Meta writes in this way.';

create function private.reason_of_holds(holds jsonb) returns text
language sql immutable parallel safe
set search_path = ''
as $$ select min(h.value ->> 'reason') from jsonb_each(holds) as h $$;
comment on function private.reason_of_holds(jsonb) is 'One of the reasons why Meta holds a number, null when it does not.';

create function private.status_after_holds(connection_status text, before jsonb, after jsonb) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  with status as (
    select n, case when holds ? 'ban' then 'banned' when holds ? 'disconnected' then 'disconnected'
      when holds ?| '{restriction,policy,review}' then 'restricted' end as held
    from (values (1, before), (2, after)) as h (n, holds)
  )
  select coalesce((select held from status where n = 2),
    case when connection_status = (select held from status where n = 1) then 'connected' else connection_status end)
$$;
comment on function private.status_after_holds(text, jsonb, jsonb) is
  'The connection status of a number whose holds change: the gravest of them; connected again when Meta has lifted what it had imposed.';

create function private.hold_numbers(ids uuid[], cause text, reason text, at timestamptz, until timestamptz default null) returns void
language sql volatile
set search_path = ''
as $$
  with held as materialized (
    select a.id, a.brand_id, a.meta_holds
      || jsonb_build_object(cause, jsonb_strip_nulls(jsonb_build_object('reason', hold_numbers.reason, 'until', until,
        'at', greatest(hold_numbers.at, (a.meta_holds -> cause ->> 'at')::timestamptz)))) as holds
    from public.whatsapp_accounts a
    where a.id = any (ids) and (a.resumed_at is null or a.resumed_at < hold_numbers.at)
    order by a.id for no key update
  )
  update public.whatsapp_accounts a
  set meta_holds = h.holds, connection_status = private.status_after_holds(a.connection_status, a.meta_holds, h.holds),
    is_paused = true,
    paused_by = case when a.is_paused then coalesce(a.paused_by, 'member') else 'meta' end,
    pause_reason = case when a.is_paused and a.paused_by is distinct from 'meta' then a.pause_reason
      else private.reason_of_holds(h.holds) end
  from held h where a.id = h.id and a.brand_id = h.brand_id
$$;
comment on function private.hold_numbers(uuid[], text, text, timestamptz, timestamptz) is
  'Meta does not let these numbers send. cause: ban, disconnected, restriction, policy, review, payment or refused. A number that somebody '
  'has paused stays his; a person who resumed it after that moment has the last word.';

create function private.release_numbers(ids uuid[], causes text[], at timestamptz) returns void
language sql volatile
set search_path = ''
as $$
  with held as materialized (
    select a.id, a.brand_id, a.meta_holds, a.paused_by
    from public.whatsapp_accounts a where a.id = any (ids) and a.meta_holds ?| causes order by a.id for no key update
  ), left_over as materialized (
    select h.id, h.brand_id, h.paused_by, coalesce((
      select jsonb_object_agg(one.key, one.value) from jsonb_each(h.meta_holds) as one
      where one.key <> all (causes) or (one.value ->> 'at')::timestamptz > release_numbers.at), '{}') as holds
    from held h
  ), released as (
    select l.id, l.brand_id, l.holds, l.holds = '{}' and l.paused_by = 'meta' as is_free from left_over l
  ), written as (
    update public.whatsapp_accounts a
    set meta_holds = r.holds, connection_status = private.status_after_holds(a.connection_status, a.meta_holds, r.holds),
      is_paused = a.is_paused and not r.is_free,
      paused_by = case when not r.is_free then a.paused_by end,
      pause_reason = case when r.is_free then null when a.paused_by = 'meta' then private.reason_of_holds(r.holds) else a.pause_reason end
    from released r where a.id = r.id and a.brand_id = r.brand_id
    returning a.id, a.is_paused
  )
  select count(private.ring('outbox/pump', w.id::text)) from (select w.id from written w where not w.is_paused order by w.id) as w
$$;
comment on function private.release_numbers(uuid[], text[], timestamptz) is
  'Meta lifts these causes, as far as they are not younger than its word. A number that only Meta had paused sends again when '
  'none is left; what people or the platform paused stays.';

create function private.release_expired_holds() returns void
language sql volatile security definer
set search_path = ''
as $$
  select private.release_numbers(array[a.id], array[h.key], now())
  from public.whatsapp_accounts a, jsonb_each(a.meta_holds) as h
  where a.meta_holds <> '{}' and (h.value ->> 'until')::timestamptz <= now()
  order by a.id
$$;
comment on function private.release_expired_holds() is 'Lifts the restrictions whose end Meta had told. The worker calls it once a minute.';
grant execute on function private.release_expired_holds() to wabase_worker;

create function private.alert_numbers(ids uuid[], kind text, key text, detail jsonb) returns void
language sql volatile
set search_path = ''
as $$
  select private.alert(told.organization_id, alert_numbers.kind, alert_numbers.key,
    alert_numbers.detail || jsonb_build_object('whatsapp_account_ids', told.numbers))
  from (
    select a.organization_id, jsonb_agg(a.id order by a.id) as numbers
    from public.whatsapp_accounts a where a.id = any (ids) group by a.organization_id order by a.organization_id
  ) as told
$$;
comment on function private.alert_numbers(uuid[], text, text, jsonb) is
  'Tells each organization that has some of these numbers something once, and which of its numbers it is about.';
