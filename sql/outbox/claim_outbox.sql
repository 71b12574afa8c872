create type private.claimed_message as (
  message_id uuid, attempts int, tries int, phone text, bsuid text, type text, content jsonb, context_wamid text, campaign_id uuid
);
comment on type private.claimed_message is
  'What the worker needs to call Meta for one message. tries: the attempts, this one included, that count against the message.';

create function private.claim_queued(account public.whatsapp_accounts, max_rows int, lowest_priority int, worker_id uuid)
returns setof private.claimed_message
language plpgsql volatile
set search_path = ''
as $$
declare
  c_gap constant interval := '6 seconds';
  c_burst constant interval := private.pair_burst();
begin
  return query
  with due as materialized (
    select o.message_id, o.contact_id, o.priority, o.due_at, o.is_paced
    from private.outbox o
    left join lateral (
      select f.status from private.campaign_feeds f where f.campaign_id = o.campaign_id and f.brand_id = o.brand_id limit 1) as f on true
    left join public.consents c
      on c.contact_id = o.contact_id
        and (c.category = o.category and c.brand_id = o.brand_id and c.organization_id = o.organization_id) is true
    left join public.consent_settings s on s.brand_id = o.brand_id and s.organization_id = o.organization_id
    where o.whatsapp_account_id = account.id and o.status = 'queued' and o.due_at <= now() and o.priority <= lowest_priority
      and (o.campaign_id is null or f.status = 'running')
      and private.refusal(o.category, c.state, s.require_opt_in) is null
    order by o.priority, o.due_at
    limit max_rows
    for update of o skip locked
  ), turn as materialized (
    select d.message_id, d.contact_id, greatest(p.used_until, now())
        + c_gap * (row_number() over (partition by d.contact_id order by d.priority, d.due_at, d.message_id) - 1) as at
    from due d
    left join private.pair_limits p
      on p.contact_id = d.contact_id and p.whatsapp_account_id = account.id and p.brand_id = account.brand_id
        and p.organization_id = account.organization_id
    where not d.is_paced
  ), used as (
    insert into private.pair_limits as p (organization_id, brand_id, whatsapp_account_id, contact_id, used_until)
    select account.organization_id, account.brand_id, account.id, t.contact_id, max(t.at) + c_gap
    from turn t group by t.contact_id order by t.contact_id
    on conflict on constraint pair_limits_pkey do update set used_until = excluded.used_until
  ), early as materialized (
    select t.message_id, t.at - c_burst as due_at from turn t where t.at > now() + c_burst
  ), postponed as (
    update private.outbox o set due_at = e.due_at, is_paced = true
    from early e where o.message_id = e.message_id and o.status = 'queued'
  ), claimed as (
    update private.outbox o
    set status = 'sending', claimed_by = worker_id, claimed_at = clock_timestamp(), evidence_at = null, attempts = o.attempts + 1,
      is_paced = false
    where o.message_id = any (array(select d.message_id from due d except all select e.message_id from early e))
    returning o.message_id, o.brand_id, o.organization_id, o.contact_id, o.campaign_id, o.attempts, o.attempts - o.spared as tries,
      o.priority, o.due_at
  )
  select m.id, o.attempts::int, o.tries::int, c.phone, c.bsuid, m.type, m.content, m.context_wamid, o.campaign_id
  from claimed o
  -- By id alone, as in claim_campaign: else a kept plan may walk through an index that holds a brand's messages.
  join lateral (
    select * from public.messages m
    where m.id = o.message_id and (m.brand_id = o.brand_id and m.organization_id = o.organization_id) is true limit 1
  ) as m on true
  join lateral (
    select * from public.contacts c
    where c.id = o.contact_id and (c.brand_id = o.brand_id and c.organization_id = o.organization_id) is true limit 1
  ) as c on true
  order by o.priority, o.due_at;
end
$$;
comment on function private.claim_queued(public.whatsapp_accounts, int, int, uuid) is
  'Marks queued messages of a number as sending, people first and none below a priority, and returns them in that order. Rows another '
  'worker holds are passed over, and those to which the person''s consent does not extend: private.skip_refused takes them out. One '
  'person gets forty at once, then one in six seconds (Meta takes 45 and 10 a minute): the others are put off to their turn, in order. '
  'First sends of campaigns are not counted: at most one a campaign and person, for which the other five are left.';

create function private.claim_campaign(feed private.campaign_feeds, max_rows int, worker_id uuid)
returns setof private.claimed_message
language plpgsql volatile
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_last int := least(feed.last_position, feed.next_position + max_rows - 1);
  v_campaign public.campaigns;
  v_template public.templates;
  v_draft private.message_draft;
  v_category text;
  v_required text[] := (select s.require_opt_in from public.consent_settings s
    where s.brand_id = feed.brand_id and s.organization_id = feed.organization_id);
  v_silence text;
begin
  select * into v_campaign from public.campaigns c where c.id = feed.campaign_id and c.brand_id = feed.brand_id;
  select * into v_template from public.templates t where t.id = v_campaign.template_id and t.brand_id = feed.brand_id;
  v_draft := private.draft_message(v_template, v_campaign.parameters);
  v_category := private.consent_category(v_template.category);
  v_silence := private.refusal(v_category, null, v_required);
  update private.campaign_feeds f set next_position = v_last + 1
  where f.campaign_id = feed.campaign_id and f.first_position = feed.first_position and f.brand_id = feed.brand_id;

  -- A plan that is kept may have been made while the tables were small, when any index seems as good as another, and would walk through
  -- all of a brand's, a number's or a campaign's rows for each batch. So rows are looked up one by one by what few share (`is true` keeps
  -- the rest out of the choice), those to change are named, and nothing is joined with what was written.
  return query
  with batch as materialized (
    select r.position, c.id as contact_id, r.message_id, c.phone, c.bsuid, c.deleted_at, conversation.id as conversation_id,
      case when consent.state is null then v_silence else private.refusal(v_category, consent.state, v_required) end as refusal,
      -- Merged since the launch: the kept contact gets it, once.
      c.id <> r.contact_id and exists (
        select from public.campaign_recipients twin
        where twin.contact_id = c.id
          and (twin.campaign_id = r.campaign_id and twin.brand_id = r.brand_id and twin.organization_id = r.organization_id) is true
      ) as is_twin,
      private.fill_draft(v_draft, c) as filled
    from public.campaign_recipients r
    join public.contacts frozen
      on frozen.id = r.contact_id and (frozen.brand_id = r.brand_id and frozen.organization_id = r.organization_id) is true
    join public.contacts c
      on c.id = coalesce(frozen.merged_into, frozen.id) and (c.brand_id = r.brand_id and c.organization_id = r.organization_id) is true
    left join lateral (
      select consent.state from public.consents consent
      where consent.contact_id = c.id
        and (consent.category = v_category and consent.brand_id = c.brand_id and consent.organization_id = c.organization_id) is true
      limit 1
    ) as consent on true
    left join lateral (
      select v.id from public.conversations v
      where v.contact_id = c.id
        and (v.whatsapp_account_id = feed.whatsapp_account_id and v.brand_id = r.brand_id and v.organization_id = r.organization_id) is true
      limit 1
    ) as conversation on true
    where r.campaign_id = feed.campaign_id and r.brand_id = feed.brand_id
      and r.position between feed.next_position and v_last and r.skip_reason is null
  ), checked as materialized (
    select b.*, case
      when b.is_twin then 'duplicate'
      when b.deleted_at is not null or b.phone is null and b.bsuid is null then 'invalid_recipient'
      when b.refusal is not null then b.refusal
      when (b.filled).content is null then 'missing_parameter'
    end as skip_reason
    from batch b
  ), skipped as (
    update public.campaign_recipients r set skip_reason = k.skip_reason
    from checked k
    where r.campaign_id = feed.campaign_id and r.brand_id = feed.brand_id and r.position = k.position and k.skip_reason is not null
      and r.position = any (array(select s.position from checked s where s.skip_reason is not null))
  ), counted as (
    insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
    select feed.organization_id, feed.brand_id, feed.campaign_id, feed.whatsapp_account_id, outcome.status, outcome.n
    from (select count(*) filter (where skip_reason is null) as sendable from checked) as counts,
      -- Positions without a row belonged to contacts that were deleted since the launch.
      lateral (values ('sending', counts.sendable), ('skipped', v_last - feed.next_position + 1 - counts.sendable)) as outcome (status, n)
    where outcome.n > 0
  ), written as (
    insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, campaign_id,
      direction, type, body, content, status, attempts)
    select k.message_id, feed.organization_id, feed.brand_id, feed.whatsapp_account_id, k.contact_id, k.conversation_id, feed.campaign_id,
      'outbound',
      'template', (k.filled).body, (k.filled).content, 'sending', 1
    from checked k
    where k.skip_reason is null
  ), marked as (
    insert into private.outbox (organization_id, brand_id, whatsapp_account_id, contact_id, campaign_id, message_id, priority, status,
      attempts, claimed_by, claimed_at, category)
    select feed.organization_id, feed.brand_id, feed.whatsapp_account_id, k.contact_id, feed.campaign_id, k.message_id, 5, 'sending',
      1, worker_id, clock_timestamp(), v_category
    from checked k
    where k.skip_reason is null
  )
  select k.message_id, 1, 1, k.phone, k.bsuid, 'template', (k.filled).content, null::text, feed.campaign_id
  from checked k
  where k.skip_reason is null;
end
$$;
comment on function private.claim_campaign(private.campaign_feeds, int, uuid) is
  'Moves the next recipients of a campaign into messages and outbox, already marked as sending, and returns them. '
  'Cost grows with the batch alone; its plan is kept, since for a large audience the planner would make a new one for each batch '
  '(measured at 60,000: 18 of 186 µs a message).';

create function private.fail_campaign(feed private.campaign_feeds, reason text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  -- A claim holds feeds, and the campaign comes before its feeds: so it waits for none of them. The next claim tries again.
  perform from public.campaigns c where c.id = feed.campaign_id and c.brand_id = feed.brand_id for no key update nowait;
  perform from private.campaign_feeds f where f.campaign_id = feed.campaign_id and f.brand_id = feed.brand_id for update nowait;
  with ended as (
    update private.campaign_feeds f set status = 'done' where f.campaign_id = feed.campaign_id and f.brand_id = feed.brand_id
    returning f.whatsapp_account_id, f.last_position - f.next_position + 1 as n
  )
  insert into private.campaign_status_deltas (organization_id, brand_id, campaign_id, whatsapp_account_id, status, n)
  select feed.organization_id, feed.brand_id, feed.campaign_id, e.whatsapp_account_id, 'canceled', sum(e.n)
  from ended e group by e.whatsapp_account_id;
  update public.campaigns c set status = 'failed', failure_reason = reason, completed_at = now()
  where c.id = feed.campaign_id and c.brand_id = feed.brand_id;
  perform private.settle_campaign_quota(feed.organization_id, feed.campaign_id);
exception when lock_not_available then
  return;
end
$$;
comment on function private.fail_campaign(private.campaign_feeds, text) is
  'Ends a campaign whose messages cannot be put together; what was not handed out counts as canceled. Does nothing while somebody else '
  'holds the campaign or the cursor of another of its numbers.';

create type private.paced_message as (
  message_id uuid, attempts int, tries int, phone text, bsuid text, type text, content jsonb, context_wamid text, campaign_id uuid,
  send_at double precision, claimed_at double precision, spacing double precision
);
comment on type private.paced_message is
  'A claimed message, when it may leave, when it was claimed (milliseconds by the database''s clock), and the number''s milliseconds '
  'between two messages.';

create function private.claim_outbox(whatsapp_account_id uuid, max_rows int, worker_id uuid)
returns setof private.paced_message
language plpgsql volatile security definer
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_account public.whatsapp_accounts;
  v_began timestamptz := clock_timestamp();
  v_breaker private.circuit_breakers;
  v_allowance private.sending_allowance;
  v_slots private.taken_slots;
  v_first double precision;
  v_gap double precision;
  v_now double precision;
  v_has_queued boolean;
  v_used int := 0;
  v_left int;
  v_count int;
  v_running int;
  v_feeds private.campaign_feeds[];
  v_feed private.campaign_feeds;
begin
  select * into v_account from public.whatsapp_accounts a where a.id = claim_outbox.whatsapp_account_id;
  if v_account.id is null or private.sending_is_paused(v_account) then
    return;
  end if;
  v_has_queued := exists (select from private.outbox o where o.whatsapp_account_id = v_account.id and o.status = 'queued');
  if not v_has_queued and not exists (select from private.campaign_feeds f
      where f.whatsapp_account_id = v_account.id and f.status = 'running' and f.next_position <= f.last_position) then
    return;
  end if;
  v_breaker := private.breaker_of(v_account);
  if private.breaker_wait(v_breaker) > 0 then
    return;
  end if;
  -- After a breaker has opened one message tries whether Meta answers.
  v_slots := private.take_slots(v_account, case when v_breaker.waba_id is null then max_rows else least(max_rows, 1) end, worker_id);
  if v_slots.n = 0 then
    return;
  end if;
  v_now := extract(epoch from clock_timestamp()) * 1000;
  v_first := extract(epoch from v_slots.first_at) * 1000;
  v_gap := v_slots.spacing * 1000;
  v_allowance := private.take_allowance(v_account.organization_id);
  -- Feeds before messages and outbox rows, in the order of private.lock_feeds; in which they get their share is drawn.
  select array_agg(f.feed order by random()) into v_feeds
  from (
    select f as feed from private.campaign_feeds f
    where f.whatsapp_account_id = v_account.id and f.status = 'running' and f.next_position <= f.last_position
    order by f.campaign_id, f.first_position
    for update
  ) as f;
  v_running := coalesce(cardinality(v_feeds), 0);

  if v_has_queued then
    perform private.skip_refused(v_account, v_slots.n);
    -- What people write does not wait for the organization's limits.
    return query
    select q.*, v_first + v_gap * (row_number() over () - 1), v_now, v_gap
    from private.claim_queued(v_account, v_slots.n, case when v_allowance.n is null then 5 else 0 end, worker_id) as q;
    get diagnostics v_used = row_count;
  end if;
  v_left := v_slots.n - v_used;
  if v_allowance.n is not null then
    v_left := greatest(least(v_left, v_allowance.n - v_used), 0);
  end if;
  if v_allowance.n is not null and v_has_queued then
    return query
    select q.*, v_first + v_gap * (v_used + row_number() over () - 1), v_now, v_gap
    from private.claim_queued(v_account, v_left, 5, worker_id) as q;
    get diagnostics v_count = row_count;
    v_used := v_used + v_count;
    v_left := v_left - v_count;
  end if;

  foreach v_feed in array coalesce(v_feeds, '{}') loop
    exit when v_left <= 0;
    begin
      return query
      select q.*, v_first + v_gap * (v_used + row_number() over () - 1), v_now, v_gap
      from private.claim_campaign(v_feed, greatest(v_left / greatest(v_running, 1), 1), worker_id) as q;
      get diagnostics v_count = row_count;
    exception when data_exception or integrity_constraint_violation then
      -- A campaign that cannot be put together must not stop the number's other messages.
      perform private.fail_campaign(v_feed, sqlerrm);
      v_count := 0;
    end;
    v_used := v_used + v_count;
    v_left := v_left - v_count;
    v_running := v_running - 1;
  end loop;
  if v_used < v_slots.n then
    perform private.set_next_slot(v_account, v_slots, v_used, null);
  end if;
  if v_used > 0 and v_allowance.n is not null then
    perform private.count_sent(v_account.organization_id, v_allowance, v_used);
  end if;
  if v_used > 0 and v_breaker.waba_id is not null then
    update private.circuit_breakers b set state = 'half_open', changed_at = v_began
    where b.waba_id = v_breaker.waba_id and b.organization_id = v_breaker.organization_id;
  end if;
end
$$;
comment on function private.claim_outbox(uuid, int, uuid) is
  'Claims up to max_rows messages of a number within its rate and what the organization may send, each with the moment at which it may '
  'leave: queued ones first (people before bots before retries), then an equal share of each running campaign. Every row returned is '
  'marked as sending by worker_id and committed before Meta is called. Claims of one number wait for each other on its token bucket, '
  'those of an organization with sending limits on its counts. Cost grows with max_rows.';
grant execute on function private.claim_outbox(uuid, int, uuid) to wabase_worker;
