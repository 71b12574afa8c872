create function private.cancel_queued_messages(campaign public.campaigns) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_transitions private.status_transition[];
begin
  select array_agg(o.message_id) into v_ids
  from private.outbox o where o.campaign_id = campaign.id and o.status = 'queued';
  perform from public.messages m where m.id = any (v_ids) order by m.id for update;
  with closed as (
    delete from private.outbox o
    where o.campaign_id = campaign.id and o.status = 'queued' and o.message_id = any (v_ids)
    returning o.message_id
  ), written as (
    update public.messages m set status = 'canceled'
    from closed c
    where m.id = c.message_id and m.brand_id = campaign.brand_id
    returning row(m.organization_id, m.brand_id, m.campaign_id, m.whatsapp_account_id,
      'queued', 'canceled')::private.status_transition as transition
  )
  select array_agg(transition) into v_transitions from written;
  perform private.count_transitions(v_transitions);
end
$$;
comment on function private.cancel_queued_messages(public.campaigns) is
  'Takes the waiting retries of a canceled campaign out of the outbox; what is in flight is settled by its result.';
