-- What was promised to something that takes time (a campaign), until it is known how much of it was used.
create table private.quota_reservations (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  metric text not null,
  key text not null,
  n bigint not null constraint quota_reservations_n_is_not_negative_check check (n >= 0),
  used bigint,
  status text not null default 'reserved'
    constraint quota_reservations_status_is_known_check check (status in ('reserved', 'committed', 'released')),
  periods jsonb not null default '{}',
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  constraint quota_reservations_pkey primary key (organization_id, metric, key)
);
create index quota_reservations_expires_at_idx on private.quota_reservations (expires_at) where status = 'reserved';
alter table private.quota_reservations enable row level security;
comment on table private.quota_reservations is 'Reservations of quota by key: reserving, committing and releasing twice does it once.';
comment on column private.quota_reservations.periods is 'Period → first day of the counter it was taken from, which gets the rest back.';
comment on column private.quota_reservations.expires_at is 'When it is released by itself; null = whoever made it ends it.';
