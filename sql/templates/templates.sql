-- A message Meta must approve before it may be sent outside the customer service window.
create table public.templates (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  waba_id text not null,
  meta_template_id text,
  name text not null constraint templates_name_is_metas_form_check check (name ~ '^[a-z0-9_]+$' and char_length(name) <= 512),
  language text not null,
  category text not null constraint templates_category_is_known_check check (category in ('MARKETING', 'UTILITY', 'AUTHENTICATION')),
  components jsonb not null constraint templates_components_is_array_check check (jsonb_typeof(components) = 'array'),
  parameter_format text not null default 'POSITIONAL'
    constraint templates_parameter_format_is_known_check check (parameter_format in ('POSITIONAL', 'NAMED')),
  review_status text not null default 'draft'
    constraint templates_review_status_is_known_check check (review_status in ('draft', 'in_review', 'approved', 'rejected')),
  meta_status text,
  quality text,
  rejection_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  message_send_ttl_seconds int,
  draft jsonb constraint templates_draft_is_object_check check (jsonb_typeof(draft) = 'object'),
  submission text not null default 'none'
    constraint templates_submission_is_known_check check (submission in ('none', 'queued', 'submitted', 'failed')),
  submission_error text,
  created_by uuid,
  requested_by uuid,
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_reason text,
  delete_requested_at timestamptz,
  constraint templates_pkey primary key (id, brand_id, organization_id),
  constraint templates_brand_id_waba_id_name_language_key unique (brand_id, waba_id, name, language, organization_id),
  constraint templates_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
create index templates_brand_id_idx on public.templates (brand_id, organization_id);
create index templates_pending_idx on public.templates (id) where submission = 'queued' or delete_requested_at is not null;
create index templates_waba_id_idx on public.templates (waba_id, name, language);
alter table public.templates enable row level security;

create policy templates_select on public.templates for select to authenticated
  using (brand_id = any ((select private.my_brands('templates.view'))::uuid[]));

grant select on public.templates to authenticated;

comment on table public.templates is 'Message templates of a brand''s WhatsApp Business Account, kept in step with Meta.';
comment on column public.templates.components is
  'Meta''s components array: HEADER, BODY, FOOTER, BUTTONS. The sample of a media header is a file of ours: '
  'example.header_handle is ["<path in the bucket media>"], and the worker puts Meta''s handle there when it submits.';
comment on column public.templates.draft is
  'The next version of a template that Meta has already: {components, category, parameter_format, message_send_ttl_seconds}. '
  'What is sent stays as it is until Meta accepted the edit.';
comment on column public.templates.submission is
  'none → queued (approved by a reviewer) → submitted (Meta has it and decides, see meta_status) | failed (submission_error says why).';
comment on column public.templates.requested_by is 'Who asked for the review; where a second person is required, somebody else decides.';
comment on column public.templates.message_send_ttl_seconds is
  'How long Meta tries to deliver, in seconds; then the message is dropped silently. Null: Meta''s default.';
comment on column public.templates.meta_status is
  'Meta''s own status as last received: PENDING, APPROVED, REJECTED, PAUSED, DISABLED and so on.';
