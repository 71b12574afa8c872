create function private.known_contacts(sightings private.sighting[]) returns table (n int, contact_id uuid)
language sql volatile
set search_path = ''
rows 200
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with item as materialized (
    select * from unnest(sightings) with ordinality as s (organization_id, brand_id, at, phone, bsuid, parent_bsuid, username,
      profile_name, previous_phone, previous_bsuid, previous_parent_bsuid, n)
    where num_nonnulls(s.previous_phone, s.previous_bsuid, s.previous_parent_bsuid) = 0
  ), found as materialized (
    select i.*, b.contact_id as by_bsuid, q.contact_id as by_parent, p.contact_id as by_phone, u.contact_id as by_username
    from item i
    left join public.contact_identities b on b.value = i.bsuid and b.kind = 'bsuid' and b.brand_id = i.brand_id
      and b.organization_id = i.organization_id and b.ended_at is null
    left join public.contact_identities q on q.value = i.parent_bsuid and q.kind = 'parent_bsuid' and q.brand_id = i.brand_id
      and q.organization_id = i.organization_id and q.ended_at is null
    left join public.contact_identities p on p.value = i.phone and p.kind = 'phone' and p.brand_id = i.brand_id
      and p.organization_id = i.organization_id and p.ended_at is null and (p.since is null or p.since <= i.at)
    left join public.contact_identities u on u.value = i.username and u.kind = 'username' and u.brand_id = i.brand_id
      and u.organization_id = i.organization_id
  ), locked as (
    select f.n::int as n, c.id
    from found f
    join public.contacts c
      on c.id = coalesce(f.by_bsuid, f.by_parent, f.by_phone) and c.brand_id = f.brand_id and c.organization_id = f.organization_id
    where (f.bsuid is null or f.by_bsuid = c.id and c.bsuid = f.bsuid)
      and (f.parent_bsuid is null or f.by_parent = c.id)
      and (f.phone is null or f.by_phone = c.id and c.phone = f.phone)
      and (f.username is null or f.by_username = c.id and c.username = f.username)
      and (f.profile_name is null or (c.profile_name_at, c.profile_name) <= (f.at, f.profile_name) and c.name is not null)
      and c.deleted_at is null
    order by c.id
    for no key update of c
  )
  select l.n, l.id from locked l
$$;
comment on function private.known_contacts(private.sighting[]) is
  'Of a batch of sightings those that tell nothing new, with their contacts, which are locked in order of id. The others are missing.';

create function private.note_seen(sightings private.sighting[]) returns void
language sql volatile
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with seen as materialized (
    select s.organization_id, s.brand_id, a.kind, a.value, min(s.at) as first_at, max(s.at) as last_at
    from unnest(sightings) as s, private.sighted_aliases(s) as a
    group by s.organization_id, s.brand_id, a.kind, a.value
  )
  update public.contact_identities i
  set seen_at = greatest(i.seen_at, s.last_at), since = case when i.since > s.first_at then s.first_at else i.since end
  from seen s
  where i.value = s.value and i.kind = s.kind and i.brand_id = s.brand_id and i.organization_id = s.organization_id
    and (coalesce(i.seen_at, '-infinity') < s.last_at or i.since > s.first_at)
$$;
comment on function private.note_seen(private.sighting[]) is 'Notes when known aliases were first and last seen.';

create function private.lock_aliases(sightings private.sighting[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_keys bigint[] := array(
    select distinct hashtextextended(s.brand_id || a.value, 0)
    from unnest(sightings) as s, lateral (values (s.phone), (s.bsuid), (s.parent_bsuid), (s.previous_phone), (s.previous_bsuid),
      (s.previous_parent_bsuid)) as a (value)
    where a.value is not null order by 1);
  v_brand uuid;
begin
  -- Locks are held in shared memory until commit: a batch with very many strangers takes one lock a brand instead of one an id.
  for v_brand in select distinct s.brand_id from unnest(sightings) as s order by 1 loop
    if cardinality(v_keys) > 300 then
      perform pg_advisory_xact_lock(hashtext('contacts'), hashtext(v_brand::text));
    else
      perform pg_advisory_xact_lock_shared(hashtext('contacts'), hashtext(v_brand::text));
    end if;
  end loop;
  if cardinality(v_keys) <= 300 then
    perform pg_advisory_xact_lock(k) from unnest(v_keys) as k;
  end if;
end
$$;
comment on function private.lock_aliases(private.sighting[]) is
  'Two batches that speak of the same stranger at once: the second waits here, then finds the contact the first one made. Brands first, '
  'then ids, both in order, so that nobody waits in a circle.';

create function private.add_strangers(sightings private.sighting[]) returns table (n int, contact_id uuid)
language sql volatile
set search_path = ''
rows 200
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with item as materialized (
    select s.*, coalesce(s.bsuid, s.parent_bsuid, s.phone) as person
    from unnest(sightings) with ordinality as s (organization_id, brand_id, at, phone, bsuid, parent_bsuid, username, profile_name,
      previous_phone, previous_bsuid, previous_parent_bsuid, n)
  ), alias as materialized (
    select i.organization_id, i.brand_id, i.person, a.kind, a.value, min(i.at) as since, max(i.at) as seen_at
    from item i, lateral (values ('bsuid', i.bsuid), ('parent_bsuid', i.parent_bsuid), ('phone', i.phone), ('username', i.username))
      as a (kind, value)
    where a.value is not null
    group by i.organization_id, i.brand_id, i.person, a.kind, a.value
  ), mixed as materialized (
    select a.brand_id, a.person from alias a group by a.brand_id, a.person, a.kind having count(*) > 1
    union
    select a.brand_id, unnest(array_agg(a.person)) from alias a group by a.brand_id, a.kind, a.value having count(*) > 1
    union
    select a.brand_id, a.person from alias a
    join public.contact_identities i
      on i.value = a.value and i.kind = a.kind and i.brand_id = a.brand_id and i.organization_id = a.organization_id
    union
    select i.brand_id, i.person from item i
    where num_nonnulls(i.previous_phone, i.previous_bsuid, i.previous_parent_bsuid) > 0 or char_length(i.username) not between 1 and 140
  ), person as materialized (
    select private.new_id() as id, p.*
    from (
      select i.organization_id, i.brand_id, i.person, min(i.phone) as phone, coalesce(min(i.bsuid), min(i.parent_bsuid)) as bsuid,
        min(i.username) as username,
        (array_agg(i.profile_name order by i.at, i.profile_name) filter (where i.profile_name <> ''))[1] as name,
        (array_agg(i.at order by i.at, i.profile_name) filter (where i.profile_name <> ''))[1] as name_at
      from item i
      where not exists (select from mixed m where m.brand_id = i.brand_id and m.person = i.person)
      group by i.organization_id, i.brand_id, i.person
    ) as p
  ), added as (
    insert into public.contacts
      (id, organization_id, brand_id, name, phone, bsuid, username, source, profile_name, profile_name_at)
    select p.id, p.organization_id, p.brand_id, p.name, p.phone, p.bsuid, p.username, 'inbound', p.name, p.name_at from person p
  ), known as (
    insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value, since, seen_at)
    select a.organization_id, a.brand_id, p.id, a.kind, a.value, a.since, a.seen_at
    from person p join alias a on a.person = p.person and a.brand_id = p.brand_id
    order by a.kind, a.value
  )
  select i.n::int, p.id from item i join person p on p.person = i.person and p.brand_id = i.brand_id
$$;
comment on function private.add_strangers(private.sighting[]) is
  'Adds the people of a batch of whom nothing is known yet and who are named by one value of each kind, with their aliases, in one '
  'statement. The others are missing. Raises 23505 when a person adds one of them at the same moment.';

create function private.find_or_create_contacts(sightings private.sighting[]) returns uuid[]
language plpgsql volatile
set search_path = ''
as $$
declare
  v_contacts uuid[] := array_fill(null::uuid, array[coalesce(cardinality(sightings), 0)]);
  v_known private.sighting[];
  v_rest int[];
  v_row record;
  v_is_placed boolean := false;
begin
  for v_row in select k.n, k.contact_id from private.known_contacts(sightings) as k loop
    v_contacts[v_row.n] := v_row.contact_id;
    v_known := v_known || sightings[v_row.n];
  end loop;
  if v_known is not null then
    perform private.note_seen(v_known);
  end if;
  v_rest := array(
    select s.n from unnest(sightings) with ordinality as s (organization_id, brand_id, at, phone, bsuid, parent_bsuid, username,
      profile_name, previous_phone, previous_bsuid, previous_parent_bsuid, n)
    where v_contacts[s.n] is null and private.is_usable(sightings[s.n]) order by s.at, s.n);
  if v_rest = '{}' then
    return v_contacts;
  end if;

  perform private.lock_aliases(array(select sightings[r] from unnest(v_rest) as r));
  -- Whoever writes gets in, however full the plan is: counted, not refused. The aliases are kept here, not by the trigger.
  perform set_config('wabase.quota', 'count', true), set_config('wabase.identities', 'kept', true);
  begin
    for v_row in
      select v_rest[a.n] as n, a.contact_id
      from private.add_strangers(array(select sightings[r] from unnest(v_rest) with ordinality as u (r, o) order by u.o)) as a
    loop
      v_contacts[v_row.n] := v_row.contact_id;
    end loop;
  exception when unique_violation then
    -- A person adds one of them at this moment: one by one, each waits for the outcome.
    null;
  end;
  for v_row in select r as n from unnest(v_rest) with ordinality as u (r, o) where v_contacts[r] is null order by o loop
    v_contacts[v_row.n] := private.place_sighting(sightings[v_row.n]);
    v_is_placed := true;
  end loop;
  if v_is_placed then
    -- Who was found first may have been merged by a later one.
    v_contacts := array(
      select coalesce(c.merged_into, u.id)
      from unnest(v_contacts) with ordinality as u (id, n)
      left join public.contacts c on c.id = u.id and c.merged_into is not null
      order by u.n);
  end if;
  perform set_config('wabase.quota', '', true), set_config('wabase.identities', '', true);
  return v_contacts;
end
$$;
comment on function private.find_or_create_contacts(private.sighting[]) is
  'The contacts behind the ids of a batch, in its order; null where the ids are malformed. Known people cost one lookup a batch, '
  'strangers one insert; new and changed ids, and ids of two contacts (merged), are placed one by one. The contacts of the batch '
  'are locked. Safe when several batches speak of one stranger at once; what it ends in does not depend on the order of events.';
