create function private.create_organization(name text, slug text) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
  v_slug text := coalesce(slug, trim(both '-' from regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g')));
  v_organization uuid;
  v_brand uuid;
begin
  if v_user is null then
    perform private.fail('42501', 'sign_in_required', 'Sign in before creating an organization.', 'Send a user''s access token.');
  end if;
  if slug is null then
    v_slug := left(nullif(v_slug, ''), 48);
    if v_slug is null or char_length(v_slug) < 2 or exists (select from public.organizations o where o.slug = v_slug) then
      v_slug := coalesce(trim(both '-' from v_slug) || '-', 'org-') || left(encode(uuid_send(gen_random_uuid()), 'hex'), 8);
    end if;
  end if;
  insert into public.organizations (name, slug) values (create_organization.name, v_slug) returning id into v_organization;
  insert into public.brands (organization_id, name, is_default)
    values (v_organization, create_organization.name, true) returning id into v_brand;
  insert into public.members (organization_id, user_id, role_key) values (v_organization, v_user, 'owner');
  return jsonb_build_object(
    'organization_id', v_organization, 'brand_id', v_brand, 'name', create_organization.name, 'slug', v_slug);
exception
  when unique_violation then
    perform private.fail('PT409', 'slug_taken', format('The slug "%s" is taken.', v_slug), 'Choose another slug.');
  when check_violation then
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
