create function private.count_rows() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_is_forced boolean := coalesce(current_setting('wabase.quota', true), '') = 'count';
  v_change record;
begin
  for v_change in execute format(
    'select organization_id, sum(n) as n from (%s) as rows group by organization_id having sum(n) <> 0 order by organization_id',
    concat_ws(' union all ',
      case when tg_op <> 'DELETE' then format('select n.organization_id, 1 as n from new_rows n where %s', tg_argv[1]) end,
      case when tg_op <> 'INSERT' then format('select n.organization_id, -1 as n from old_rows n where %s', tg_argv[1]) end))
  loop
    if v_change.n > 0 then
      perform private.take_quota(v_change.organization_id, tg_argv[0], v_change.n::bigint, is_forced => v_is_forced);
    else
      perform private.give_back(v_change.organization_id, tg_argv[0], 'total', '1970-01-01', v_change.n::bigint, 0);
    end if;
  end loop;
  return null;
end
$$;
comment on function private.count_rows() is
  'Keeps the counter of a limited table, once a statement whatever its size, and refuses growth beyond the limit. Arguments: the metric, '
  'and the SQL condition on a row n that counts. Transition tables: new_rows, old_rows. While the setting wabase.quota is "count" '
  '(a customer writes for the first time), rows are counted but never refused.';

create trigger brands_count_insert after insert on public.brands
  referencing new table as new_rows for each statement execute function private.count_rows('brands', 'n.status = ''active''');
create trigger brands_count_update after update on public.brands referencing old table as old_rows new table as new_rows
  for each statement execute function private.count_rows('brands', 'n.status = ''active''');
create trigger brands_count_delete after delete on public.brands
  referencing old table as old_rows for each statement execute function private.count_rows('brands', 'n.status = ''active''');

create trigger contacts_count_insert after insert on public.contacts
  referencing new table as new_rows for each statement execute function private.count_rows('contacts', 'n.deleted_at is null');
create trigger contacts_count_update after update on public.contacts referencing old table as old_rows new table as new_rows
  for each statement execute function private.count_rows('contacts', 'n.deleted_at is null');
create trigger contacts_count_delete after delete on public.contacts
  referencing old table as old_rows for each statement execute function private.count_rows('contacts', 'n.deleted_at is null');

create trigger members_count_agents_insert after insert on public.members referencing new table as new_rows
  for each statement execute function private.count_rows('agents', 'n.status = ''active'' and n.role_key = ''agent''');
create trigger members_count_agents_update after update on public.members referencing old table as old_rows new table as new_rows
  for each statement execute function private.count_rows('agents', 'n.status = ''active'' and n.role_key = ''agent''');
create trigger members_count_agents_delete after delete on public.members referencing old table as old_rows
  for each statement execute function private.count_rows('agents', 'n.status = ''active'' and n.role_key = ''agent''');

create trigger members_count_insert after insert on public.members
  referencing new table as new_rows for each statement execute function private.count_rows('members', 'n.status = ''active''');
create trigger members_count_update after update on public.members referencing old table as old_rows new table as new_rows
  for each statement execute function private.count_rows('members', 'n.status = ''active''');
create trigger members_count_delete after delete on public.members
  referencing old table as old_rows for each statement execute function private.count_rows('members', 'n.status = ''active''');

create trigger whatsapp_accounts_count_insert after insert on public.whatsapp_accounts
  referencing new table as new_rows for each statement execute function private.count_rows('whatsapp_accounts', 'true');
create trigger whatsapp_accounts_count_delete after delete on public.whatsapp_accounts
  referencing old table as old_rows for each statement execute function private.count_rows('whatsapp_accounts', 'true');
