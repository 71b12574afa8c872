create function private.people_reached_lately(organization_id uuid) returns uuid[]
language plpgsql stable
set search_path = ''
set enable_seqscan = off
as $$
declare
  c_since constant timestamptz := now() - interval '24 hours';
begin
  return array(
    select distinct r.contact_id
    from public.campaigns c
    join private.campaign_feeds f
      on f.campaign_id = c.id and f.brand_id = c.brand_id and f.organization_id = c.organization_id
    join public.campaign_recipients r
      on r.campaign_id = c.id and r.position >= f.first_position and r.position < f.next_position
        and r.brand_id = c.brand_id and r.organization_id = c.organization_id
    left join lateral (
      -- What a campaign of today has handed over was all today.
      select m.accepted_at from public.messages m
      where c.started_at <= c_since and m.id = r.message_id
        and (m.brand_id = r.brand_id and m.organization_id = r.organization_id) is true
      limit 1
    ) as message on true
    where c.brand_id = any (array(select b.id from public.brands b where b.organization_id = people_reached_lately.organization_id))
      and c.organization_id = people_reached_lately.organization_id and (c.completed_at is null or c.completed_at > c_since)
      and r.skip_reason is null and (c.started_at > c_since or message.accepted_at > c_since));
end
$$;
comment on function private.people_reached_lately(uuid) is
  'Contacts that campaigns of an organization wrote to in the last 24 hours, each once: what Meta''s messaging limit counts, and those '
  'whose window was open then or whose message failed too. Cost grows with what those campaigns have handed over, which the limit bounds.';
