-- Refused webhook calls leave a number and nothing else.
create table private.webhook_rejections (
  reason text not null,
  hour timestamptz not null,
  n int not null,
  constraint webhook_rejections_pkey primary key (reason, hour)
);
alter table private.webhook_rejections enable row level security;
comment on table private.webhook_rejections is 'How many webhook calls were refused, by reason and hour.';

create function private.count_rejected_webhook(reason text) returns void
language sql volatile security definer
set search_path = ''
as $$
  insert into private.webhook_rejections as r (reason, hour, n)
  values (left(count_rejected_webhook.reason, 40), date_trunc('hour', now()), 1)
  on conflict (reason, hour) do update set n = r.n + 1
$$;
comment on function private.count_rejected_webhook(text) is 'Counts a refused webhook call; nothing of its content is stored.';
grant execute on function private.count_rejected_webhook(text) to wabase_functions;
