create function private.close_deleted_messages() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  delete from private.outbox o where o.message_id = any (array(select d.id from deleted_messages d));
  perform private.count_transitions(array(
    select row(d.organization_id, d.brand_id, d.campaign_id, d.whatsapp_account_id, d.status, 'canceled')::private.status_transition
    from deleted_messages d
    join public.campaigns c on c.id = d.campaign_id and c.brand_id = d.brand_id
    where d.status in ('queued', 'sending', 'unknown')));
  return null;
end
$$;
comment on function private.close_deleted_messages() is
  'Messages deleted with their contact leave the outbox; those not yet accepted count as canceled in their campaigns, the others '
  'keep their place in the funnel.';

create trigger messages_close_deleted after delete on public.messages
  referencing old table as deleted_messages for each statement execute function private.close_deleted_messages();
