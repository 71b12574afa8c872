create function private.matching_contacts(brand_id uuid, filter jsonb) returns setof uuid
language plpgsql stable
set search_path = ''
rows 10000
as $$
declare
  v_compiled constant jsonb := private.compile_filter(brand_id, filter);
  v_order constant private.contact_order := private.contact_order('oldest');
  v_sample private.filter_sample;
begin
  v_sample := private.sample_filter(brand_id, v_compiled, v_order, 'true', 2147483646);
  return query
    select p.id
    from private.contact_page(brand_id, v_compiled, v_order, 'true', 2147483647, 2147483647,
      case when v_sample.driver_cost < v_sample.population / 4 then v_sample.driver end) as p (id uuid, value text);
end
$$;
comment on function private.matching_contacts(uuid, jsonb) is
  'All contacts of a brand that match a filter. Cost grows with what the best index lists, at most with the brand. Errors: PT422 '
  'filter_invalid.';
