create function private.campaign_shares(campaign_id uuid)
returns table (whatsapp_account_id uuid, account_name text, recipients int, handed_over int, waiting int, accepted int, sent int,
  delivered int, read int, failed int, is_sending boolean, pause_reason text)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
begin
  select * into v_campaign from public.campaigns c where c.id = campaign_shares.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.view');
  return query
  select a.id, a.account_name, coalesce(share.recipients, 0)::int, coalesce(share.handed_over, 0)::int,
    coalesce(share.recipients - share.handed_over, 0)::int, coalesce(d.accepted, 0), coalesce(d.sent, 0), coalesce(d.delivered, 0),
    coalesce(d.read, 0), coalesce(d.failed, 0), not private.sending_is_paused(a), a.pause_reason
  from public.whatsapp_accounts a
  left join lateral (
    select sum(f.last_position - f.first_position + 1) as recipients, sum(f.next_position - f.first_position) as handed_over
    from private.campaign_feeds f
    where f.campaign_id = v_campaign.id and f.whatsapp_account_id = a.id and f.brand_id = a.brand_id
  ) as share on true
  left join (
    -- The steps of public.campaign_stats.
    select d.whatsapp_account_id,
      (sum(n) filter (where status in ('accepted', 'held', 'sent', 'delivered', 'read', 'played', 'failed_accepted', 'failed_sent')))::int
        as accepted,
      (sum(n) filter (where status in ('sent', 'delivered', 'read', 'played', 'failed_sent')))::int as sent,
      (sum(n) filter (where status in ('delivered', 'read', 'played')))::int as delivered,
      (sum(n) filter (where status in ('read', 'played')))::int as read,
      (sum(n) filter (where status in ('failed', 'failed_accepted', 'failed_sent')))::int as failed
    from private.campaign_status_deltas d
    where d.campaign_id = v_campaign.id and d.brand_id = v_campaign.brand_id
    group by d.whatsapp_account_id
  ) as d on d.whatsapp_account_id = a.id
  where a.id in (select n.id from private.numbers_of_campaign(v_campaign) as n)
  order by a.id;
end
$$;
comment on function private.campaign_shares(uuid) is 'See public.campaign_shares.';
grant execute on function private.campaign_shares(uuid) to authenticated;

create function public.campaign_shares(campaign_id uuid)
returns table (whatsapp_account_id uuid, account_name text, recipients int, handed_over int, waiting int, accepted int, sent int,
  delivered int, read int, failed int, is_sending boolean, pause_reason text)
language sql stable
set search_path = ''
as $$ select * from private.campaign_shares(campaign_id) $$;
comment on function public.campaign_shares(uuid) is
  'What each number of a campaign has of its audience: recipients, handed_over (claimed at least once), waiting, the funnel of what it '
  'sent as in campaign_stats (accepted ≥ sent ≥ delivered ≥ read, cumulative; failed and not sent again), and whether the number may send '
  'at present. A share of a paused number waits for it; move_campaign_share gives it to another. Cost grows with the batches since the '
  'last fold. Errors: 42501 permission_denied.';
grant execute on function public.campaign_shares(uuid) to authenticated;

create function private.move_campaign_share(campaign_id uuid, from_account_id uuid, to_account_id uuid) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_campaign public.campaigns;
  v_problem jsonb;
  v_moved int;
begin
  select * into v_campaign from public.campaigns c where c.id = move_campaign_share.campaign_id;
  perform private.require_brand(v_campaign.brand_id, 'campaigns.launch');
  select * into v_campaign from public.campaigns c
  where c.id = v_campaign.id and c.brand_id = v_campaign.brand_id for no key update;
  if not exists (select from public.whatsapp_accounts a where a.id = to_account_id and a.brand_id = v_campaign.brand_id) then
    perform private.fail('PT422', 'number_unknown', 'This brand has no such number.', 'Choose one of its numbers.');
  end if;
  if from_account_id = to_account_id or v_campaign.status not in ('running', 'paused') then
    return 0;
  end if;
  insert into public.campaign_numbers (organization_id, brand_id, campaign_id, whatsapp_account_id)
  select v_campaign.organization_id, v_campaign.brand_id, v_campaign.id, to_account_id
  where to_account_id <> v_campaign.whatsapp_account_id
  on conflict on constraint campaign_numbers_pkey do nothing;
  select p into v_problem
  from jsonb_array_elements(private.campaign_problems(v_campaign)) as p
  where p ->> 'slug' in ('template_not_approved', 'template_of_other_account', 'parameters_incomplete')
    or p ->> 'slug' = 'number_not_connected' and p ->> 'whatsapp_account_id' = to_account_id::text
  limit 1;
  if v_problem is not null then
    perform private.fail('PT409', v_problem ->> 'slug', v_problem ->> 'message', 'Choose another number, or mend this first.');
  end if;
  perform private.lock_feeds(array[v_campaign.id]);
  with cut as (
    update private.campaign_feeds f set last_position = f.next_position - 1
    from private.campaign_feeds was
    where was.campaign_id = f.campaign_id and was.first_position = f.first_position and was.brand_id = f.brand_id
      and f.campaign_id = v_campaign.id and f.brand_id = v_campaign.brand_id and f.whatsapp_account_id = from_account_id
      and f.next_position between f.first_position + 1 and f.last_position
    returning f.organization_id, f.brand_id, f.campaign_id, was.next_position, was.last_position, f.status
  ), given as (
    update private.campaign_feeds f set whatsapp_account_id = to_account_id
    where f.campaign_id = v_campaign.id and f.brand_id = v_campaign.brand_id and f.whatsapp_account_id = from_account_id
      and f.next_position = f.first_position and f.next_position <= f.last_position
    returning f.last_position - f.next_position + 1 as n
  ), split as (
    insert into private.campaign_feeds
      (organization_id, brand_id, campaign_id, whatsapp_account_id, first_position, next_position, last_position, status)
    select c.organization_id, c.brand_id, c.campaign_id, to_account_id, c.next_position, c.next_position, c.last_position, c.status
    from cut c
    returning last_position - next_position + 1 as n
  )
  select coalesce(sum(n), 0) into v_moved from (select n from given union all select n from split) as moved;
  if v_moved > 0 and v_campaign.status = 'running' then
    perform private.ring('outbox/pump', account::text) from unnest(array[from_account_id, to_account_id]) as account order by account;
  end if;
  return v_moved;
end
$$;
comment on function private.move_campaign_share(uuid, uuid, uuid) is 'See public.move_campaign_share.';
grant execute on function private.move_campaign_share(uuid, uuid, uuid) to authenticated;

create function public.move_campaign_share(campaign_id uuid, from_account_id uuid, to_account_id uuid) returns int
language sql volatile
set search_path = ''
as $$ select private.move_campaign_share(campaign_id, from_account_id, to_account_id) $$;
comment on function public.move_campaign_share(uuid, uuid, uuid) is
  'Gives what a number has not yet sent of a running or paused campaign to another number of the brand; retries that wait stay with the '
  'first. Returns how many recipients moved; a repeated call moves none. Cost does not grow with them. Needs campaigns.launch. Errors: '
  '42501 permission_denied, PT422 number_unknown, PT409 number_not_connected | template_of_other_account | template_not_approved | '
  'parameters_incomplete.';
grant execute on function public.move_campaign_share(uuid, uuid, uuid) to authenticated;
