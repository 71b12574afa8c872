create function private.search_contacts(brand_id uuid, filter jsonb, sort text, after text, page_size int) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_found private.found_contacts;
begin
  perform private.require_brand(brand_id, 'contacts.view');
  v_found := private.find_contacts(brand_id, filter, sort, after, least(greatest(page_size, 1), 500));
  return jsonb_build_object('next', v_found.next, 'contacts', coalesce((
    select jsonb_agg(to_jsonb(c) || jsonb_build_object(
        'label_ids', array(select l.label_id from public.contact_labels l where l.contact_id = c.id order by l.label_id),
        'group_ids', array(select g.group_id from public.group_contacts g where g.contact_id = c.id order by g.group_id)) order by f.place)
    from unnest(v_found.contact_ids) with ordinality as f (id, place)
    join public.contacts c on c.id = f.id and c.brand_id = search_contacts.brand_id), '[]'));
end
$$;
comment on function private.search_contacts(uuid, jsonb, text, text, int) is 'See public.search_contacts.';
grant execute on function private.search_contacts(uuid, jsonb, text, text, int) to authenticated;

create function public.search_contacts(
  brand_id uuid, filter jsonb default '{}', sort text default 'newest', after text default null, page_size int default 50
) returns jsonb
language sql stable
set search_path = ''
as $$ select private.search_contacts(brand_id, filter, sort, after, page_size) $$;
comment on function public.search_contacts(uuid, jsonb, text, text, int) is
  'A page of the contacts that match a filter (docs/guides/contacts.md): {"contacts": [row with label_ids and group_ids], "next": cursor '
  'or null}. sort: newest, oldest, name, last_inbound. A page may be short, even empty, and have a next one: go on until next is null. '
  'Up to 500 a page. Errors: 42501 permission_denied, PT422 filter_invalid | sort_unknown | cursor_invalid.';
grant execute on function public.search_contacts(uuid, jsonb, text, text, int) to authenticated;

create function private.estimate_contacts(brand_id uuid, filter jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  c_exact constant int := 10000;
  v_compiled constant jsonb := private.compile_filter(brand_id, filter);
  v_order constant private.contact_order := private.contact_order('newest');
  v_sample private.filter_sample;
  v_count bigint;
begin
  v_sample := private.sample_filter(brand_id, v_compiled, v_order, 'true', 2147483647);
  if least(v_sample.population, v_sample.driver_cost) > c_exact * 1.5 then
    return jsonb_build_object('count', round(v_sample.matches), 'exact', false, 'margin', v_sample.margin);
  end if;
  select count(*) into v_count
  from private.contact_page(brand_id, v_compiled, v_order, 'true', 1000000, 1000000,
    case when v_sample.driver_cost < v_sample.population then v_sample.driver end) as p (id uuid, value text);
  return jsonb_build_object('count', v_count, 'exact', true, 'margin', 0);
end
$$;
comment on function private.estimate_contacts(uuid, jsonb) is 'See public.count_contacts.';

create function private.count_contacts(brand_id uuid, filter jsonb) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_brand(brand_id, 'contacts.view');
  return private.estimate_contacts(brand_id, filter);
end
$$;
comment on function private.count_contacts(uuid, jsonb) is 'See public.count_contacts.';
grant execute on function private.count_contacts(uuid, jsonb) to authenticated;

create function public.count_contacts(brand_id uuid, filter jsonb default '{}') returns jsonb
language sql stable
set search_path = ''
as $$ select private.count_contacts(brand_id, filter) $$;
comment on function public.count_contacts(uuid, jsonb) is
  'How many contacts match: {"count", "exact", "margin"}. Exact while some ten thousand contacts need to be looked at; beyond that '
  'estimated from a thousand random ones, with the margin within which 95 of 100 estimates lie. Errors: 42501 permission_denied, '
  'PT422 filter_invalid.';
grant execute on function public.count_contacts(uuid, jsonb) to authenticated;
