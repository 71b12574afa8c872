create function private.id_floor(at timestamptz) returns uuid
language sql immutable parallel safe strict
set search_path = ''
as $$
  select encode(int8send((floor(extract(epoch from at) * 1000)::bigint) << 16) || '\x0000000000000000'::bytea, 'hex')::uuid
$$;
comment on function private.id_floor(timestamptz) is
  'The smallest id that private.new_id() can give from this moment on: a bound of a partition or of a time filter on ids.';
