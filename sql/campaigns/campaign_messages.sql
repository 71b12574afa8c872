create view public.campaign_messages with (security_invoker = on) as
select
  r.organization_id, r.brand_id, r.message_id as id, r.campaign_id, r.contact_id, r.position,
  case
    when r.skip_reason is not null then 'skipped'
    when m.id is not null then m.status
    when c.status in ('canceled', 'failed') then 'canceled'
    else 'queued'
  end as status,
  m.id as message_id, m.wamid, coalesce(m.attempts, 0) as attempts, m.error_class, m.error_code, m.error_message, r.skip_reason,
  m.price, m.sent_at, m.delivered_at, m.read_at, m.failed_at,
  coalesce(m.is_held, false) as is_held
from public.campaign_recipients r
join public.campaigns c on c.id = r.campaign_id and c.brand_id = r.brand_id and c.organization_id = r.organization_id
left join public.messages m
  on m.id = r.message_id and m.brand_id = r.brand_id and m.organization_id = r.organization_id;
grant select on public.campaign_messages to authenticated;
comment on view public.campaign_messages is
  'One row a recipient of a campaign with its lifecycle: queued, sending, unknown, accepted, sent, delivered, '
  'read, played, failed, skipped, canceled.';
