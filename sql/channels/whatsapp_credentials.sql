-- Access tokens, sealed by the onboarding function with a key the database does not have.
create table private.whatsapp_credentials (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  sealed text not null constraint whatsapp_credentials_sealed_is_v1_check check (sealed ~ '^v1\.'),
  updated_at timestamptz not null default now(),
  constraint whatsapp_credentials_pkey primary key (whatsapp_account_id, brand_id, organization_id),
  constraint whatsapp_credentials_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
);
alter table private.whatsapp_credentials enable row level security;
comment on table private.whatsapp_credentials is
  'Sealed access tokens of numbers (AES-256-GCM, "v1.key_id.iv.ciphertext"); no client can read them.';
