create function private.start_sla_timers(conversation_ids uuid[], ats timestamptz[], kinds text[]) returns void
language sql volatile
set search_path = ''
as $$
  insert into public.sla_timers as t (organization_id, brand_id, conversation_id, kind, opening, started_at, due_at)
  select c.organization_id, c.brand_id, c.id, k.kind, c.opening, i.at,
    private.add_business_time(h, i.at, k.minutes * interval '1 minute')
  from (select conversation_id, min(at) as at from unnest(conversation_ids, ats) as u (conversation_id, at) group by 1) as i
  join public.conversations c on c.id = i.conversation_id and c.status <> 'closed'
  join public.sla_policies p on p.brand_id = c.brand_id and p.organization_id = c.organization_id
  cross join lateral (values ('first_response', p.first_response_minutes), ('resolution', p.resolution_minutes)) as k (kind, minutes)
  left join public.business_hours h on h.brand_id = c.brand_id and h.organization_id = c.organization_id and p.counts = 'business_hours'
  where k.minutes is not null and k.kind = any (kinds) and i.at >= coalesce(c.closed_at, '-infinity')
    and not exists (select from public.sla_timers as known
      where known.conversation_id = c.id and known.kind = k.kind and known.opening = c.opening and known.started_at <= i.at)
  order by c.contact_id, c.whatsapp_account_id, k.kind
  on conflict on constraint sla_timers_pkey do update set started_at = excluded.started_at, due_at = excluded.due_at
  where excluded.started_at < t.started_at and t.ended_at is null and t.breached_at is null
$$;
comment on function private.start_sla_timers(uuid[], timestamptz[], text[]) is
  'Starts the timers of the present opening of conversations, each once, at the earliest of the times given, in whatever order they come. '
  'Cost grows with the timers that start; for those that run it is a look.';

create function private.end_sla_timers(conversation_id uuid, kinds text[]) returns void
language sql volatile
set search_path = ''
as $$
  update public.sla_timers t set ended_at = now()
  where t.conversation_id = end_sla_timers.conversation_id and t.kind = any (kinds) and t.ended_at is null
$$;
comment on function private.end_sla_timers(uuid, text[]) is 'Stops timers of a conversation, those that were breached too.';

create function private.sweep_sla(max_rows int default 500) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_breach record;
  v_told int := 0;
begin
  for v_breach in
    with due as (
      select t.conversation_id, t.kind, t.opening, t.brand_id, t.organization_id from public.sla_timers t
      where t.ended_at is null and t.breached_at is null and t.due_at <= now()
      order by t.due_at
      limit max_rows
      for update skip locked
    ), breached as (
      update public.sla_timers t set breached_at = now()
      from due d
      where t.conversation_id = d.conversation_id and t.kind = d.kind and t.opening = d.opening
        and t.brand_id = d.brand_id and t.organization_id = d.organization_id
      returning t.*
    )
    select b.*, c.assigned_to from breached b join public.conversations c on c.id = b.conversation_id and c.brand_id = b.brand_id
  loop
    perform private.alert(v_breach.organization_id, 'sla_breached',
      concat_ws(':', v_breach.conversation_id, v_breach.kind, v_breach.opening), jsonb_build_object('conversation_id',
        v_breach.conversation_id, 'brand_id', v_breach.brand_id, 'timer', v_breach.kind, 'due_at', v_breach.due_at,
        'assigned_to', v_breach.assigned_to));
    perform private.note_brand_events(v_breach.organization_id, v_breach.brand_id, jsonb_build_array(jsonb_build_object('event', 'sla',
      'conversation_id', v_breach.conversation_id, 'timer', v_breach.kind, 'due_at', v_breach.due_at)));
    perform private.announce_to_member(v_breach.assigned_to, 'sla', jsonb_build_object('conversation_id', v_breach.conversation_id,
      'brand_id', v_breach.brand_id, 'timer', v_breach.kind, 'due_at', v_breach.due_at));
    v_told := v_told + 1;
  end loop;
  return v_told;
end
$$;
comment on function private.sweep_sla(int) is
  'Tells of service times that have passed, each once: an alert, the event sla to the brand, and to who the conversation is assigned to. '
  'The worker calls it every minute until nothing is left. Returns how many. Cost grows with those that are due.';
grant execute on function private.sweep_sla(int) to wabase_worker;

create function private.require_inbox(brand_id uuid) returns void
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_brand(require_inbox.brand_id, 'conversations.view');
end
$$;
comment on function private.require_inbox(uuid) is
  'Raises 42501 unless the caller reads conversations in the brand. Errors: permission_denied.';
grant execute on function private.require_inbox(uuid) to authenticated;

create function public.late_conversations(brand_id uuid) returns setof public.conversations
language plpgsql stable
set search_path = ''
as $$
begin
  perform private.require_inbox(late_conversations.brand_id);
  return query
  select c.* from (
    select distinct t.conversation_id from public.sla_timers t
    where t.brand_id = late_conversations.brand_id and t.ended_at is null and t.breached_at is not null) as late
  -- Each by its key, whatever size of brand the session planned for.
  cross join lateral (
    select * from public.conversations c where c.id = late.conversation_id and c.brand_id = late_conversations.brand_id offset 0) as c;
end
$$;
comment on function public.late_conversations(uuid) is
  'The conversations of a brand that the caller sees and that were not answered or closed in the promised time, to be filtered and ordered '
  'by the request. Cost grows with those that are late. Errors: permission_denied.';
grant execute on function public.late_conversations(uuid) to authenticated;
