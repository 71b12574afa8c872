-- Audiences: {"all": true} or any of contact_ids, groups, labels, segments (lists of ids) and filter; who is in several of them is in it
-- once. "exclude" takes the same words and wins. What is named is resolved when the campaign is launched, not before.
create function private.audience_sources(brand_id uuid, audience jsonb, path text) returns text[]
language plpgsql stable
set search_path = ''
as $$
declare
  c_lists constant text[] := '{contact_ids,groups,labels,segments}';
  v_word text;
  v_value jsonb;
  v_sources text[] := '{}';
begin
  for v_word, v_value in select * from jsonb_each(audience) loop
    if v_word = 'all' and v_value = 'true' and path = 'audience' and audience - 'exclude' = '{"all": true}' then
      v_sources := v_sources || format('select s.contact_id from private.contact_search s where s.brand_id = %L', brand_id);
    elsif v_word = 'filter' then
      perform private.compile_filter(brand_id, v_value);
      v_sources := v_sources || format('select m from private.matching_contacts(%L, %L) as m', brand_id, v_value);
    elsif v_word = any (c_lists) and jsonb_typeof(v_value) = 'array' and not exists (
      select from jsonb_array_elements(v_value) as e where private.uuid_or_null(e #>> '{}') is null)
    then
      v_sources := v_sources || case v_word
        when 'segments' then array(
          select format('select m from private.matching_contacts(%L, %L) as m', brand_id, jsonb_build_object('segment', id))
          from jsonb_array_elements_text(v_value) as id
          where private.compile_filter(brand_id, jsonb_build_object('segment', id)) is not null)
        when 'contact_ids' then array[format(
          -- Each looked up by its key, whatever the planner believes of the brand's size.
          'select s.contact_id from jsonb_array_elements_text(%L) as e, lateral (select s.contact_id from private.contact_search s '
            'where s.brand_id = %L and s.contact_id = e::uuid limit 1) as s', v_value, brand_id)]
        else array[format(
          'select s.contact_id from public.%1$I as m join private.contact_search s on s.contact_id = m.contact_id and s.brand_id = %4$L '
            'where m.%2$I = any (%3$L::uuid[])',
          case v_word when 'labels' then 'contact_labels' else 'group_contacts' end, rtrim(v_word, 's') || '_id',
          array(select jsonb_array_elements_text(v_value)), brand_id)] end;
    elsif not (v_word = 'exclude' and path = 'audience' and jsonb_typeof(v_value) = 'object') then
      perform private.fail('PT422', 'audience_invalid', format('%s.%s is not understood.', path, left(v_word, 40)),
        'Use {"all": true}, or contact_ids, groups, labels, segments (lists of ids) and filter; "exclude" takes the same.');
    end if;
  end loop;
  return v_sources;
end
$$;
comment on function private.audience_sources(uuid, jsonb, text) is
  'One query for each thing that an audience names, giving ids of contacts of the brand that are not deleted. Values are quoted by '
  'format(%L). Errors: PT422 audience_invalid | filter_invalid.';

create function private.audience_contacts(brand_id uuid, audience jsonb) returns table (contact_id uuid)
language plpgsql stable
set search_path = ''
set jit = off
set work_mem = '64MB'
rows 100000
as $$
declare
  v_sources constant text[] := private.audience_sources(brand_id, audience, 'audience');
  v_excluded constant text[] := private.audience_sources(brand_id, coalesce(audience -> 'exclude', '{}'), 'audience.exclude');
begin
  if v_sources = '{}' then
    perform private.fail('PT422', 'audience_invalid', 'The audience names nobody.',
      'Use {"all": true}, or contact_ids, groups, labels, segments (lists of ids) and filter.');
  end if;
  return query execute 'select a.contact_id from (' || array_to_string(v_sources, ' union all ') || ') as a (contact_id)'
    || case when v_excluded <> '{}' then
      ' where not exists (select from (' || array_to_string(v_excluded, ' union all ') || ') as e (id) where e.id = a.contact_id)'
      else '' end;
end
$$;
comment on function private.audience_contacts(uuid, jsonb) is
  'The contacts an audience names, a contact as often as it is named, without those it excludes. The one way in which audiences become '
  'contacts: resolve_audience, preflight and launch use it. Cost grows with the audience. Errors: PT422 audience_invalid | filter_invalid.';
