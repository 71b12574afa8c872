create function private.campaign_export_columns() returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$
  select '["position", "contact_id", "name", "phone", "username", "status", "skip_reason", "error_class", "error_code", "error_message",
    "attempts", "wamid", "sent_at", "delivered_at", "read_at", "failed_at", "price_category"]'::jsonb
$$;
comment on function private.campaign_export_columns() is 'Names of the columns of exported recipients of a campaign.';

create function private.campaign_export_page(brand_id uuid, campaign_id uuid, after text) returns jsonb
language plpgsql stable
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  c_page constant int := 1000;
  v_after constant int := coalesce(after::int, 0);
  v_status text := (select c.status from public.campaigns c
    where c.id = campaign_export_page.campaign_id and c.brand_id = campaign_export_page.brand_id);
begin
  return (
    select jsonb_build_object(
      'next', case when count(*) = c_page then max(p.position)::text end,
      'rows', coalesce(jsonb_agg(p.cells order by p.position), '[]'))
    from (
      select r.position, jsonb_build_array(r.position::text, r.contact_id::text, coalesce(c.name, ''), coalesce(c.phone, ''),
        coalesce(c.username, ''),
        case when r.skip_reason is not null then 'skipped' when m.id is not null then m.status
          when v_status in ('canceled', 'failed') then 'canceled' else 'queued' end,
        coalesce(r.skip_reason, ''), coalesce(m.error_class, ''), coalesce(m.error_code::text, ''), coalesce(m.error_message, ''),
        coalesce(m.attempts, 0)::text, coalesce(m.wamid, ''), private.export_time(m.sent_at), private.export_time(m.delivered_at),
        private.export_time(m.read_at), private.export_time(m.failed_at), coalesce(m.price ->> 'category', '')) as cells
      from (
        select * from public.campaign_recipients r
        where r.campaign_id = campaign_export_page.campaign_id and r.position > v_after and r.brand_id = campaign_export_page.brand_id
        order by r.position limit c_page
      ) as r
      left join public.contacts c on c.id = r.contact_id and c.brand_id = r.brand_id and c.organization_id = r.organization_id
      left join lateral (
        select * from public.messages m
        where m.id = r.message_id and m.brand_id = r.brand_id and m.organization_id = r.organization_id limit 1
      ) as m on true
    ) as p);
end
$$;
comment on function private.campaign_export_page(uuid, uuid, text) is
  'The next recipients of a campaign in order of position, as texts in the order of campaign_export_columns; see private.export_page. '
  'The last page costs what the first one did.';
