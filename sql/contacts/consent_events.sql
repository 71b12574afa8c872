-- The ledger behind consents: who agreed or objected to what, when, how and on which evidence. Rows are only added.
create table public.consent_events (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  contact_id uuid not null,
  category text not null
    constraint consent_events_category_is_known_check check (category in ('marketing', 'utility', 'service')),
  state text not null constraint consent_events_state_is_known_check check (state in ('opted_in', 'opted_out')),
  source text not null
    constraint consent_events_source_is_known_check
    check (source in ('keyword', 'button', 'user_preferences', 'meta_error', 'manual', 'import', 'api', 'merge', 'suppression')),
  at timestamptz not null,
  evidence jsonb not null default '{}' constraint consent_events_evidence_is_object_check check (jsonb_typeof(evidence) = 'object'),
  message_id uuid,
  actor_id uuid,
  created_at timestamptz not null default now(),
  constraint consent_events_pkey primary key (id, brand_id, organization_id),
  constraint consent_events_contact_id_category_key
    unique (contact_id, category, source, state, at, brand_id, organization_id),
  constraint consent_events_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
create index consent_events_brand_id_idx on public.consent_events (brand_id, id);
alter table public.consent_events enable row level security;

create policy consent_events_select on public.consent_events for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));

grant select on public.consent_events to authenticated;

comment on table public.consent_events is
  'Every word of consent or objection, from whatever source, with its own time. An event told twice is one row.';
comment on column public.consent_events.source is
  'keyword, button: the person wrote or tapped it; user_preferences: WhatsApp''s own switch; meta_error: Meta refused a message (131050); '
  'manual, import, api: the brand recorded it; merge: taken over from a merged contact; suppression: kept from an erased contact.';
comment on column public.consent_events.evidence is 'What proves it: the words, the form, the file.';
comment on column public.consent_events.actor_id is 'The member who recorded it by hand.';
