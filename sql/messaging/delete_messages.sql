create function private.delete_messages(message_ids uuid[]) returns int
language plpgsql volatile
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
  v_deleted int;
begin
  with doomed as materialized (
    select m.id, m.brand_id, m.organization_id, m.wamid, m.client_message_id from public.messages m
    where m.id = any (message_ids)
    order by m.id for update
  ), outgoing as (
    delete from private.outbox o where o.message_id = any (array(select d.id from doomed d))
  ), named as (
    delete from private.message_wamids w using doomed d
    where w.wamid = d.wamid and w.brand_id = d.brand_id and w.organization_id = d.organization_id
  ), called as (
    delete from private.message_client_ids k using doomed d
    where k.client_message_id = d.client_message_id and k.brand_id = d.brand_id and k.organization_id = d.organization_id
  ), acted as (
    delete from private.message_actions a using doomed d
    where a.target_wamid = d.wamid and a.brand_id = d.brand_id and a.organization_id = d.organization_id
  ), gone as (
    delete from public.messages m using doomed d
    where m.id = d.id and m.brand_id = d.brand_id and m.organization_id = d.organization_id
    returning 1
  )
  select count(*) into v_deleted from gone;
  return v_deleted;
end
$$;
comment on function private.delete_messages(uuid[]) is
  'Removes messages with all that names them; their files and places in the outbox follow by triggers, what campaigns have counted stays. '
  'Returns how many. Cost O(ids). Locks: messages by id, then outbox.';
