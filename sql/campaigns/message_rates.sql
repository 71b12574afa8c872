-- What a template message costs, by the country of the person. Meta publishes its prices as files for people, has no interface for them
-- and changes them several times a year: so the operator keeps them here, with his own surcharge if he has one. The rows of the
-- migration are examples and marked as such until they are edited.
create table public.message_rates (
  country text not null constraint message_rates_country_is_iso_check check (country ~ '^[A-Z]{2}$'),
  name text not null constraint message_rates_name_is_1_to_120_chars_check check (char_length(trim(name)) between 1 and 120),
  prefixes text[] not null constraint message_rates_prefixes_are_calling_codes_check
    check (array_to_string(prefixes, ',', '?') ~ '^(\+[1-9][0-9]{0,3}(,\+[1-9][0-9]{0,3})*)?$'),
  currency text not null default 'USD' constraint message_rates_currency_is_iso_check check (currency ~ '^[A-Z]{3}$'),
  marketing numeric(12, 6) not null constraint message_rates_marketing_is_not_negative_check check (marketing >= 0),
  utility numeric(12, 6) not null constraint message_rates_utility_is_not_negative_check check (utility >= 0),
  authentication numeric(12, 6) not null constraint message_rates_authentication_is_not_negative_check check (authentication >= 0),
  is_example boolean not null default false,
  constraint message_rates_pkey primary key (country)
);
alter table public.message_rates enable row level security;

create policy message_rates_select on public.message_rates for select to authenticated using (true);
create policy message_rates_insert on public.message_rates for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy message_rates_update on public.message_rates for update to authenticated
  using ((select private.is_platform_admin())) with check ((select private.is_platform_admin()));
create policy message_rates_delete on public.message_rates for delete to authenticated using ((select private.is_platform_admin()));

grant select, delete on public.message_rates to authenticated;
grant insert (country, name, prefixes, currency, marketing, utility, authentication),
  update (country, name, prefixes, currency, marketing, utility, authentication) on public.message_rates to authenticated;

comment on table public.message_rates is
  'Prices of one template message by country of the recipient; the operator keeps them. Everybody signed in reads them.';
comment on column public.message_rates.country is 'ISO 3166 code; ZZ is everywhere that has no row.';
comment on column public.message_rates.prefixes is
  'How its phone numbers begin, in up to four digits: of two that fit the longer one counts (+1 and +1204).';
comment on column public.message_rates.marketing is 'In whole units of the currency, e.g. dollars.';
comment on column public.message_rates.utility is 'As marketing; within the customer service window Meta takes nothing.';
comment on column public.message_rates.is_example is 'From the migration, not from a price list: nobody has checked it yet.';

create function private.country_of(address text) returns text
language sql stable
set search_path = ''
as $$
  select found.country
  from (
    select r.country, char_length(prefix) as weight
    from public.message_rates r, unnest(r.prefixes) as prefix
    where starts_with(address, prefix)
    union all
    select r.country, 0 from public.message_rates r where r.country in (left(address, 2), 'ZZ')
  ) as found
  order by found.weight desc, found.country = 'ZZ', found.country
  limit 1
$$;
comment on function private.country_of(text) is
  'The country whose price an address has: a phone in E.164, or its first five characters, or a business-scoped user id, which begins '
  'with the country. ZZ, if it has a row, for all others.';

insert into public.message_rates (country, name, prefixes, marketing, utility, authentication, is_example)
select country, name, string_to_array(prefixes, ' '), marketing, utility, authentication, true
from (values
  ('AE', 'United Arab Emirates', '+971', 0.04, 0.016, 0.016),
  ('AR', 'Argentina', '+54', 0.06, 0.03, 0.03),
  ('AU', 'Australia', '+61', 0.07, 0.015, 0.015),
  ('BR', 'Brazil', '+55', 0.06, 0.01, 0.01),
  ('CA', 'Canada',
    '+1204 +1226 +1236 +1249 +1250 +1289 +1306 +1343 +1365 +1403 +1416 +1418 +1431 +1437 +1438 +1450 '
    '+1506 +1514 +1519 +1548 +1579 +1581 +1587 +1604 +1613 +1639 +1647 +1672 +1705 +1709 +1778 +1780 '
    '+1782 +1807 +1819 +1825 +1867 +1873 +1902 +1905', 0.025, 0.004, 0.004),
  ('CL', 'Chile', '+56', 0.09, 0.02, 0.02),
  ('CO', 'Colombia', '+57', 0.02, 0.001, 0.001),
  ('DE', 'Germany', '+49', 0.13, 0.055, 0.055),
  ('EG', 'Egypt', '+20', 0.1, 0.005, 0.005),
  ('ES', 'Spain', '+34', 0.06, 0.02, 0.02),
  ('FR', 'France', '+33', 0.08, 0.03, 0.03),
  ('GB', 'United Kingdom', '+44', 0.05, 0.02, 0.02),
  ('ID', 'Indonesia', '+62', 0.04, 0.02, 0.02),
  ('IL', 'Israel', '+972', 0.035, 0.005, 0.005),
  ('IN', 'India', '+91', 0.01, 0.0015, 0.0015),
  ('IT', 'Italy', '+39', 0.07, 0.03, 0.03),
  ('KE', 'Kenya', '+254', 0.02, 0.004, 0.004),
  ('MX', 'Mexico', '+52', 0.03, 0.01, 0.01),
  ('MY', 'Malaysia', '+60', 0.08, 0.014, 0.014),
  ('NG', 'Nigeria', '+234', 0.05, 0.007, 0.007),
  ('NL', 'Netherlands', '+31', 0.15, 0.05, 0.05),
  ('PE', 'Peru', '+51', 0.07, 0.02, 0.02),
  ('PK', 'Pakistan', '+92', 0.05, 0.005, 0.005),
  ('SA', 'Saudi Arabia', '+966', 0.045, 0.01, 0.01),
  ('TR', 'Türkiye', '+90', 0.01, 0.005, 0.005),
  ('US', 'United States', '+1', 0.025, 0.004, 0.004),
  ('ZA', 'South Africa', '+27', 0.04, 0.008, 0.008),
  ('ZZ', 'Everywhere else', '', 0.06, 0.01, 0.01)
) as example (country, name, prefixes, marketing, utility, authentication);

create function private.take_rate_as_checked() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
  new.is_example := false;
  return new;
end
$$;
comment on function private.take_rate_as_checked() is 'A price that somebody wrote is no example any more.';
create trigger message_rates_take_as_checked before update on public.message_rates
  for each row execute function private.take_rate_as_checked();
create trigger log_platform_change after insert or update or delete on public.message_rates
  for each row execute function private.log_platform_change('country');
