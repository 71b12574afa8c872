create function private.send_away_messages(stored private.stored_message[]) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_bodies text[];
begin
  with closed as (
    select h, private.closed_since(h, now()) as since
    from public.business_hours h
    where h.brand_id = any (array(select s.brand_id from unnest(stored) as s)) and h.away_message is not null
      and not private.is_open(h, now())
  ), due as (
    -- Who wrote while the brand was open is not told that it is closed, however late it is read.
    select distinct s.conversation_id, s.brand_id, s.organization_id, (k.h).away_message as body, k.since
    from unnest(stored) as s join closed k on (k.h).brand_id = s.brand_id
    where s.type <> 'system' and not private.is_open(k.h, s.at)
  ), marked as (
    update public.conversations c set away_sent_at = now()
    from due d
    where c.id = d.conversation_id and c.brand_id = d.brand_id and c.organization_id = d.organization_id
      and c.window_expires_at > now() and (c.away_sent_at is null or c.away_sent_at < d.since)
    returning c.id, d.body
  )
  select array_agg(m.id), array_agg(m.body) into v_ids, v_bodies from marked m;
  return case when v_ids is null then 0 else private.queue_automatic_texts(v_ids, v_bodies) end;
end
$$;
comment on function private.send_away_messages(private.stored_message[]) is
  'Answers who writes outside of the brand''s hours with its away message: once a conversation in each closed time, inside '
  'the window alone. Returns how many.';

create function private.follow_inbound(stored private.stored_message[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_brands uuid[] := array(select distinct s.brand_id from unnest(stored) as s order by 1);
begin
  if exists (select from public.sla_policies p where p.brand_id = any (v_brands)) then
    perform private.start_sla_timers(array_agg(s.conversation_id), array_agg(s.at), '{first_response,resolution}')
    from unnest(stored) as s where s.type <> 'system';
  end if;
  if exists (select from public.business_hours h where h.brand_id = any (v_brands) and h.away_message is not null) then
    perform private.send_away_messages(stored);
  end if;
  if exists (select from public.routing_settings r where r.brand_id = any (v_brands) and r.mode <> 'manual') then
    perform private.ask_for_routing(b.brand_id)
    from (
      select distinct c.brand_id from public.conversations c
      where c.id = any (array(select s.conversation_id from unnest(stored) as s)) and c.status = 'open' and c.assigned_to is null
      order by 1
    ) as b;
  end if;
end
$$;
comment on function private.follow_inbound(private.stored_message[]) is
  'What an inbox does about messages that came: service times start, the away message is sent, routing is asked for. Brands without such '
  'settings cost three looks a batch.';
