create function private.audit_entry_hash(entry public.audit_log) returns bytea
language sql stable
set search_path = ''
as $$
  select sha256(convert_to(jsonb_build_array(
    entry.id, entry.organization_id, entry.brand_id, entry.actor_kind, entry.actor_id, entry.action, entry.entity, entry.entity_id,
    entry.before, entry.after, entry.request_id, (extract(epoch from entry.at) * 1000000)::bigint)::text, 'UTF8'))
$$;
comment on function private.audit_entry_hash(public.audit_log) is
  'SHA-256 of an entry: of the JSON array of its columns as Postgres prints jsonb, the time in microseconds.';

create function private.audit_seal_hash(seal private.audit_seals) returns bytea
language sql stable
set search_path = ''
as $$
  select sha256(convert_to(jsonb_build_array(
    seal.organization_id, seal.sequence, (extract(epoch from seal.minute) * 1000000)::bigint, seal.first_id, seal.last_id, seal.n,
    encode(seal.content_hash, 'hex'), encode(seal.previous_hash, 'hex'))::text, 'UTF8'))
$$;
comment on function private.audit_seal_hash(private.audit_seals) is
  'SHA-256 of a link of the chain, the hash of the link before it included.';

create function private.audit_minutes(since uuid, until uuid, only_organization uuid default null)
returns table (
  organization_id uuid, minute timestamptz, first_id uuid, last_id uuid, n int, content_hash bytea
)
language plpgsql stable
set search_path = ''
as $$
begin
  -- Written out for one organization or for all: "or" between the two would read the whole log for one. The hash of an entry (SHA-256 of
  -- the JSON array of its columns as Postgres prints jsonb, the time in microseconds) is that of private.audit_entry_hash, written out:
  -- a call of it for every entry costs more than the hash.
  return query execute format($sql$
    select a.organization_id,
      -- The first 48 bits of an id are its milliseconds.
      to_timestamp(('x' || left(replace(a.id::text, '-', ''), 12))::bit(48)::bigint / 60000 * 60),
      (array_agg(a.id order by a.id))[1], (array_agg(a.id order by a.id desc))[1], count(*)::int,
      sha256(string_agg(coalesce(e.hash, sha256(convert_to(jsonb_build_array(
        a.id, a.organization_id, a.brand_id, a.actor_kind, a.actor_id, a.action, a.entity, a.entity_id, a.before, a.after, a.request_id,
        (extract(epoch from a.at) * 1000000)::bigint)::text, 'UTF8'))), ''::bytea order by a.id))
    from public.audit_log a
    left join private.audit_erasures e on e.entry_id = a.id and e.organization_id = a.organization_id
    where a.id >= $1 and a.id < $2 %s
    group by 1, 2$sql$,
    case when only_organization is not null then 'and a.organization_id = $3' else '' end)
  using since, until, only_organization;
end
$$;
comment on function private.audit_minutes(uuid, uuid, uuid) is
  'What there is to seal, or to compare with seals: the entries with ids in [since, until), by organization and minute of their id.';
