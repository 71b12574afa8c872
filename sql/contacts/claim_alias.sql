create function private.keep_former_identity(held public.contact_identities) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.former_identities as f (organization_id, brand_id, contact_id, kind, value, since, seen_at, ended_at)
  values (held.organization_id, held.brand_id, held.contact_id, held.kind, held.value, held.since, held.seen_at, held.ended_at)
  on conflict on constraint former_identities_pkey do update
  set since = least(f.since, excluded.since), seen_at = greatest(f.seen_at, excluded.seen_at),
    ended_at = greatest(f.ended_at, excluded.ended_at)
$$;
comment on function private.keep_former_identity(public.contact_identities) is
  'Notes that a contact had an alias which is another one''s now.';

create function private.claim_alias(
  contact_id uuid, brand_id uuid, organization_id uuid, kind text, value text, at timestamptz, ended_at timestamptz
) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_held public.contact_identities;
  v_before private.former_identities;
begin
  insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value, since, seen_at, ended_at)
  values (claim_alias.organization_id, claim_alias.brand_id, claim_alias.contact_id, claim_alias.kind, claim_alias.value,
    coalesce(at, claim_alias.ended_at), at, claim_alias.ended_at)
  on conflict do nothing;
  if found then
    return;
  end if;
  select * into v_held from public.contact_identities i
  where i.value = claim_alias.value and i.kind = claim_alias.kind and i.brand_id = claim_alias.brand_id
    and i.organization_id = claim_alias.organization_id
  for update;
  if v_held.contact_id <> claim_alias.contact_id then
    if at is null or at <= v_held.seen_at then
      v_held.contact_id := claim_alias.contact_id;
      v_held.since := coalesce(at, claim_alias.ended_at);
      v_held.seen_at := at;
      v_held.ended_at := claim_alias.ended_at;
      perform private.keep_former_identity(v_held);
      return;
    end if;
    -- The newer sighting has it; whoever had it keeps the memory.
    perform private.keep_former_identity(v_held);
    delete from private.former_identities f
    where f.value = claim_alias.value and f.kind = claim_alias.kind and f.contact_id = claim_alias.contact_id
      and f.brand_id = claim_alias.brand_id and f.organization_id = claim_alias.organization_id
    returning * into v_before;
    update public.contact_identities i
    set contact_id = claim_alias.contact_id, since = least(v_before.since, claim_alias.at), seen_at = claim_alias.at,
      ended_at = greatest(v_before.ended_at, claim_alias.ended_at)
    where i.value = claim_alias.value and i.kind = claim_alias.kind and i.brand_id = claim_alias.brand_id
      and i.organization_id = claim_alias.organization_id;
    perform private.refresh_aliases(v_held.contact_id, claim_alias.brand_id);
    return;
  end if;
  update public.contact_identities i
  set since = case when i.since > coalesce(claim_alias.at, claim_alias.ended_at) then coalesce(claim_alias.at, claim_alias.ended_at)
      else i.since end,
    seen_at = greatest(i.seen_at, claim_alias.at), ended_at = greatest(i.ended_at, claim_alias.ended_at)
  where i.value = claim_alias.value and i.kind = claim_alias.kind and i.brand_id = claim_alias.brand_id
    and i.organization_id = claim_alias.organization_id
    and (i.since > coalesce(claim_alias.at, claim_alias.ended_at) or coalesce(i.seen_at, '-infinity') < claim_alias.at
      or coalesce(i.ended_at, '-infinity') < claim_alias.ended_at);
end
$$;
comment on function private.claim_alias(uuid, uuid, uuid, text, text, timestamptz, timestamptz) is
  'Notes that a contact was seen with an alias at a time, or left it (at null, ended_at given). The newest sighting holds an alias, in '
  'whatever order they come.';

create function private.refresh_aliases(contact_id uuid, brand_id uuid) returns void
language sql volatile
set search_path = ''
as $$
  with alias as materialized (
    select distinct on (i.kind) i.kind, i.value
    from public.contacts c
    join public.contact_identities i on i.contact_id = c.id and i.brand_id = c.brand_id and i.organization_id = c.organization_id
    where c.id = refresh_aliases.contact_id and c.brand_id = refresh_aliases.brand_id
      and (i.ended_at is null or i.seen_at > i.ended_at)
      and (i.kind = 'username' or i.seen_at is null or c.ids_changed_at is null or i.seen_at >= c.ids_changed_at)
      -- Whose last username went to somebody else does not have the one before again.
      and (i.kind <> 'username' or not exists (
        select from private.former_identities f
        where f.contact_id = c.id and f.brand_id = c.brand_id and f.organization_id = c.organization_id and f.kind = 'username'
          and f.seen_at > i.seen_at))
    order by i.kind, coalesce(i.seen_at, i.created_at) desc, i.value
  ), present as (
    select (select value from alias where kind = 'phone') as phone, (select value from alias where kind = 'username') as username,
      coalesce((select value from alias where kind = 'bsuid'), (select value from alias where kind = 'parent_bsuid')) as bsuid
  )
  update public.contacts c set phone = p.phone, bsuid = p.bsuid, username = p.username, updated_at = now()
  from present p
  where c.id = refresh_aliases.contact_id and c.brand_id = refresh_aliases.brand_id
    and (c.phone, c.bsuid, c.username) is distinct from (p.phone, p.bsuid, p.username)
$$;
comment on function private.refresh_aliases(uuid, uuid) is
  'Brings a contact''s current phone, user id and username up to its aliases: of each kind the one seen last and not left since.';
