create function private.mark_contacts(brand_id uuid, contact_ids uuid[], is_deleted boolean) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_changed int;
begin
  perform private.require_brand(brand_id, 'contacts.edit');
  if coalesce(cardinality(contact_ids), 0) > 10000 then
    perform private.fail('PT422', 'too_many_contacts', 'At most 10,000 contacts at once.', 'Send them in several calls.');
  end if;
  if exists (
    select from unnest(contact_ids) as given (id)
    where not exists (select from public.contacts c where c.id = given.id and c.brand_id = mark_contacts.brand_id)
  ) then
    perform private.fail('PT422', 'contact_not_found', 'One of the contacts does not exist in this brand.',
      'Give ids of contacts of one brand; those erased meanwhile must be left out.');
  end if;
  with chosen as (
    select c.id from public.contacts c
    where c.brand_id = mark_contacts.brand_id and c.id = any (contact_ids) and (c.deleted_at is null) = is_deleted
      and c.merged_into is null
    order by c.id for update
  )
  update public.contacts c set deleted_at = case when is_deleted then now() end, updated_at = now()
  from chosen where c.id = chosen.id and c.brand_id = mark_contacts.brand_id;
  get diagnostics v_changed = row_count;
  return v_changed;
end
$$;
comment on function private.mark_contacts(uuid, uuid[], boolean) is
  'Deletes or restores contacts of a brand; those that are so already are passed over.';
grant execute on function private.mark_contacts(uuid, uuid[], boolean) to authenticated;

create function public.delete_contacts(brand_id uuid, contact_ids uuid[]) returns int
language sql volatile
set search_path = ''
as $$ select private.mark_contacts(brand_id, contact_ids, true) $$;
comment on function public.delete_contacts(uuid, uuid[]) is
  'Hides up to 10,000 contacts from lists, searches and audiences; they no longer count for the plan. Messages, labels and groups are '
  'kept, addresses stay taken. Whoever writes again is back by himself. Returns how many were deleted. Errors: 42501 permission_denied, '
  'PT422 too_many_contacts | contact_not_found.';
grant execute on function public.delete_contacts(uuid, uuid[]) to authenticated;

create function public.restore_contacts(brand_id uuid, contact_ids uuid[]) returns int
language sql volatile
set search_path = ''
as $$ select private.mark_contacts(brand_id, contact_ids, false) $$;
comment on function public.restore_contacts(uuid, uuid[]) is
  'Brings up to 10,000 deleted contacts back as they were. Returns how many. Errors: 42501 permission_denied, PT402 plan_limit_reached, '
  'PT422 too_many_contacts | contact_not_found.';
grant execute on function public.restore_contacts(uuid, uuid[]) to authenticated;

create function private.deleted_contacts(brand_id uuid, before uuid, page_size int) returns setof public.contacts
language plpgsql stable security definer
set search_path = ''
rows 50
as $$
begin
  perform private.require_brand(brand_id, 'contacts.edit');
  return query
    select * from public.contacts c
    where c.brand_id = deleted_contacts.brand_id and c.deleted_at is not null and c.merged_into is null
      and (before is null or c.id < before)
    order by c.id desc limit least(greatest(page_size, 1), 1000);
end
$$;
comment on function private.deleted_contacts(uuid, uuid, int) is 'See public.deleted_contacts.';
grant execute on function private.deleted_contacts(uuid, uuid, int) to authenticated;

create function public.deleted_contacts(brand_id uuid, before uuid default null, page_size int default 50)
returns setof public.contacts
language sql stable
set search_path = ''
as $$ select * from private.deleted_contacts(brand_id, before, page_size) $$;
comment on function public.deleted_contacts(uuid, uuid, int) is
  'The deleted contacts of a brand, the newest first, up to 1,000 a page; give the last id as before. Errors: 42501 permission_denied.';
grant execute on function public.deleted_contacts(uuid, uuid, int) to authenticated;
