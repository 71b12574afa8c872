-- A seat that is offered to an e-mail address. Its tokens are known to the inviter once, to the mail and to the
-- database never (invitation_tokens).
create table public.invitations (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null constraint invitations_email_is_lower_case_address_check
    check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 254),
  role_key text not null,
  all_brands boolean not null default true,
  brand_ids uuid[] not null default '{}',
  invited_by uuid,
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  mail_is_due boolean not null default true,
  mailed_at timestamptz,
  mail_error text,
  constraint invitations_pkey primary key (id, organization_id),
  constraint invitations_brands_or_all_check check (all_brands = (cardinality(brand_ids) = 0)),
  constraint invitations_owner_has_all_brands_check check (role_key <> 'owner' or all_brands),
  constraint invitations_end_once_check check (accepted_at is null or revoked_at is null)
);
create index invitations_organization_id_idx on public.invitations (organization_id, id);
create unique index invitations_one_open_key on public.invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_mail_is_due_idx on public.invitations (id) where mail_is_due;
alter table public.invitations enable row level security;

create policy invitations_select on public.invitations for select to authenticated
  using (organization_id = any ((select private.my_organizations('members.manage'))::uuid[]));

-- No client writes here: invite_member(), accept_invitation(), revoke_invitation() and resend_invitation() do.
grant select on public.invitations to authenticated;

comment on table public.invitations is 'Offered seats: open until accepted, revoked or expired. Read by who manages members.';
comment on column public.invitations.email is 'Lower case; only a user whose verified address is this one can accept.';
comment on column public.invitations.invited_by is
  'The user who invited or last resent. The invitation is worth what he may still give when it is accepted.';
comment on column public.invitations.mail_is_due is 'A worker is still to send the mail; false without mailed_at: the platform sends none.';
comment on column public.invitations.mail_error is 'Why the mail server refused the mail for good.';
