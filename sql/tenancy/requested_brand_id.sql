create function private.requested_brand_id() returns uuid
language plpgsql stable parallel safe
set search_path = ''
as $$
declare
  v_brand text := nullif(nullif(current_setting('request.headers', true), '')::json ->> 'x-brand-id', '');
begin
  if not pg_input_is_valid(v_brand, 'uuid') then
    perform private.fail('PT422', 'brand_header_invalid', 'The x-brand-id header is not a brand id.',
      'Send the id of one of your brands, or leave the header out.');
  end if;
  return v_brand::uuid;
end
$$;
comment on function private.requested_brand_id() is
  'The brand the request narrows itself to (header x-brand-id, passed on by the Data API), or null.';
grant execute on function private.requested_brand_id() to authenticated;
