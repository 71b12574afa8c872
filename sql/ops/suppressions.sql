-- Who objected and was erased must not get messages again because an old list is imported: a hash of each address is kept, no address.
create table private.suppressions (
  organization_id uuid not null,
  brand_id uuid not null,
  hash bytea not null,
  categories text[] not null,
  created_at timestamptz not null default now(),
  constraint suppressions_pkey primary key (brand_id, hash, organization_id),
  constraint suppressions_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
alter table private.suppressions enable row level security;
comment on table private.suppressions is
  'SHA-256 of brand and address of erased people who had objected. It recognises an address that somebody gives; it tells none.';

create function private.suppression_hash(brand_id uuid, kind text, value text) returns bytea
language sql immutable parallel safe
set search_path = ''
as $$ select sha256(convert_to(brand_id || ' ' || kind || ' ' || value, 'UTF8')) $$;
comment on function private.suppression_hash(uuid, text, text) is 'How an address is kept after an erasure; the brand is its salt.';

create function private.apply_suppressions() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if exists (
    select from private.suppressions s where s.brand_id = any (array(select distinct n.brand_id from new_rows n))
  ) then
    perform private.apply_consents(array_agg(row(n.organization_id, n.brand_id, n.contact_id, category, 'opted_out', 'suppression',
      s.created_at, '{}', null, null)::private.consent_change))
    from new_rows n
    join private.suppressions s
      on s.brand_id = n.brand_id and s.organization_id = n.organization_id
        and s.hash = private.suppression_hash(n.brand_id, n.kind, n.value),
      unnest(s.categories) as category
    having count(*) > 0;
  end if;
  return null;
end
$$;
comment on function private.apply_suppressions() is
  'Lets the objection of an erased person hold when an address of his comes back. Costs nothing in brands that have erased nobody.';

create trigger contact_identities_apply_suppressions after insert on public.contact_identities
  referencing new table as new_rows for each statement execute function private.apply_suppressions();
