create type private.send_refusal as (
  whatsapp_account_id uuid, contact_id uuid, campaign_id uuid, class text, code int, scope text, message text,
  wait double precision, at timestamptz
);
comment on type private.send_refusal is
  'A send that Meta refused, at once or in a status: what functions/whatsapp/error-table.ts says of the code, and the seconds to wait.';

create function private.cool_numbers(refusals private.send_refusal[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_cooled record;
begin
  for v_cooled in
    with felt as materialized (
      select number.id, max(r.code) as code, count(*) as n, max(coalesce(r.wait, 60)) as wait, bool_or(r.class = 'delay') as is_lasting,
        min(r.message) as message
      from unnest(refusals) as r
      join public.whatsapp_accounts a on a.id = r.whatsapp_account_id
      cross join lateral unnest(case r.scope when 'waba' then private.numbers_of(a.waba_id) end || a.id) as number (id)
      where r.scope in ('number', 'waba', 'app') and r.class in ('transient', 'delay')
      group by number.id
    ), bucket as materialized (
      select b.*, private.pace_of(b) as pace, f.code, f.n, f.wait, f.message, f.is_lasting,
        case when b.refused_since > now() - interval '10 seconds' then b.refused else 0 end + f.n as refusals,
        case when b.cooling_until > now() - make_interval(secs => greatest(60, f.wait)) then b.strikes else 0 end + 1 as strike
      from private.token_buckets b join felt f on f.id = b.whatsapp_account_id
      where b.cooling_until is null or b.cooling_until <= now()
      order by b.whatsapp_account_id
      for update of b
    ), judged as (
      select b.*,
        -- One in twenty of what it may send in these ten seconds.
        b.is_lasting or b.refusals >= greatest(5, a.throughput_mps * 10 / 20) as is_burst,
        now() + make_interval(secs => case when b.is_lasting then least(b.wait * 2 ^ least(b.strike - 1, 20), b.wait * 60, 86400)
          else least(b.wait, 86400) end) as until
      from bucket b
      join public.whatsapp_accounts a on a.id = b.whatsapp_account_id and a.brand_id = b.brand_id
    )
    update private.token_buckets b
    set refused = case when j.is_burst then 0 else least(j.refusals, 32767) end,
      refused_since = case when b.refused_since > now() - interval '10 seconds' then b.refused_since else now() end,
      cooling_until = case when j.is_burst then j.until else b.cooling_until end,
      cooling_code = case when j.is_burst then j.code else b.cooling_code end,
      strikes = case when j.is_burst and j.is_lasting then j.strike else b.strikes end,
      slowed_to = case when j.is_burst and not j.is_lasting then greatest(j.pace / 2, 1 / 32.0) else b.slowed_to end,
      slowed_at = case when j.is_burst and not j.is_lasting then now() else b.slowed_at end
    from judged j
    where b.whatsapp_account_id = j.whatsapp_account_id and b.brand_id = j.brand_id
    returning b.whatsapp_account_id, b.cooling_until, j.is_burst, j.code, j.message
  loop
    if v_cooled.is_burst and v_cooled.cooling_until >= now() + interval '1 minute' then
      perform private.alert_numbers(array[v_cooled.whatsapp_account_id], 'number_cooling',
        concat_ws(':', v_cooled.whatsapp_account_id, v_cooled.code, v_cooled.cooling_until),
        jsonb_build_object('code', v_cooled.code, 'reason', v_cooled.message, 'until', v_cooled.cooling_until));
    end if;
  end loop;
end
$$;
comment on function private.cool_numbers(private.send_refusal[]) is
  'Lets numbers rest that Meta finds too fast, those of a WABA all at once, for as long as the error asks for; one of a minute or more is '
  'told as an alert. A passing error (130429, maintenance, call limits) counts when within ten seconds five sends and a twentieth of the '
  'rate were refused: the number then goes on at half its pace, which doubles every thirty seconds. A lasting one (131048) counts at once, '
  'and its rest doubles while it is not enough, up to sixty times or a day. What comes back while a number rests is of before.';

create function private.pause_refused_campaigns(refusals private.send_refusal[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_paused record;
  v_reason text;
begin
  for v_paused in
    with refused as materialized (
      select c.organization_id, c.template_id, t.waba_id, t.category, r.code, min(r.message) as message
      from unnest(refusals) as r
      join public.campaigns c on c.id = r.campaign_id
      join public.templates t on t.id = c.template_id and t.brand_id = c.brand_id
      where r.scope = 'template' and r.class in ('permanent', 'delay')
      group by c.organization_id, c.template_id, t.waba_id, t.category, r.code
    )
    select c.id, c.name, c.brand_id, c.organization_id, t.name as template, cause.code, cause.message, cause.category
    from public.campaigns c
    join public.templates t on t.id = c.template_id and t.brand_id = c.brand_id
    cross join lateral (
      select f.code, f.message, case f.code when 131064 then f.category end as category from refused f
      where f.organization_id = c.organization_id
        and (f.template_id = t.id or f.code = 131064 and f.waba_id = t.waba_id and f.category = t.category)
      order by f.template_id = t.id desc, f.code limit 1
    ) as cause
    where c.status = 'running' and c.organization_id in (select f.organization_id from refused f)
    order by c.id
    for no key update of c
  loop
    v_reason := case when v_paused.category is null
      then format('Meta refused its template with code %s: %s', v_paused.code, coalesce(v_paused.message, 'no words'))
      else format('Meta limits %s templates of this WhatsApp Business Account, which it finds miscategorized (code %s: %s).',
        lower(v_paused.category), v_paused.code, coalesce(v_paused.message, 'no words')) end;
    perform private.lock_feeds(array[v_paused.id]);
    update public.campaigns c set status = 'paused', pause_reason = v_reason where c.id = v_paused.id and c.brand_id = v_paused.brand_id;
    update private.campaign_feeds f set status = 'paused'
    where f.campaign_id = v_paused.id and f.brand_id = v_paused.brand_id and f.status = 'running';
    perform private.alert(v_paused.organization_id, 'campaign_paused', concat_ws(':', v_paused.id, v_paused.code, now()),
      jsonb_build_object('campaign_id', v_paused.id, 'campaign', v_paused.name, 'brand_id', v_paused.brand_id,
        'template', v_paused.template, 'code', v_paused.code, 'reason', v_reason));
  end loop;
end
$$;
comment on function private.pause_refused_campaigns(private.send_refusal[]) is
  'Pauses the campaigns of a template that Meta refuses for all recipients alike (paused, disabled, missing), and for 131064 those of all '
  'templates of its category and WhatsApp Business Account, which Meta then limits; says why and tells the organization. The rest of '
  'their audiences would only fail, too. Cost grows with the organization''s running campaigns.';

create function private.hold_pairs(refusals private.send_refusal[]) returns void
language sql volatile
set search_path = ''
as $$
  insert into private.pair_limits as p (organization_id, brand_id, whatsapp_account_id, contact_id, used_until)
  select a.organization_id, a.brand_id, a.id, r.contact_id, now() + private.pair_burst() + make_interval(secs => max(coalesce(r.wait, 6)))
  from unnest(refusals) as r
  join public.whatsapp_accounts a on a.id = r.whatsapp_account_id
  where r.scope = 'pair' and r.class = 'transient'
  group by a.organization_id, a.brand_id, a.id, r.contact_id
  order by a.id, r.contact_id
  on conflict on constraint pair_limits_pkey do update set used_until = greatest(p.used_until, excluded.used_until)
$$;
comment on function private.hold_pairs(private.send_refusal[]) is
  'Meta finds that a number writes too much to a person (131056): what else there is for that person waits as long, in line.';

create function private.heed_refusals(refusals private.send_refusal[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if refusals is not null then
    perform private.cool_numbers(refusals);
    perform private.pause_refused_campaigns(refusals);
    perform private.hold_pairs(refusals);
  end if;
end
$$;
comment on function private.heed_refusals(private.send_refusal[]) is
  'Does what refusals mean beyond their own messages. Called before messages are locked: buckets, campaigns and feeds come first. '
  'Constant cost for each number, person and campaign '
  'concerned.';
