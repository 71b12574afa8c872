-- How a search is answered. The planner cannot choose between reading in order until the page is full (right for what is common) and
-- listing all candidates (right for what is rare): it knows no tenant's share of a label, no trigram, and assumes that matches lie
-- evenly in the order. So: read a thousand contacts in order; if the page is not full, look at a thousand random ones, which tells
-- how many match and how many each index would list; then take the cheaper way. What no way finds within c_most contacts comes as
-- a short page with a cursor to go on from, so that every call ends in time.
create type private.found_contacts as (contact_ids uuid[], next text);
comment on type private.found_contacts is 'A page of a search: ids in order, and where the next page begins; null when there is none.';

create type private.filter_sample as (population double precision, matches double precision, margin double precision,
  in_order double precision, driver jsonb, driver_cost double precision);
comment on type private.filter_sample is
  'What a random thousand contacts tell of a filter: contacts, matches and the error of that (two standard deviations), how many must '
  'be read in order until a page is full, the cheapest driver, and how many contacts it lists.';

create function private.contacts_join(ordering private.contact_order, compiled jsonb) returns text
language sql immutable
set search_path = ''
as $$
  select case when ordering.base = 'public.contacts c' or (compiled -> 'reads_contact')::boolean
    then ' cross join lateral (select * from public.contacts c where c.id = s.contact_id and c.brand_id = s.brand_id offset 0) as c '
    else '' end
$$;
comment on function private.contacts_join(private.contact_order, jsonb) is 'Joins contacts to contact_search where something reads it.';

create function private.sample_filter(
  brand_id uuid, compiled jsonb, ordering private.contact_order, after text, page_size int
) returns private.filter_sample
language plpgsql stable
set search_path = ''
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
declare
  c_size constant int := 1000;
  v_seen record;
  v_rate double precision;
  v_sample private.filter_sample;
begin
  execute format(
    'with sampled as materialized (
      select s.sample, (%1$s) is true as hit, (%2$s) is true as later, array[%3$s]::boolean[] as listed,
        row_number() over (partition by (%2$s) is true order by %4$s) as place
      from (select * from private.contact_search s where s.brand_id = %5$L and s.sample < 67108864 order by s.sample limit %6$s) as s %7$s
    )
    select count(*) as n, max(sample) as top, count(*) filter (where hit) as hits, count(*) filter (where later) as later,
      count(*) filter (where hit and later) as hits_later, min(place) filter (where hit and later) as first,
      array(select count(*) filter (where d.is_listed)
        from sampled s cross join lateral unnest(s.listed) with ordinality as d (is_listed, i) group by d.i order by d.i) as listed
    from sampled',
    compiled ->> 'condition', after,
    (select string_agg(format('(%s) is true', d ->> 'condition'), ', ' order by i)
      from jsonb_array_elements(compiled -> 'drivers') with ordinality as e (d, i)),
    ordering.directions, brand_id, c_size, private.contacts_join(ordering, compiled))
  into v_seen;
  -- With fewer than c_size, every contact below the bound of the index was seen: one of 32.
  v_sample.population := case when v_seen.n < c_size then v_seen.n * 32 else v_seen.n * 2147483648.0 / v_seen.top end;
  v_rate := coalesce(v_sample.population / nullif(v_seen.n, 0), 32);
  v_sample.matches := v_seen.hits * v_rate;
  v_sample.margin := ceil(2 * sqrt(greatest(v_seen.hits, 1) * (1 - v_seen.hits / (v_seen.n + 1.0))) * v_rate);
  v_sample.in_order := least(v_seen.later * v_rate,
    greatest((coalesce(v_seen.first, v_seen.later) - 1) * v_rate, page_size * v_seen.later / greatest(v_seen.hits_later, 0.3)));
  with listings as (
    select e.driver, l.listed, row_number() over (order by l.listed, e.i) as place,
      -- Where ids come sorted, what an index lists costs a tenth of what it costs to look at a contact.
      case when ordering.name not in ('newest', 'oldest') then l.listed
        else least(l.listed, page_size * l.listed / greatest(v_sample.matches, 0.3 * v_rate))
          + case when (e.driver -> 'ordered')::boolean then 0 else l.listed / 10 end end as cost
    from jsonb_array_elements(compiled -> 'drivers') with ordinality as e (driver, i)
    cross join lateral (select greatest(v_seen.listed[e.i], 0.3) * v_rate as listed) as l
  ), choices as (
    select l.driver, l.cost from listings l
    union all
    -- Two lists of which few are in both.
    select jsonb_build_object('ordered', false, 'from', format('(%s) intersect (%s)', a.driver ->> 'from', b.driver ->> 'from')),
      greatest(v_sample.matches, 0.3 * v_rate) + (a.listed + b.listed) / 5
    from listings a join listings b on b.place = 2 where a.place = 1
  )
  select c.driver, c.cost into v_sample.driver, v_sample.driver_cost from choices c order by c.cost limit 1;
  return v_sample;
end
$$;
comment on function private.sample_filter(uuid, jsonb, private.contact_order, text, int) is
  'Looks at up to a thousand random contacts of a brand. Constant cost.';

create function private.contact_page(
  brand_id uuid, compiled jsonb, ordering private.contact_order, after text, page_size int, most int, driver jsonb default null
) returns setof record
language plpgsql stable
set search_path = ''
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set jit = off
rows 50
as $$
declare
  v_select constant text := format('select %s, (%s)::text from ', ordering.id, ordering.value);
  v_tail constant text := format(' order by %s limit %s', ordering.directions, page_size);
begin
  if driver is null then
    return query execute v_select
      || format('(select * from %s where %s.brand_id = %L and %s order by %s limit %s) as %2$s', ordering.base, right(ordering.base, 1),
        brand_id, after, ordering.directions, most)
      || case when ordering.base = 'public.contacts c' then
        ' cross join lateral (select * from private.contact_search s where s.brand_id = c.brand_id and s.contact_id = c.id offset 0) as s'
        else private.contacts_join(ordering, compiled) end
      || format(' where (%s)', compiled ->> 'condition') || v_tail;
  elsif ordering.name in ('newest', 'oldest') and (page_size < most or not driver ? 'keys') then
    -- All candidates in the order of the page, then looked at one by one until it is full: what an index lists costs a tenth of
    -- what looking at a contact costs.
    return query execute v_select
      || format(case when (driver -> 'ordered')::boolean then '(select s.contact_id from (%s) as s (contact_id) '
          else '(select distinct s.contact_id from (select * from (%s) as listed offset 0) as s (contact_id) ' end
        || 'where %s order by %s offset 0) as d', driver ->> 'from', after, ordering.directions)
      || format(' cross join lateral (select * from private.contact_search s where s.brand_id = %L and s.contact_id = d.contact_id '
        'offset 0) as s', brand_id)
      || private.contacts_join(ordering, compiled) || format(' where (%s) limit %s', compiled ->> 'condition', page_size);
  elsif driver ? 'keys' then
    return query execute v_select
      || format('(select * from private.contact_search s where s.keys @> %L::bigint[] offset 0) as s', driver ->> 'keys')
      || private.contacts_join(ordering, compiled)
      || format(' where s.brand_id = %L and (%s) and %s', brand_id, compiled ->> 'condition', after) || v_tail;
  else
    return query execute v_select
      || format('(select distinct contact_id from (%s) as d (contact_id)) as d', driver ->> 'from')
      || format(' cross join lateral (select * from private.contact_search s where s.brand_id = %L and s.contact_id = d.contact_id '
        'offset 0) as s', brand_id)
      || private.contacts_join(ordering, compiled) || format(' where (%s) and %s', compiled ->> 'condition', after) || v_tail;
  end if;
end
$$;
comment on function private.contact_page(uuid, jsonb, private.contact_order, text, int, int, jsonb) is
  'Up to page_size matches after a cursor, as (id, value of the order): among the next most contacts in order, or among those that a '
  'driver lists. The settings keep the planner from reading whole tables.';

create function private.find_contacts(brand_id uuid, filter jsonb, sort text, cursor_text text, page_size int)
returns private.found_contacts
language plpgsql stable
set search_path = ''
as $$
declare
  c_first constant int := 1000;
  c_listed constant int := 10000;
  c_most constant int := 12000;
  v_order constant private.contact_order := private.contact_order(sort);
  v_compiled constant jsonb := private.compile_filter(brand_id, filter);
  v_after constant text := private.after_cursor(v_order, cursor_text);
  v_sample private.filter_sample;
  v_driver jsonb;
  v_most int := greatest(c_first, 2 * page_size);
  v_ids uuid[];
  v_values text[];
  v_next text;
begin
  for v_try in 1 .. 2 loop
    select array_agg(p.id), array_agg(p.value) into v_ids, v_values
    from private.contact_page(brand_id, v_compiled, v_order, v_after, page_size + 1, v_most, v_driver) as p (id uuid, value text);
    if cardinality(v_ids) > page_size then
      return row(v_ids[:page_size], private.contact_cursor(v_ids[page_size], v_values[page_size]));
    end if;
    exit when v_driver is not null;
    v_next := private.nth_contact(brand_id, v_order, v_after, v_most);
    exit when v_next is null or v_try = 2;
    v_sample := private.sample_filter(brand_id, v_compiled, v_order, v_after, page_size + 1);
    -- A list of a hundred thousand takes longer than a page should, but less than dozens of short pages.
    if v_sample.driver_cost <= least(v_sample.in_order, c_listed)
      or v_sample.in_order > 5 * c_most and v_sample.driver_cost < least(v_sample.in_order / 2, 300000)
    then
      v_driver := v_sample.driver;
      v_next := null;
    end if;
    v_most := c_most;
  end loop;
  return row(coalesce(v_ids, '{}'), v_next);
end
$$;
comment on function private.find_contacts(uuid, jsonb, text, text, int) is
  'A page of the contacts of a brand that match a filter. Reads at most some ten thousand contacts, so a page may be short, even empty, '
  'and have a next one. Errors: PT422 filter_invalid | sort_unknown | cursor_invalid.';

create function private.nth_contact(brand_id uuid, ordering private.contact_order, after text, n int) returns text
language plpgsql stable
set search_path = ''
set enable_seqscan = off
as $$
declare
  v_cursor text;
begin
  execute format('select private.contact_cursor(%s, (%s)::text) from %s where %s.brand_id = %L and %s order by %s offset %s limit 1',
    ordering.id, ordering.value, ordering.base, right(ordering.base, 1), brand_id, after, ordering.directions, n - 1)
  into v_cursor;
  return v_cursor;
end
$$;
comment on function private.nth_contact(uuid, private.contact_order, text, int) is
  'The cursor of the nth contact after another cursor; null when there are not as many.';
