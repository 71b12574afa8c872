-- The paying tenant. Its id is the tenant key of everything below it.
create table public.organizations (
  id uuid primary key default private.new_id(),
  name text not null constraint organizations_name_is_1_to_120_chars_check check (char_length(trim(name)) between 1 and 120),
  slug text not null constraint organizations_slug_is_url_safe_check check (slug ~ '^[a-z0-9](-?[a-z0-9])+$' and char_length(slug) <= 63),
  status text not null default 'active'
    constraint organizations_status_is_known_check check (status in ('active', 'suspended', 'closed')),
  timezone text not null default 'UTC',
  locale text not null default 'en'
    constraint organizations_locale_is_language_tag_check
    check (locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$'),
  theme_color text constraint organizations_theme_color_is_hex_check check (theme_color ~ '^#[0-9a-fA-F]{6}$'),
  theme_name text,
  logo_url text constraint organizations_logo_url_is_https_check check (logo_url ~ '^https://'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  theme_text_color text constraint organizations_theme_text_color_is_hex_check check (theme_text_color ~ '^#[0-9a-fA-F]{6}$'),
  sending_paused_reason text,
  constraint organizations_slug_key unique (slug)
);
alter table public.organizations enable row level security;

create policy organizations_select on public.organizations for select to authenticated
  using (id = any ((select private.my_organizations())::uuid[]));
create policy organizations_update on public.organizations for update to authenticated
  using (id = any ((select private.my_organizations('organization.manage'))::uuid[]))
  with check (id = any ((select private.my_organizations('organization.manage'))::uuid[]));

grant select on public.organizations to authenticated;
grant update (name, timezone, locale, theme_color, theme_text_color, theme_name, logo_url)
  on public.organizations to authenticated;

comment on table public.organizations is 'The paying tenant; made by create_organization() together with its default brand and owner.';
comment on column public.organizations.slug is 'Stable, URL-safe name, unique on the platform.';
comment on column public.organizations.status is 'suspended and closed organizations keep their rows, but their members see none of them.';
comment on column public.organizations.timezone is 'IANA name; the clock of schedules, business hours and daily quotas.';
comment on column public.organizations.locale is
  'Language tag (BCP 47): language, script and region at most, such as en, pt-BR, zh-Hant-TW.';
comment on column public.organizations.sending_paused_reason is 'Why nothing is sent for this organization at present; null: it is.';
comment on column public.organizations.theme_text_color is
  'Colour of text on theme_color. Chosen by the database, black or white, unless a readable one is given.';
