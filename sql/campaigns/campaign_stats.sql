create view public.campaign_stats with (security_invoker = on) as
select
  c.organization_id, c.brand_id, c.id as campaign_id, c.status,
  coalesce(d.audience, 0) as audience,
  coalesce(d.audience - d.skipped - d.settled, 0) as queued,
  coalesce(d.accepted, 0) as accepted,
  coalesce(d.sent, 0) as sent,
  coalesce(d.delivered, 0) as delivered,
  coalesce(d.read, 0) as read,
  coalesce(d.failed, 0) as failed,
  coalesce(d.skipped, 0) as skipped,
  coalesce(d.canceled, 0) as canceled,
  coalesce(d.unknown, 0) as unknown,
  coalesce(d.held, 0) as held,
  coalesce(pace.rate, 0) as rate,
  case when pace.rate > 0 then ceil((d.audience - d.skipped - d.settled) / pace.rate)::int end as eta_seconds
from public.campaigns c
left join lateral (
  select
    (sum(n) filter (where status = 'audience'))::int as audience,
    coalesce(sum(n) filter (where status = 'skipped'), 0)::int as skipped,
    coalesce(sum(n) filter (where status not in ('audience', 'skipped', 'queued', 'sending')), 0)::int as settled,
    (sum(n) filter (where status in ('accepted', 'held', 'sent', 'delivered', 'read', 'played', 'failed_accepted', 'failed_sent')))::int
      as accepted,
    (sum(n) filter (where status in ('sent', 'delivered', 'read', 'played', 'failed_sent')))::int as sent,
    (sum(n) filter (where status in ('delivered', 'read', 'played')))::int as delivered,
    (sum(n) filter (where status in ('read', 'played')))::int as read,
    (sum(n) filter (where status in ('failed', 'failed_accepted', 'failed_sent')))::int as failed,
    (sum(n) filter (where status = 'canceled'))::int as canceled,
    (sum(n) filter (where status = 'unknown'))::int as unknown,
    (sum(n) filter (where status = 'held'))::int as held
  from private.campaign_status_deltas d
  where d.campaign_id = c.id and d.brand_id = c.brand_id
) as d on true
left join lateral (
  select round(((d.settled - p.earlier_settled) / greatest(extract(epoch from now() - p.earlier_at), 1))::numeric, 1)::float8 as rate
  from private.campaign_paces p
  where p.campaign_id = c.id and p.brand_id = c.brand_id and c.status = 'running' and p.at > now() - interval '30 seconds'
) as pace on true;
grant select on public.campaign_stats to authenticated;
comment on view public.campaign_stats is
  'The funnel, one row a campaign. accepted ≥ sent ≥ delivered ≥ read are cumulative, messages that failed after a step '
  'included; queued, failed, skipped, canceled, unknown and held (accepted, '
  'but kept back by Meta for now) '
  'are present states. rate: messages a second that got an outcome in the last 10 to 30 seconds; eta_seconds: how long the queued ones '
  'take at that rate, null while it stands still. Cost grows with the batches since the last fold, not with the recipients.';
