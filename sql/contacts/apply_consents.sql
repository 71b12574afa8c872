create type private.consent_change as (
  organization_id uuid, brand_id uuid, contact_id uuid, category text, state text, source text, at timestamptz, evidence jsonb,
  message_id uuid, actor_id uuid
);
comment on type private.consent_change is 'One word of consent or objection, as it goes into consent_events.';

create function private.apply_consents(changes private.consent_change[]) returns setof private.consent_change
language sql volatile
set search_path = ''
as $$
  with fresh as (
    insert into public.consent_events
      (organization_id, brand_id, contact_id, category, state, source, at, evidence, message_id, actor_id)
    select c.organization_id, c.brand_id, c.contact_id, c.category, c.state, c.source, c.at, coalesce(c.evidence, '{}'), c.message_id,
      c.actor_id
    from unnest(changes) as c
    order by c.contact_id, c.category, c.at
    on conflict on constraint consent_events_contact_id_category_key do nothing
    returning *
  ), last as materialized (
    select distinct on (f.contact_id, f.category, f.brand_id) f.*, c.state as old_state
    from fresh f
    left join public.consents c
      on c.contact_id = f.contact_id and c.category = f.category and c.brand_id = f.brand_id and c.organization_id = f.organization_id
    order by f.contact_id, f.category, f.brand_id, f.at desc, f.state = 'opted_out' desc
  ), written as (
    insert into public.consents as c (organization_id, brand_id, contact_id, category, state, at, source)
    select l.organization_id, l.brand_id, l.contact_id, l.category, l.state, l.at, l.source from last l
    order by l.contact_id, l.category
    on conflict on constraint consents_pkey do update
    set state = excluded.state, at = excluded.at, source = excluded.source, updated_at = now()
    where (excluded.at, excluded.state = 'opted_out') > (c.at, c.state = 'opted_out')
    returning c.contact_id, c.category, c.brand_id
  )
  select l.organization_id, l.brand_id, l.contact_id, l.category, l.state, l.source, l.at, l.evidence, l.message_id, l.actor_id
  from written w
  join last l on l.contact_id = w.contact_id and l.category = w.category and l.brand_id = w.brand_id
  where l.state is distinct from l.old_state
$$;
comment on function private.apply_consents(private.consent_change[]) is
  'Adds to the ledger and decides what holds now: the newest event by its own time, an objection when two are of the same time. Told twice '
  'or late, nothing changes. Returns the changes that turned a state. Cost grows with the batch.';

create function private.take_over_consents(kept public.contacts, gone public.contacts) returns void
language sql volatile
set search_path = ''
as $$
  -- Whoever of the two objected has objected.
  select private.apply_consents(array_agg(row(kept.organization_id, kept.brand_id, kept.id, g.category, g.state, 'merge',
    case when g.state = 'opted_out' then greatest(g.at, k.at) else g.at end, jsonb_build_object('merged_contact_id', gone.id), null,
    null)::private.consent_change))
  from public.consents g
  left join public.consents k
    on k.contact_id = kept.id and k.category = g.category and k.brand_id = g.brand_id and k.organization_id = g.organization_id
  where g.contact_id = gone.id and g.brand_id = gone.brand_id and g.organization_id = gone.organization_id
    and (g.state = 'opted_out' or k.state is distinct from 'opted_out')
  having count(*) > 0
$$;
comment on function private.take_over_consents(public.contacts, public.contacts) is
  'Gives a contact the consents of the one merged into it; an objection of either wins, whichever is newer.';
