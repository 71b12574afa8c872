create function private.guard_campaign_brand() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform from public.brands b
  where b.id = new.brand_id and b.organization_id = new.organization_id and b.status = 'active'
  for share;
  if not found then
    perform private.fail('PT409', 'brand_archived', 'This brand is archived: nothing is sent from it.', 'Restore the brand first.');
  end if;
  return new;
end
$$;
comment on function private.guard_campaign_brand() is
  'A campaign and the archiving of its brand that begin at the same moment: the second one waits for the first and is refused.';

create trigger campaigns_guard_brand before insert or update of status on public.campaigns
  for each row when (new.status in ('scheduled', 'launching', 'running'))
  execute function private.guard_campaign_brand();
