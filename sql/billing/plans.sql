-- What can be bought. An organization's subscription names one and may override parts of it.
create table public.plans (
  key text not null constraint plans_key_is_snake_case_check check (key ~ '^[a-z][a-z0-9_]{1,62}$'),
  name text not null constraint plans_name_is_1_to_120_chars_check check (char_length(trim(name)) between 1 and 120),
  features jsonb not null default '{}' constraint plans_features_are_known_check check (private.is_feature_map(features)),
  limits jsonb not null default '{}' constraint plans_limits_are_known_check check (private.is_limit_map(limits)),
  prices jsonb not null default '{}' constraint plans_prices_are_amounts_check check (private.is_price_map(prices)),
  created_at timestamptz not null default now(),
  constraint plans_pkey primary key (key)
);
alter table public.plans enable row level security;

create policy plans_select on public.plans for select to authenticated using (true);
create policy plans_insert on public.plans for insert to authenticated with check ((select private.is_platform_admin()));
create policy plans_update on public.plans for update to authenticated
  using ((select private.is_platform_admin())) with check ((select private.is_platform_admin()));

grant select, insert, update on public.plans to authenticated;

comment on table public.plans is 'Plans: features, limits and prices. Everybody signed in may read them, the platform''s own people '
  'change them.';
comment on column public.plans.features is 'Feature → boolean; absent = not included. Keys of private.feature_catalogue().';
comment on column public.plans.limits is 'Limit → whole number, -1 = unlimited; absent = not included. Keys of private.limit_catalogue().';
comment on column public.plans.prices is 'Amounts in the smallest unit of currency: monthly, yearly; custom = by agreement.';

insert into public.plans (key, name, prices, features, limits)
select p.key, p.name, p.prices::jsonb,
  (select jsonb_object_agg(f, true)
    from unnest(case p.features when '{*}' then private.feature_catalogue() else p.features::text[] end) as f),
  (select jsonb_object_agg(c.limit_key, coalesce(((p.limits::jsonb) ->> c.limit_key)::bigint, -1)) from private.limit_catalogue() as c)
from (values
  ('free', 'Free', '{"currency": "USD", "monthly": 0, "yearly": 0}', '{campaigns}',
    '{"brands": 1, "members": 2, "agents": 1, "whatsapp_accounts": 1, "contacts": 500, "bots": 1, "automations": 0, "storage_mb": 100,
      "messages_per_day": 250, "messages_per_month": 1000, "campaigns_per_month": 2, "exports_per_month": 0, "ai_replies_per_month": 0,
        "api_requests_per_minute": 10}'),
  ('starter', 'Starter', '{"currency": "USD", "monthly": 2900, "yearly": 29000}',
    '{campaigns,scheduled_campaigns,bots,exports,api_access}',
    '{"brands": 1, "members": 5, "agents": 3, "whatsapp_accounts": 1, "contacts": 5000, "bots": 5, "automations": 2, "storage_mb": 1024,
      "messages_per_day": 2000, "messages_per_month": 20000, "campaigns_per_month": 20, "exports_per_month": 20,
        "ai_replies_per_month": 100,
      "api_requests_per_minute": 60}'),
  ('growth', 'Growth', '{"currency": "USD", "monthly": 9900, "yearly": 99000}',
    '{campaigns,scheduled_campaigns,bots,flows,automations,ai_replies,actions_center,api_access,webhooks,exports,custom_roles,sales,
      multi_brand}',
    '{"brands": 5, "members": 25, "agents": 20, "whatsapp_accounts": 5, "contacts": 50000, "bots": 25, "automations": 25,
    "storage_mb": 10240,
      "messages_per_day": 20000, "messages_per_month": 300000, "campaigns_per_month": 200, "exports_per_month": 200,
        "ai_replies_per_month": 5000,
      "api_requests_per_minute": 600}'),
  ('enterprise', 'Enterprise', '{"currency": "USD", "custom": true}', '{*}',
    '{"brands": 50, "members": 500, "agents": 500, "whatsapp_accounts": 50, "contacts": 2000000, "bots": 500, "automations": 500,
      "storage_mb": 512000, "messages_per_day": 1000000, "messages_per_month": 20000000, "campaigns_per_month": 5000,
        "exports_per_month": 5000,
      "ai_replies_per_month": 200000, "api_requests_per_minute": 6000}'),
  ('unlimited', 'Unlimited', '{"currency": "USD", "custom": true}', '{*}', '{}')
) as p (key, name, prices, features, limits);
