create function private.people_of(sighting private.sighting) returns uuid[]
language plpgsql stable
set search_path = ''
as $$
declare
  v_people uuid[];
  v_left uuid := private.holder_at(sighting, sighting.previous_phone, true);
  v_phone uuid := private.holder_at(sighting, sighting.phone, false);
begin
  -- User ids never go to somebody else: whoever has one of these is the person.
  v_people := array(
    select distinct i.contact_id from public.contact_identities i
    where i.brand_id = sighting.brand_id and i.organization_id = sighting.organization_id
      and (i.value, i.kind) in ((sighting.bsuid, 'bsuid'), (sighting.parent_bsuid, 'parent_bsuid'),
        (sighting.previous_bsuid, 'bsuid'), (sighting.previous_parent_bsuid, 'parent_bsuid')));
  -- Phones do go to somebody else.
  if v_left is not null and v_left <> all (v_people)
    and (num_nonnulls(sighting.previous_bsuid, sighting.previous_parent_bsuid) = 0 or private.is_unbound(v_left, sighting)) then
    v_people := v_people || v_left;
  end if;
  if v_phone is not null and v_phone <> all (v_people)
    and (v_people = '{}' and num_nonnulls(sighting.bsuid, sighting.parent_bsuid) = 0 or private.is_unbound(v_phone, sighting)) then
    v_people := v_people || v_phone;
  end if;
  return array(select p from unnest(v_people) as p order by p);
end
$$;
comment on function private.people_of(private.sighting) is
  'The contacts that are the person of a sighting, oldest first: more than one when the ids were not known to be one person''s.';

create function private.place_sighting(sighting private.sighting) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_people uuid[];
  v_contact uuid;
  v_locked int;
  v_is_change boolean :=
    num_nonnulls(sighting.previous_phone, sighting.previous_bsuid, sighting.previous_parent_bsuid) > 0;
begin
  for v_try in 1 .. 5 loop
    v_people := private.people_of(sighting);
    -- Locked in order of id; a person may have deleted or merged one in between.
    perform from public.contacts c
    where c.id = any (v_people) and c.brand_id = sighting.brand_id and c.merged_into is null order by c.id for update;
    get diagnostics v_locked = row_count;
    exit when v_locked = cardinality(v_people) and v_people = private.people_of(sighting);
    if v_try = 5 then
      perform private.fail('40001', 'contact_busy', 'Somebody is changing this contact.', 'Try again.');
    end if;
  end loop;

  v_contact := v_people[1];
  if v_contact is null then
    insert into public.contacts (organization_id, brand_id, source)
    values (sighting.organization_id, sighting.brand_id, 'inbound') returning id into v_contact;
  end if;
  for v_index in 2 .. cardinality(v_people) loop
    perform private.merge_pair(v_contact, v_people[v_index], sighting.brand_id,
      case when v_is_change then 'ids_changed' else 'seen_together' end);
  end loop;

  perform private.claim_alias(v_contact, sighting.brand_id, sighting.organization_id, a.kind, a.value, sighting.at, null)
  from private.sighted_aliases(sighting) as a order by a.kind, a.value;
  if v_is_change then
    perform private.claim_alias(v_contact, sighting.brand_id, sighting.organization_id, a.kind, a.value, null, sighting.at)
    from (values ('bsuid', sighting.previous_bsuid), ('parent_bsuid', sighting.previous_parent_bsuid), ('phone', sighting.previous_phone))
      as a (kind, value)
    where a.value is not null and a.value is distinct from (case a.kind when 'bsuid' then sighting.bsuid
      when 'parent_bsuid' then sighting.parent_bsuid else sighting.phone end)
    order by a.kind, a.value;
    update public.contact_identities i set ended_at = sighting.at
    where i.contact_id = v_contact and i.brand_id = sighting.brand_id and i.organization_id = sighting.organization_id
      and i.kind = 'phone' and i.seen_at is null and i.ended_at is null;
    update public.contacts c set ids_changed_at = greatest(c.ids_changed_at, sighting.at)
    where c.id = v_contact and c.brand_id = sighting.brand_id;
  end if;
  update public.contacts c
  set name = case when c.name is null or c.name = c.profile_name then sighting.profile_name else c.name end,
    profile_name = case when told.is_first then sighting.profile_name else c.profile_name end,
    profile_name_at = case when told.is_first then sighting.at else c.profile_name_at end
  from (
    select o.profile_name_at is null or (sighting.at, sighting.profile_name) < (o.profile_name_at, o.profile_name) as is_first
    from public.contacts o where o.id = v_contact and o.brand_id = sighting.brand_id
  ) as told
  where c.id = v_contact and c.brand_id = sighting.brand_id and sighting.profile_name <> ''
    and (c.name is null or told.is_first);
  -- Whoever writes is back.
  update public.contacts c set deleted_at = null
  where c.id = v_contact and c.brand_id = sighting.brand_id and c.deleted_at is not null;
  perform private.refresh_aliases(v_contact, sighting.brand_id);
  return v_contact;
end
$$;
comment on function private.place_sighting(private.sighting) is
  'The contact of one sighting that is not plain: somebody new, new ids, changed ids, ids of two contacts (which are then merged). '
  'The end state does not depend on the order in which sightings come. The caller holds the locks of private.lock_aliases.';
