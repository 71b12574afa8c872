create function private.recipient_timeline(campaign_id uuid, contact_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_recipient public.campaign_messages;
begin
  select * into v_campaign from public.campaigns c where c.id = recipient_timeline.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.view');
  select * into v_recipient from public.campaign_messages m
  where m.campaign_id = v_campaign.id and m.contact_id = recipient_timeline.contact_id and m.brand_id = v_campaign.brand_id;
  if v_recipient.id is null then
    perform private.fail('PT422', 'contact_not_found', 'This contact is not in the audience of this campaign.',
      'campaign_messages lists who is.');
  end if;
  return jsonb_build_object(
    'campaign_id', v_campaign.id, 'contact_id', v_recipient.contact_id, 'position', v_recipient.position, 'status', v_recipient.status,
    'skip_reason', v_recipient.skip_reason, 'message_id', v_recipient.message_id,
    'events', (
      with tries as (
        -- A contact that was merged since got it as the one that was kept.
        select m.* from public.messages m
        where m.contact_id = any (array(
            select coalesce(c.merged_into, c.id) from public.contacts c
            where c.id = v_recipient.contact_id and c.brand_id = v_campaign.brand_id))
          and m.campaign_id = v_campaign.id and m.brand_id = v_campaign.brand_id and m.organization_id = v_campaign.organization_id
      ), events as (
        select v_campaign.started_at as at, v_campaign.started_at as place, 0 as rank, 'queued' as event, null::uuid as message_id,
          '{}'::jsonb as more
        union all
        -- What Meta tells by its clock came after what we did by ours, whatever the clocks say.
        select e.at, case when e.rank > 1 then greatest(e.at, t.created_at, t.accepted_at) else e.at end, e.rank, e.event, t.id, e.more
        from tries t, lateral (values
          (t.created_at, 1, case when exists (select from tries before where before.retried_as = t.id) then 'retried' else 'claimed' end,
            jsonb_build_object('attempts', t.attempts)),
          (t.accepted_at, 2, 'accepted', jsonb_build_object('wamid', t.wamid)),
          (t.sent_at, 3, 'sent', '{}'),
          (t.delivered_at, 4, 'delivered', '{}'),
          (t.read_at, 5, 'read', '{}'),
          (t.failed_at, 6, 'failed', jsonb_build_object('error_class', t.error_class, 'error_code', t.error_code,
            'error_message', t.error_message, 'retried_as', t.retried_as))
        ) as e (at, rank, event, more)
        union all
        select o.due_at, o.due_at, 7, case o.status when 'unknown' then 'unknown' else 'due' end, o.message_id,
          jsonb_build_object('attempts', o.attempts)
        from private.outbox o join tries t on t.id = o.message_id and t.brand_id = o.brand_id
        where o.status in ('queued', 'unknown')
      )
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', e.at, 'event', e.event, 'message_id', e.message_id) || e.more)
        order by e.place, e.message_id nulls first, e.rank)
      from events e where e.at is not null));
end
$$;
comment on function private.recipient_timeline(uuid, uuid) is 'See public.recipient_timeline.';
grant execute on function private.recipient_timeline(uuid, uuid) to authenticated;

create function public.recipient_timeline(campaign_id uuid, contact_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$ select private.recipient_timeline(campaign_id, contact_id) $$;
comment on function public.recipient_timeline(uuid, uuid) is
  'What happened to one recipient of a campaign: {campaign_id, contact_id, position, status, skip_reason, message_id, events: [{at, event, '
  'message_id, …}]} in order of time. Events: queued (the launch), claimed (attempts), retried, accepted (wamid), sent, delivered, read, '
  'failed (error_class, error_code, error_message, retried_as), due (the next attempt), unknown. Times of Meta for what Meta tells. '
  'Errors: 42501 permission_denied, PT422 contact_not_found when this contact is not in the audience.';
grant execute on function public.recipient_timeline(uuid, uuid) to authenticated;
