create function private.lock_merges(brand_id uuid) returns void
language sql volatile
set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('contact merges ' || brand_id, 0)) $$;
comment on function private.lock_merges(uuid) is
  'Lets people merge and undo one after the other in a brand: a merge also changes contacts that were merged before, which nobody knows '
  'who has not yet locked the two.';

create function private.merge_contacts(keep_id uuid, merge_id uuid) returns public.contact_merges
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_kept public.contacts;
  v_gone public.contacts;
  v_merge public.contact_merges;
  v_id uuid;
begin
  select * into v_kept from public.contacts c where c.id = keep_id;
  perform private.require_brand(v_kept.brand_id, 'contacts.edit');
  perform private.lock_merges(v_kept.brand_id);
  perform from public.contacts c
  where c.id in (keep_id, merge_contacts.merge_id) and c.brand_id = v_kept.brand_id order by c.id for update;
  select * into v_kept from public.contacts c where c.id = keep_id and c.brand_id = v_kept.brand_id;
  select * into v_gone from public.contacts c where c.id = merge_contacts.merge_id and c.brand_id = v_kept.brand_id;
  if v_gone.id is null or v_gone.id = v_kept.id then
    perform private.fail('PT422', 'contact_not_found', 'There is no such other contact in this brand.', 'Give two contacts of one brand.');
  end if;
  if v_gone.merged_into = v_kept.id then
    select * into v_merge from public.contact_merges m
    where m.merged_contact_id = v_gone.id and m.brand_id = v_kept.brand_id and m.undone_at is null order by m.id desc limit 1;
    return v_merge;
  end if;
  if num_nonnulls(v_kept.merged_into, v_gone.merged_into) > 0 then
    perform private.fail('PT409', 'contact_merged', 'One of these contacts was merged into another one.',
      'Use that one: contact_merges tells which.');
  end if;
  perform set_config('wabase.quota', 'count', true), set_config('wabase.identities', 'kept', true);
  v_id := private.merge_pair(v_kept.id, v_gone.id, v_kept.brand_id, 'by_hand');
  perform set_config('wabase.quota', '', true), set_config('wabase.identities', '', true);
  select * into v_merge from public.contact_merges m where m.id = v_id and m.brand_id = v_kept.brand_id;
  return v_merge;
end
$$;
comment on function private.merge_contacts(uuid, uuid) is 'See public.merge_contacts.';
grant execute on function private.merge_contacts(uuid, uuid) to authenticated;

create function public.merge_contacts(keep_id uuid, merge_id uuid) returns public.contact_merges
language sql volatile
set search_path = ''
as $$ select private.merge_contacts(keep_id, merge_id) $$;
comment on function public.merge_contacts(uuid, uuid) is
  'Lets the contact keep_id take over merge_id: aliases, conversations (two with one number become one), messages, notes, labels, groups, '
  'attributes it lacks, consents (an objection of either wins). What campaigns sent stays as it was. undo_contact_merge takes it '
  'back for a day. Merging again returns the merge. Errors: 42501 permission_denied, PT409 contact_merged, PT422 contact_not_found.';
grant execute on function public.merge_contacts(uuid, uuid) to authenticated;
