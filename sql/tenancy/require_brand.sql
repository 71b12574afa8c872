create function private.require_brand(brand_id uuid, permission text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if brand_id = any (private.my_brands(permission)) then
    return;
  end if;
  -- What is said below is said only to people with a seat in that brand.
  if brand_id in (select private.brand_ids_of(auth.uid(), permission)) then
    perform private.fail('42501', 'brand_mismatch', 'This belongs to another brand than the one in the x-brand-id header.',
      'Send the header of the brand concerned, or leave it out.');
  end if;
  perform private.refuse_archived_brand(brand_id);
  perform private.fail('42501', 'permission_denied',
    format('This needs the permission %s in the brand concerned.', permission),
    'Ask an owner or admin of the organization for a role that has it.');
end
$$;
comment on function private.require_brand(uuid, text) is
  'First line of definer functions: raises 42501 unless the caller has the permission in that brand, and in the brand of the '
  'x-brand-id header if there is one. Errors: permission_denied, brand_mismatch, PT409 brand_archived.';

create function private.refuse_archived_brand(brand_id uuid, user_id uuid default auth.uid()) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if exists (select from public.brands b where b.id = refuse_archived_brand.brand_id and b.status = 'archived')
    and brand_id in (select private.brand_ids_of(user_id)) then
    perform private.fail('PT409', 'brand_archived', 'This brand is archived: it can be read, not changed.',
      'Restore the brand first.');
  end if;
end
$$;
comment on function private.refuse_archived_brand(uuid, uuid) is
  'Tells a member of an archived brand why nothing can be written there; silent for everybody else.';
