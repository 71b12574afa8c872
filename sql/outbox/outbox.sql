-- Messages on their way out: the one road. A row lives from queuing until Meta's answer is known, so the table stays small
-- however large the campaigns are (their recipients come in batch by batch, see claim_outbox).
create table private.outbox (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  contact_id uuid not null,
  campaign_id uuid,
  message_id uuid not null,
  priority smallint not null,
  status text not null default 'queued'
    constraint outbox_status_is_known_check check (status in ('queued', 'sending', 'unknown')),
  due_at timestamptz not null default now(),
  attempts smallint not null default 0,
  spared smallint not null default 0,
  is_paced boolean not null default false,
  claimed_by uuid,
  claimed_at timestamptz,
  evidence_at timestamptz,
  category text not null default 'service'
    constraint outbox_category_is_known_check check (category in ('marketing', 'utility', 'service')),
  constraint outbox_pkey primary key (message_id, brand_id, organization_id),
  constraint outbox_claim_is_signed_check check (status = 'queued' or claimed_by is not null and claimed_at is not null)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 2000);
create index outbox_due_idx on private.outbox (whatsapp_account_id, priority, due_at) where status = 'queued';
create index outbox_claimed_by_idx on private.outbox (claimed_by) where status = 'sending';
create index outbox_unknown_idx on private.outbox (whatsapp_account_id, claimed_at) where status = 'unknown';
create index outbox_campaign_id_idx on private.outbox (campaign_id) where campaign_id is not null;
alter table private.outbox enable row level security;
comment on table private.outbox is
  'Messages on their way out: queued → sending (marked before Meta is called) → gone once the outcome is known, '
  'or unknown until a status webhook or evidence settles it.';
comment on column private.outbox.priority is
  '0 people, 1 bots and API, 5 campaign retries; campaigns'' first sends come after all of them.';
comment on column private.outbox.category is 'The consent that this message needs when it is claimed, see private.consent_category.';
comment on column private.outbox.spared is
  'Attempts that do not count against settings.max_attempts: the number, the account or the connection was at fault.';
comment on column private.outbox.is_paced is
  'It has its place in the line of those for one person, and due_at is its turn: see private.pair_limits.';
comment on column private.outbox.evidence_at is
  'When a status of another message of this number arrived whose own time is at least settings.unknown_grace after this claim.';
