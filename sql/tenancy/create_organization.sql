create function private.create_organization(name text, slug text) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
  v_base text := trim(both '-' from left(trim(both '-' from regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g')), 48));
  v_slug text := slug;
  v_organization uuid;
  v_brand uuid;
begin
  if v_user is null then
    perform private.fail('42501', 'sign_in_required', 'Sign in before creating an organization.', 'Send a user''s access token.');
  end if;
  for v_attempt in 1 .. 5 loop
    if slug is null then
      v_slug := case
        when v_attempt = 1 and char_length(v_base) >= 2 then v_base
        else coalesce(nullif(v_base, ''), 'org') || '-' || left(encode(uuid_send(gen_random_uuid()), 'hex'), 8)
      end;
    end if;
    insert into public.organizations (name, slug) values (create_organization.name, v_slug)
    on conflict on constraint organizations_slug_key do nothing
    returning id into v_organization;
    exit when v_organization is not null or slug is not null;
  end loop;
  if v_organization is null then
    perform private.fail('PT409', 'slug_taken', format('The slug "%s" is taken.', v_slug), 'Choose another slug.');
  end if;
  insert into public.brands (organization_id, name, is_default)
    values (v_organization, create_organization.name, true) returning id into v_brand;
  insert into public.members (organization_id, user_id, role_key) values (v_organization, v_user, 'owner');
  return jsonb_build_object(
    'organization_id', v_organization, 'brand_id', v_brand, 'name', create_organization.name, 'slug', v_slug);
exception
  when check_violation or not_null_violation then
    perform private.fail('PT422', 'organization_invalid', 'The name or the slug has a form that is not allowed.',
      'Name: 1 to 120 characters. Slug: 2 to 63 of a-z, 0-9 and single dashes between them.');
end
$$;
comment on function private.create_organization(text, text) is 'See public.create_organization.';
grant execute on function private.create_organization(text, text) to authenticated;

create function public.create_organization(name text, slug text default null) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.create_organization(name, slug) $$;
comment on function public.create_organization(text, text) is
  'Makes an organization, its default brand and the caller''s owner seat in one transaction. Without a slug one is made from the name. '
  'Returns {organization_id, brand_id, name, slug}. Errors: PT409 slug_taken, PT422 organization_invalid, 42501 sign_in_required.';
grant execute on function public.create_organization(text, text) to authenticated;
