-- How a brand handles consent; a brand without a row has the defaults.
create table public.consent_settings (
  id uuid not null default private.new_id(),
  organization_id uuid not null,
  brand_id uuid not null,
  require_opt_in text[] not null default '{}'
    constraint consent_settings_require_opt_in_is_known_check check (require_opt_in <@ array['marketing', 'utility']),
  stop_categories text[] not null default '{marketing,utility}'
    constraint consent_settings_stop_categories_is_known_check
    check (stop_categories <@ array['marketing', 'utility', 'service'] and 'marketing' = any (stop_categories)),
  stop_words text[] not null default '{}' constraint consent_settings_stop_words_are_few_check check (cardinality(stop_words) <= 200),
  start_words text[] not null default '{}' constraint consent_settings_start_words_are_few_check check (cardinality(start_words) <= 200),
  is_reply_on boolean not null default true,
  replies jsonb not null default '{}' constraint consent_settings_replies_is_object_check check (jsonb_typeof(replies) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint consent_settings_pkey primary key (id, brand_id, organization_id),
  constraint consent_settings_brand_id_key unique (brand_id, organization_id),
  constraint consent_settings_brand_id_fkey
    foreign key (brand_id, organization_id) references public.brands (id, organization_id) on delete cascade
);
alter table public.consent_settings enable row level security;

create policy consent_settings_select on public.consent_settings for select to authenticated
  using (brand_id = any ((select private.my_brands('contacts.view'))::uuid[]));
create policy consent_settings_insert on public.consent_settings for insert to authenticated
  with check (brand_id = any ((select private.my_brands('brands.manage'))::uuid[]));
create policy consent_settings_update on public.consent_settings for update to authenticated
  using (brand_id = any ((select private.my_brands('brands.manage'))::uuid[]))
  with check (brand_id = any ((select private.my_brands('brands.manage'))::uuid[]));

grant select on public.consent_settings to authenticated;
grant insert (organization_id, brand_id, require_opt_in, stop_categories, stop_words, start_words, is_reply_on, replies),
  update (require_opt_in, stop_categories, stop_words, start_words, is_reply_on, replies) on public.consent_settings to authenticated;

comment on table public.consent_settings is 'How a brand handles consent: what needs an opt-in, what its words are, what it answers.';
comment on column public.consent_settings.require_opt_in is
  'Categories of templates that go only to people who have opted in. Empty: to everybody who has not opted out.';
comment on column public.consent_settings.stop_categories is
  'What a stop word ends. By default all that the brand starts; answers to the person''s own messages (service) still go.';
comment on column public.consent_settings.stop_words is
  'Words and button payloads of the brand beside the built-in ones (private.consent_words), compared as whole messages.';
comment on column public.consent_settings.replies is
  'Texts of the confirmation by state and language, {"opted_out": {"en": "…"}, "opted_in": {…}}; built-in ones where there is none.';
