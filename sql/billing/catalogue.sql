create function private.feature_catalogue() returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select array[
    'campaigns', 'scheduled_campaigns', 'bots', 'flows', 'automations', 'ai_replies', 'actions_center', 'api_access', 'webhooks',
    'exports', 'custom_roles', 'white_label', 'sales', 'multi_brand', 'whatsapp_web', 'audit_export'
  ]
$$;
comment on function private.feature_catalogue() is 'Every feature that a plan can have.';
grant execute on function private.feature_catalogue() to authenticated;

create function private.limit_catalogue() returns table (limit_key text, metric text, period text)
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  return query values
    ('agents', 'agents', 'total'), ('automations', 'automations', 'total'), ('bots', 'bots', 'total'),
    ('brands', 'brands', 'total'), ('contacts', 'contacts', 'total'), ('members', 'members', 'total'),
    ('storage_mb', 'storage_mb', 'total'), ('whatsapp_accounts', 'whatsapp_accounts', 'total'),
    ('ai_replies_per_month', 'ai_replies', 'month'), ('campaigns_per_month', 'campaigns', 'month'),
    ('exports_per_month', 'exports', 'month'),
    ('messages_per_day', 'messages', 'day'), ('messages_per_month', 'messages', 'month'),
    ('api_requests_per_minute', 'api_requests', 'minute');
end
$$;
comment on function private.limit_catalogue() is
  'Every limit that a plan can have, what it counts and over which period: total (things that exist), month and day (of the '
  'organization''s timezone), minute (a rate, kept by whoever answers the requests and not by usage_counters).';
grant execute on function private.limit_catalogue() to authenticated;

create function private.is_feature_map(map jsonb) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_typeof(map) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(map) when 'object' then map else '{}' end) as f (key, value)
    where f.key <> all (private.feature_catalogue()) or jsonb_typeof(f.value) <> 'boolean')
$$;
comment on function private.is_feature_map(jsonb) is 'True for {"<known feature>": true | false, …}.';
grant execute on function private.is_feature_map(jsonb) to authenticated;

create function private.is_limit_map(map jsonb) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_typeof(map) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(map) when 'object' then map else '{}' end) as l (key, value)
    where l.key not in (select c.limit_key from private.limit_catalogue() as c)
      or case when jsonb_typeof(l.value) = 'number' and l.value::text ~ '^(-1|[0-9]{1,12})$' then false else true end)
$$;
comment on function private.is_limit_map(jsonb) is 'True for {"<known limit>": whole number, -1 = unlimited, …}.';
grant execute on function private.is_limit_map(jsonb) to authenticated;

create function private.is_overage_map(map jsonb) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_typeof(map) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(map) when 'object' then map else '{}' end) as o (key, value)
    where o.key not in (select c.limit_key from private.limit_catalogue() as c)
      or jsonb_typeof(o.value) <> 'object'
      or coalesce(o.value ->> 'policy', '') not in ('block', 'grace', 'bill', 'notify')
      or o.value ->> 'policy' = 'grace' and coalesce(o.value ->> 'grace_percent', '') !~ '^[0-9]{1,4}$'
      or exists (select from jsonb_object_keys(case jsonb_typeof(o.value) when 'object' then o.value else '{}' end) as k
        where k not in ('policy', 'grace_percent')))
$$;
comment on function private.is_overage_map(jsonb) is
  'True for {"<known limit>": {"policy": "block" | "grace" | "bill" | "notify", "grace_percent": 10}, …}.';
grant execute on function private.is_overage_map(jsonb) to authenticated;

create function private.is_price_map(map jsonb) returns boolean
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_typeof(map) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(map) when 'object' then map else '{}' end) as p (key, value)
    where case p.key
      when 'currency' then coalesce(p.value #>> '{}', '') !~ '^[A-Z]{3}$'
      when 'monthly' then coalesce(p.value #>> '{}', '') !~ '^[0-9]+$'
      when 'yearly' then coalesce(p.value #>> '{}', '') !~ '^[0-9]+$'
      when 'custom' then jsonb_typeof(p.value) <> 'boolean'
      else true end)
$$;
comment on function private.is_price_map(jsonb) is
  'True for {"currency": "USD", "monthly": 4900, "yearly": 49000, "custom": true}: amounts in the currency''s smallest unit.';
grant execute on function private.is_price_map(jsonb) to authenticated;
