create function private.guard_brand() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    if old.is_default and exists (select from public.organizations o where o.id = old.organization_id) then
      perform private.fail('PT409', 'brand_is_default', 'The default brand cannot be deleted.', 'It goes with its organization.');
    end if;
    return old;
  end if;
  if old.is_default and new.status = 'archived' then
    perform private.fail('PT409', 'brand_is_default', 'The default brand cannot be archived.', 'Archive another brand.');
  end if;
  if new.status = 'archived' and old.status = 'active' and exists (
    select from public.campaigns c
    where c.brand_id = old.id and c.organization_id = old.organization_id and c.status in ('scheduled', 'launching', 'running', 'paused')
  ) then
    perform private.fail('PT409', 'brand_is_sending', 'A campaign of this brand has not ended.', 'Cancel it or let it end, then archive.');
  end if;
  return new;
end
$$;
comment on function private.guard_brand() is
  'The default brand is neither archived nor deleted, except with its organization; a brand that sends is not archived, because '
  'nobody could stop it there.';

create trigger brands_guard before update of status or delete on public.brands
  for each row execute function private.guard_brand();
