-- The frozen audience: written once at launch, then read in order of position. What became of each recipient is told by the
-- message with the id that was given out here, so that no row is updated per message sent (see the view campaign_messages).
create table public.campaign_recipients (
  organization_id uuid not null,
  brand_id uuid not null,
  campaign_id uuid not null,
  position int not null,
  contact_id uuid not null,
  message_id uuid not null default private.new_id(),
  skip_reason text
    constraint campaign_recipients_skip_reason_is_known_check
    check (skip_reason in ('opted_out', 'no_consent', 'window_closed', 'duplicate', 'invalid_recipient', 'missing_parameter', 'quota')),
  constraint campaign_recipients_pkey primary key (campaign_id, position, brand_id, organization_id),
  constraint campaign_recipients_contact_id_campaign_id_key unique (contact_id, campaign_id, brand_id, organization_id),
  constraint campaign_recipients_campaign_id_fkey
    foreign key (campaign_id, brand_id, organization_id)
    references public.campaigns (id, brand_id, organization_id) on delete cascade,
  constraint campaign_recipients_contact_id_fkey
    foreign key (contact_id, brand_id, organization_id)
    references public.contacts (id, brand_id, organization_id) on delete cascade
);
alter table public.campaign_recipients enable row level security;

create policy campaign_recipients_select on public.campaign_recipients for select to authenticated
  using (brand_id = any ((select private.my_brands('campaigns.view'))::uuid[]));

grant select on public.campaign_recipients to authenticated;

comment on table public.campaign_recipients is 'The audience of a campaign as frozen at launch, one row a contact.';
comment on column public.campaign_recipients.position is 'Sending order; contacts that were skipped at launch come last.';
comment on column public.campaign_recipients.message_id is 'The id the message to this contact has or will have.';
