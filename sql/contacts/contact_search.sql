-- What contacts are found by: one row a contact that is not deleted. It stands apart from contacts because the time of the last
-- message changes with every message, and such a change would write each of the some thirty keys of the index anew.
create table private.contact_search (
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  name text collate "C" not null,
  phone text collate "C" not null,
  username text collate "C" not null,
  keys bigint[] not null,
  sample int not null,
  constraint contact_search_pkey primary key (brand_id, contact_id, organization_id)
);
create index contact_search_name_idx on private.contact_search (brand_id, name, contact_id);
create index contact_search_keys_idx on private.contact_search using gin (keys) with (gin_pending_list_limit = 2048);
create index contact_search_sample_idx on private.contact_search (brand_id, sample) where sample < 67108864;
alter table private.contact_search enable row level security;
alter table private.contact_search alter column keys set statistics 0;

comment on table private.contact_search is
  'What contacts are searched by: folded name, digits of the phone, username, keys (private.search_keys). Kept by triggers of contacts.';
comment on column private.contact_search.sample is
  'A random number below 2^32 / 2, the same for ever. The thousand contacts with the smallest ones are a fair sample of the brand.';

-- Numbers and dates, which are compared and not only looked up.
create table private.contact_numbers (
  organization_id uuid not null,
  brand_id uuid not null,
  key text collate "C" not null,
  value double precision not null,
  contact_id uuid not null,
  constraint contact_numbers_pkey primary key (contact_id, key, brand_id, organization_id)
);
create index contact_numbers_value_idx on private.contact_numbers (brand_id, key, value);
alter table private.contact_numbers enable row level security;
comment on table private.contact_numbers is
  'Attributes of type number, and date as days since 1970, of contacts that are not deleted. Kept by triggers of contacts.';
