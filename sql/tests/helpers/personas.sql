-- Helpers of the pgTAP tests: who runs the statements that follow. A test file starts as superuser, and is rolled back.

create function tests.create_user(email text default null) returns uuid
language sql volatile
set search_path = ''
as $$
  insert into auth.users (id, email, aud, role, created_at, updated_at, email_confirmed_at)
  values (
    gen_random_uuid(), coalesce(email, gen_random_uuid() || '@example.com'), 'authenticated', 'authenticated', now(), now(), now()
  )
  returning id
$$;
comment on function tests.create_user(text) is 'A user of Supabase Auth with a confirmed address, who can be passed to tests.sign_in.';

create function tests.sign_in(user_id uuid, brand_id uuid default null) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform set_config(
    'request.jwt.claims', json_build_object('sub', user_id, 'role', 'authenticated')::text, true
  );
  perform set_config(
    'request.headers', case when brand_id is null then '{}' else json_build_object('x-brand-id', brand_id)::text end, true
  );
  perform set_config('role', 'authenticated', true);
end
$$;
comment on function tests.sign_in(uuid, uuid) is
  'From here on statements run as that user through the Data API, with the x-brand-id header if a brand is given.';

create function tests.sign_out() returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform set_config('request.jwt.claims', '{"role": "anon"}', true);
  perform set_config('request.headers', '{}', true);
  perform set_config('role', 'anon', true);
end
$$;
comment on function tests.sign_out() is 'From here on statements run as anon: the publishable key without a user.';

create function tests.become(role text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform set_config('request.jwt.claims', '', true);
  perform set_config('request.headers', '', true);
  perform set_config('role', role, true);
end
$$;
comment on function tests.become(text) is
  'From here on statements run as a role without claims, such as wabase_worker; "none" is the superuser that the test began as.';
