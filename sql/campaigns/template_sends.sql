-- How many templates a number has sent in each hour, for the messaging limit of its business portfolio: a bound from above, since Meta
-- counts people and not those whose window is open. Written once a batch, by a claim that holds the number's bucket.
create table private.template_sends (
  organization_id uuid not null,
  brand_id uuid not null,
  whatsapp_account_id uuid not null,
  hour timestamptz not null,
  n int not null,
  constraint template_sends_pkey primary key (whatsapp_account_id, hour, brand_id, organization_id),
  constraint template_sends_whatsapp_account_id_fkey
    foreign key (whatsapp_account_id, brand_id, organization_id)
    references public.whatsapp_accounts (id, brand_id, organization_id) on delete cascade
) with (fillfactor = 50);
alter table private.template_sends enable row level security;
comment on table private.template_sends is 'Templates that campaigns sent, by number and hour; two days are kept.';

create function private.count_template_sends(feed private.campaign_feeds, n int) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  insert into private.template_sends as s (organization_id, brand_id, whatsapp_account_id, hour, n)
  values (feed.organization_id, feed.brand_id, feed.whatsapp_account_id, date_trunc('hour', now()), count_template_sends.n)
  on conflict on constraint template_sends_pkey do update set n = s.n + excluded.n;
end
$$;
comment on function private.count_template_sends(private.campaign_feeds, int) is
  'Notes that a campaign handed over so many messages; what of them was skipped counts too.';

create function private.templates_sent_lately(organization_id uuid) returns bigint
language sql stable
set search_path = ''
as $$
  select coalesce(sum(s.n), 0)
  from public.whatsapp_accounts a
  join private.template_sends s
    on s.whatsapp_account_id = a.id and s.brand_id = a.brand_id and s.organization_id = a.organization_id
  where a.organization_id = templates_sent_lately.organization_id and s.hour > now() - interval '24 hours'
$$;
comment on function private.templates_sent_lately(uuid) is
  'Templates that campaigns of an organization sent in the last 24 hours (to the hour), by all of its numbers.';

create function private.forget_template_sends() returns void
language sql volatile security definer
set search_path = ''
as $$ delete from private.template_sends s where s.hour < now() - interval '2 days' $$;
comment on function private.forget_template_sends() is 'Removes counts that nobody asks for any more; run by the worker''s crontab.';
grant execute on function private.forget_template_sends() to wabase_worker;
