create function private.words_of(type text, body text, content jsonb) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  -- Longer texts are no single words, and normalising costs by their length.
  select array(
    select distinct private.plain_words(w)
    from unnest(case type
      when 'text' then array[content -> 'text' ->> 'body', body]
      when 'button' then array[content -> 'button' ->> 'payload', content -> 'button' ->> 'text']
      when 'interactive' then
        array[content -> 'interactive' -> 'button_reply' ->> 'id', content -> 'interactive' -> 'button_reply' ->> 'title']
    end) as w
    where char_length(w) between 1 and 60)
$$;
comment on function private.words_of(text, text, jsonb) is
  'What a message says if it is short, a text or a tapped button (its payload and its title), in plain form.';

create function private.hear_consent(stored private.stored_message[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_changed private.consent_change[];
  v_conversations uuid[];
  v_bodies text[];
begin
  with said as materialized (
    select s.message_id, s.organization_id, s.brand_id, s.contact_id, s.at, s.type, s.body,
      private.words_of(s.type, s.body, s.content) as words
    from unnest(stored) as s
    where s.type in ('text', 'button', 'interactive') and char_length(coalesce(s.body, '')) <= 60
  ), meant as materialized (
    select s.*, heard.state, coalesce(settings.stop_categories, '{marketing,utility}') as categories
    from said s
    left join public.consent_settings settings on settings.brand_id = s.brand_id and settings.organization_id = s.organization_id
    cross join lateral (
      -- What stops goes before what starts.
      select w.state
      from (
        select w.state from private.consent_words w where w.plain = any (s.words)
        union all
        select 'opted_out' from unnest(settings.stop_words) as own where private.plain_words(own) = any (s.words)
        union all
        select 'opted_in' from unnest(settings.start_words) as own where private.plain_words(own) = any (s.words)
      ) as w
      order by w.state desc limit 1
    ) as heard
  )
  select array_agg(c) into v_changed
  from private.apply_consents((
    select array_agg(row(m.organization_id, m.brand_id, m.contact_id, category, m.state,
      case m.type when 'text' then 'keyword' else 'button' end, m.at, jsonb_build_object('text', m.body), m.message_id, null)
        ::private.consent_change)
    from meant m, unnest(m.categories) as category)) as c;
  if v_changed is null then
    return;
  end if;

  -- Confirmed once a change, unless the person has just ended answers, too.
  select array_agg(r.conversation_id), array_agg(r.body) into v_conversations, v_bodies
  from (
    select s.conversation_id, coalesce(settings.replies -> c.state ->> spoken.language, b.body, settings.replies -> c.state ->> 'en',
      (select e.body from private.consent_replies e where e.language = 'en' and e.state = c.state)) as body
    from (select distinct c.message_id, c.state, c.brand_id, c.contact_id from unnest(v_changed) as c) as c
    join unnest(stored) as s on s.message_id = c.message_id
    join public.contacts person on person.id = c.contact_id and person.brand_id = c.brand_id
    left join public.consent_settings settings on settings.brand_id = c.brand_id
    cross join lateral (
      -- The language of the word, or, when several have it, the contact's.
      select coalesce((
        select w.language from private.consent_words w
        where w.plain = any (private.words_of(s.type, s.body, s.content)) and w.state = c.state
        order by w.language = left(person.locale, 2) desc nulls last, w.language = 'en' desc, w.language limit 1),
        left(person.locale, 2), 'en') as language
    ) as spoken
    left join private.consent_replies b on b.language = spoken.language and b.state = c.state
    where coalesce(settings.is_reply_on, true)
      and not (c.state = 'opted_out' and 'service' = any (coalesce(settings.stop_categories, '{}')))
    order by s.conversation_id
  ) as r;
  if v_conversations is not null then
    perform private.queue_automatic_texts(v_conversations, v_bodies);
  end if;
end
$$;
comment on function private.hear_consent(private.stored_message[]) is
  'Understands stop and start words and buttons among inbound messages, records them and confirms each change once, as a reply inside the '
  'window. Cost grows with the batch.';

create function private.note_marketing_refusals(statuses private.incoming_status[]) returns void
language sql volatile
set search_path = ''
as $$
  select private.apply_consents(array_agg(row(m.organization_id, m.brand_id, m.contact_id, 'marketing', 'opted_out', 'meta_error', s.at,
    '{"code": 131050}'::jsonb, m.id, null)::private.consent_change))
  from unnest(statuses) as s
  join public.messages m on m.id = s.message_id and m.brand_id = s.brand_id and m.organization_id = s.organization_id
  where s.error ->> 'code' = '131050' and m.direction = 'outbound'
  having count(*) > 0
$$;
comment on function private.note_marketing_refusals(private.incoming_status[]) is
  'Meta refused a message because the person stopped marketing messages of this business (131050): an objection, whose own webhook may be '
  'lost.';

create function private.note_refused_sends(message_ids uuid[], error_codes int[]) returns void
language sql volatile
set search_path = ''
as $$
  select private.apply_consents(array_agg(row(m.organization_id, m.brand_id, m.contact_id, 'marketing', 'opted_out', 'meta_error', now(),
    '{"code": 131050}'::jsonb, m.id, null)::private.consent_change))
  from unnest(message_ids, error_codes) as r (message_id, code)
  join public.messages m on m.id = r.message_id
  where r.code = 131050
  having count(*) > 0
$$;
comment on function private.note_refused_sends(uuid[], int[]) is 'As private.note_marketing_refusals, for what Meta answers at once.';
