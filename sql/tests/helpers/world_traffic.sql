-- The steps of a message's life, as the worker and Meta take them. All run as superuser; tests come back with tests.become('none').

create function tests.add_contact(brand text, phone text default null, bsuid text default null, name text default 'Ann') returns uuid
language sql volatile
set search_path = ''
as $$
  with added as (
    insert into public.contacts (organization_id, brand_id, name, phone, bsuid)
    select b.organization_id, b.id, add_contact.name,
      case when bsuid is null then coalesce(add_contact.phone, '+1'
        || (2000000000 + floor(random() * 7999999999))::bigint) else add_contact.phone end,
      add_contact.bsuid
    from public.brands b where b.id = tests.id(brand)
    returning *
  ), known as (
    insert into public.contact_identities (organization_id, brand_id, contact_id, kind, value)
    select a.organization_id, a.brand_id, a.id, 'bsuid', a.bsuid from added a where a.bsuid is not null
  )
  select id from added
$$;
comment on function tests.add_contact(text, text, text, text) is 'A contact; with a random phone unless a phone or a BSUID is given.';

create function tests.draft_campaign(
  brand text, audience jsonb default '{"all": true}', parameters jsonb default '[{"type": "body", "parameters": [{"source": "name"}]}]'
) returns uuid
language sql volatile
set search_path = ''
as $$
  insert into public.campaigns (organization_id, brand_id, name, whatsapp_account_id, template_id, audience, parameters)
  select b.organization_id, b.id, 'Campaign', tests.id('number_' || brand), tests.id('greeting_' || brand),
    draft_campaign.audience, draft_campaign.parameters
  from public.brands b where b.id = tests.id(brand)
  returning id
$$;
comment on function tests.draft_campaign(text, jsonb, jsonb)
  is 'A draft from the brand''s number and template, to everybody unless told otherwise.';

create function tests.launch(campaign_id uuid) returns uuid
language plpgsql volatile
set search_path = ''
as $$
begin
  perform tests.sign_in(
    (select m.user_id from public.members m join public.campaigns c on c.organization_id = m.organization_id
      where c.id = launch.campaign_id and m.role_key = 'owner'));
  perform public.launch_campaign(launch.campaign_id);
  perform tests.become('none');
  return campaign_id;
end
$$;
comment on function tests.launch(uuid) is 'Launches a campaign as the owner of its organization.';

create function tests.launch_to(brand text, contacts int) returns uuid
language sql volatile
set search_path = ''
as $$
  with added as (select tests.add_contact(brand) as id from pg_catalog.generate_series(1, contacts)),
  audience as (select pg_catalog.jsonb_build_object('contact_ids', pg_catalog.jsonb_agg(id)) as it from added)
  select tests.launch(tests.draft_campaign(brand, it)) from audience
$$;
comment on function tests.launch_to(text, int) is 'A running campaign to that many new contacts.';

create function tests.claim(number text, max_rows int default 1000,
  worker_id uuid default '0e000000-0000-7000-8000-000000000001') returns uuid[]
language sql volatile
set search_path = ''
as $$
  select coalesce(array_agg(c.message_id), '{}') from private.claim_outbox(tests.id(number), max_rows, worker_id) as c
$$;
comment on function tests.claim(text, int, uuid) is 'Claims messages of a number as a worker; returns their ids.';

create function tests.record(
  message_ids uuid[], outcome text, error_class text default null, error_code int default null, retry_after double precision default null,
  attempt int default null, error_scope text default null
) returns void
language sql volatile
set search_path = ''
as $$
  select private.record_send_results(
    message_ids, array_agg(outcome), array_agg(case when outcome in ('accepted', 'held') then 'wamid.' || id end), array_agg(error_class),
    array_agg(error_code), array_agg(case when error_class is not null then 'refused' end), array_agg(retry_after),
    array_agg(coalesce(attempt, (select o.attempts from private.outbox o where o.message_id = id), 1)),
    array_agg(error_scope))
  from unnest(message_ids) as id
$$;
comment on function tests.record(uuid[], text, text, int, double precision, int, text) is
  'Records one outcome for messages, of their present claim unless told otherwise; an accepted one gets the wamid wamid.<id>.';

create function tests.status_item(message_id uuid, status text, at timestamptz default now(), more jsonb default '{}') returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object('phone_number_id', a.phone_number_id, 'wamid', 'wamid.' || m.id, 'message_id', m.id, 'status',
    status_item.status,
    'at', status_item.at) || case status_item.status when 'failed'
      then '{"error": {"class": "recipient", "code": 131026, "message": "undeliverable"}}'::jsonb else '{}' end || more
  from public.messages m join public.whatsapp_accounts a on a.id = m.whatsapp_account_id
  where m.id = status_item.message_id
$$;
comment on function tests.status_item(uuid, text, timestamptz, jsonb)
  is 'A status of one of our messages as the worker hands it to private.apply_statuses.';

create function tests.report(message_id uuid, status text, at timestamptz default now(), more jsonb default '{}') returns void
language sql volatile
set search_path = ''
as $$ select private.apply_statuses(jsonb_build_array(tests.status_item(message_id, status, at, more))) $$;
comment on function tests.report(uuid, text, timestamptz, jsonb) is 'Meta reports a status.';

create function tests.ingest(body text) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_before timestamptz := clock_timestamp();
begin
  perform private.ingest_webhooks(array[body]);
  return (select e.id from private.raw_events e where e.body = ingest.body
    and e.id >= private.id_floor(v_before) order by e.id desc limit 1);
end
$$;
comment on function tests.ingest(text) is 'A signed webhook body comes; returns its raw event.';

create function tests.inbound(
  number text, phone text, bsuid text default null, at timestamptz default now(), wamid text default null, more jsonb default '{}'
) returns jsonb
language sql volatile
set search_path = ''
as $$
  select private.apply_messages(jsonb_build_array(jsonb_build_object('raw_event_id', private.new_id(), 'path', 'item 0',
    'phone_number_id', 'pn-' || tests.id(number), 'wamid', coalesce(wamid, 'wamid.' || private.new_id()), 'at', at, 'type', 'text',
    'body', 'hello', 'content', '{"text": {"body": "hello"}}'::jsonb, 'phone', phone, 'bsuid', bsuid) || more))
$$;
comment on function tests.inbound(text, text, text, timestamptz, text, jsonb)
  is 'A customer writes; returns the items that could not be routed.';

create function tests.seen(
  brand text, phone text default null, bsuid text default null, at timestamptz default now(), more jsonb default '{}'
) returns uuid
language sql volatile
set search_path = ''
as $$
  select (private.find_or_create_contacts(array[jsonb_populate_record(null::private.sighting, jsonb_build_object(
    'organization_id', b.organization_id, 'brand_id', b.id, 'phone', seen.phone, 'bsuid', seen.bsuid, 'at', seen.at) || more)]))[1]
  from public.brands b where b.id = tests.id(brand)
$$;
comment on function tests.seen(text, text, text, timestamptz, jsonb) is 'WhatsApp tells of a person of a brand; returns the contact.';

create function tests.count_drift(campaign_id uuid) returns text
language sql stable
set search_path = ''
as $$
  with counted as (
    select d.status, sum(d.n) as n from private.campaign_status_deltas d
    where d.campaign_id = count_drift.campaign_id and d.status not in ('audience', 'queued') group by d.status having sum(d.n) <> 0
  ), facts as (
    select private.counted_status(m.status, m.wamid, m.sent_at, m.is_held) as status, count(*) as n from public.campaign_messages m
    where m.campaign_id = count_drift.campaign_id and m.status <> 'queued' group by 1
  )
  select coalesce(string_agg(format('%s: counted %s, are %s', status, coalesce(c.n, 0), coalesce(f.n, 0)), '; ' order by status), 'none')
  from counted c full join facts f using (status)
  where c.n is distinct from f.n
$$;
comment on function tests.count_drift(uuid) is 'Where the counts of a campaign differ from its messages: "none" when they agree.';

create function tests.announced(brand text, event text) returns setof jsonb
language sql stable
set search_path = ''
as $$
  select e.value - 'event'
  from private.brand_event_intake i, jsonb_array_elements(i.events) with ordinality as e (value, n)
  where i.brand_id = tests.id(brand) and e.value ->> 'event' = announced.event
  order by i.id, e.n
$$;
comment on function tests.announced(text, text) is 'What the brand will be told of one kind, in the order in which it was noted.';
