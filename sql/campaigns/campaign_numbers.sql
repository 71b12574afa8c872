-- Further numbers of a campaign, beside the one in its row: its audience is shared out between all of them at the launch.
create table public.campaign_numbers (
  organization_id uuid not null,
  brand_id uuid not null,
  campaign_id uuid not null,
  whatsapp_account_id uuid not null,
  created_at timestamptz not null default now(),
  constraint campaign_numbers_pkey primary key (campaign_id, whatsapp_account_id, brand_id, organization_id),
  constraint campaign_numbers_campaign_id_fkey
    foreign key (campaign_id, brand_id, organization_id)
    references public.campaigns (id, brand_id, organization_id) on delete cascade,
  constraint campaign_numbers_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
);
create index campaign_numbers_whatsapp_account_id_idx on public.campaign_numbers (whatsapp_account_id, brand_id, organization_id);
alter table public.campaign_numbers enable row level security;

create policy campaign_numbers_select on public.campaign_numbers for select to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.view'))::uuid[]));
create policy campaign_numbers_insert on public.campaign_numbers for insert to authenticated
  with check (brand_id = any ((select private.my_brands('campaigns.edit'))::uuid[])
    and exists (select from public.campaigns c
      where c.id = campaign_numbers.campaign_id and c.brand_id = campaign_numbers.brand_id and c.status = 'draft'));
create policy campaign_numbers_delete on public.campaign_numbers for delete to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.edit'))::uuid[])
    and exists (select from public.campaigns c
      where c.id = campaign_numbers.campaign_id and c.brand_id = campaign_numbers.brand_id and c.status = 'draft'));

grant select, delete on public.campaign_numbers to authenticated;
grant insert (organization_id, brand_id, campaign_id, whatsapp_account_id) on public.campaign_numbers to authenticated;

comment on table public.campaign_numbers is
  'Numbers that send a campaign beside campaigns.whatsapp_account_id. Chosen while it is a draft; move_campaign_share adds to them later.';

create function private.numbers_of_campaign(campaign public.campaigns) returns setof public.whatsapp_accounts
language sql stable
set search_path = ''
as $$
  select a.*
  from public.whatsapp_accounts a
  where a.brand_id = campaign.brand_id and a.organization_id = campaign.organization_id
    and (a.id = campaign.whatsapp_account_id or a.id = any (array(
      select n.whatsapp_account_id from public.campaign_numbers n
      where n.campaign_id = campaign.id and n.brand_id = campaign.brand_id and n.organization_id = campaign.organization_id)))
  order by a.id
$$;
comment on function private.numbers_of_campaign(public.campaigns) is 'All numbers that send a campaign.';
