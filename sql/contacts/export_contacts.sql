create function private.contact_export_columns(brand_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_array('id', 'name', 'phone', 'username', 'locale', 'labels', 'groups', 'source', 'created_at', 'last_inbound_at')
    || coalesce((
      select jsonb_agg(a.key order by a.key) from public.contact_attributes a where a.brand_id = contact_export_columns.brand_id), '[]')
$$;
comment on function private.contact_export_columns(uuid) is
  'Names of the columns of exported contacts; an import of the file recognises them.';

create function private.contact_export_page(brand_id uuid, filter jsonb, after text) returns jsonb
language plpgsql stable
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_custom_plan
as $$
declare
  -- find_contacts reads a thousand in order first: half of that is found at once even where every second contact matches.
  c_page constant int := 500;
  v_found private.found_contacts := private.find_contacts(brand_id, coalesce(filter, '{}'), 'oldest', after, c_page);
  v_keys text[] := array(select a.key from public.contact_attributes a where a.brand_id = contact_export_page.brand_id order by a.key);
begin
  return jsonb_build_object('next', v_found.next, 'rows', (
    select coalesce(jsonb_agg(
      jsonb_build_array(c.id::text, coalesce(c.name, ''), coalesce(c.phone, ''), coalesce(c.username, ''), coalesce(c.locale, ''),
        (select coalesce(string_agg(l.name, ', ' order by l.name), '') from public.contact_labels k
          join public.labels l on l.id = k.label_id and l.brand_id = k.brand_id and l.organization_id = k.organization_id
          where k.contact_id = c.id and k.brand_id = c.brand_id),
        (select coalesce(string_agg(g.name, ', ' order by g.name), '') from public.group_contacts k
          join public.groups g on g.id = k.group_id and g.brand_id = k.brand_id and g.organization_id = k.organization_id
          where k.contact_id = c.id and k.brand_id = c.brand_id),
        c.source, private.export_time(c.created_at), private.export_time(c.last_inbound_at))
      || coalesce((select jsonb_agg(coalesce(c.attributes ->> k, '') order by i) from unnest(v_keys) with ordinality as u (k, i)), '[]')
      order by chosen.i), '[]')
    from unnest(v_found.contact_ids) with ordinality as chosen (id, i)
    join public.contacts c on c.id = chosen.id and c.brand_id = contact_export_page.brand_id));
end
$$;
comment on function private.contact_export_page(uuid, jsonb, text) is
  'The next contacts of an export, oldest first, as texts in the order of contact_export_columns; see private.export_page. Found by key: '
  'the last page costs what the first one did.';

create function private.export_time(at timestamptz) returns text
language sql stable
set search_path = ''
as $$ select coalesce(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '') $$;
comment on function private.export_time(timestamptz) is 'A time as exports write it: ISO 8601 in UTC, empty without one.';
