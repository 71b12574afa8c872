-- Sending rate of each number, shared by all workers because it is a row.
create table private.token_buckets (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  tokens double precision not null default 0,
  refilled_at timestamptz not null default now(),
  cooling_until timestamptz,
  cooling_code int,
  strikes smallint not null default 0,
  refused smallint not null default 0,
  refused_since timestamptz,
  constraint token_buckets_pkey primary key (whatsapp_account_id, brand_id, organization_id),
  constraint token_buckets_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
) with (fillfactor = 50);
alter table private.token_buckets enable row level security;
comment on table private.token_buckets is 'Token bucket of each number; its row lock also puts the claims of one number in line.';
comment on column private.token_buckets.cooling_until is
  'Nothing is claimed before then: Meta refused a burst of sends with cooling_code, see private.cool_numbers.';
comment on column private.token_buckets.strikes is 'Cool-downs in a row; each lasts twice as long as the one before.';
comment on column private.token_buckets.refused is 'Sends that Meta refused for the number''s rate within ten seconds of refused_since.';
