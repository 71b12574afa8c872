create type private.status_transition as (
  organization_id uuid, brand_id uuid, campaign_id uuid, whatsapp_account_id uuid, old_status text, new_status text
);
comment on type private.status_transition is 'A message of a campaign that changed its status.';

create function private.count_transitions(transitions private.status_transition[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
  select t.organization_id, t.brand_id, t.campaign_id, t.whatsapp_account_id, change.status, sum(change.n)
  from unnest(transitions) as t,
    lateral (values (t.old_status, -1), (t.new_status, 1)) as change (status, n)
  where t.campaign_id is not null and t.old_status <> t.new_status
  group by t.organization_id, t.brand_id, t.campaign_id, t.whatsapp_account_id, change.status
  having sum(change.n) <> 0;
end
$$;
comment on function private.count_transitions(private.status_transition[]) is
  'Appends what a batch changed to the counts of its campaigns: one row a campaign, number and status.';
