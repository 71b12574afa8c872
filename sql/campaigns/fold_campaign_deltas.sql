create function private.fold_campaign_deltas() returns int
language sql volatile security definer
set search_path = ''
as $$
  with crowded as (
    select d.campaign_id from private.campaign_status_deltas d group by d.campaign_id having count(*) > 200
  ), gone as (
    delete from private.campaign_status_deltas d using crowded c
    where d.campaign_id = c.campaign_id
    returning d.organization_id, d.brand_id, d.campaign_id, d.whatsapp_account_id, d.status, d.n
  ), folded as (
    insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
    select organization_id, brand_id, campaign_id, whatsapp_account_id, status, sum(n) from gone
    group by organization_id, brand_id, campaign_id, whatsapp_account_id, status having sum(n) <> 0
    returning 1
  )
  select count(*)::int from folded
$$;
comment on function private.fold_campaign_deltas() is
  'Folds the count changes of busy campaigns into one row a number and status, in one statement, so that readers never see them missing.';
grant execute on function private.fold_campaign_deltas() to wabase_worker;
