-- Which tenant a webhook belongs to. Platform table: a number can be connected once on the whole platform.
create table private.whatsapp_routes (
  phone_number_id text primary key,
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  waba_id text not null,
  constraint whatsapp_routes_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
);
create index whatsapp_routes_whatsapp_account_id_idx on private.whatsapp_routes (whatsapp_account_id, brand_id, organization_id);
create index whatsapp_routes_waba_id_idx on private.whatsapp_routes (waba_id);
alter table private.whatsapp_routes enable row level security;
comment on table private.whatsapp_routes is 'Meta''s phone_number_id → our account: routes webhooks to their tenant.';
