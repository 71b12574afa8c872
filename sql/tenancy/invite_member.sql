create function private.invite_member(organization_id uuid, email text, role_key text, brand_ids uuid[]) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_email text := lower(trim(email));
  v_invitation public.invitations;
begin
  perform private.require_organization(organization_id, 'members.manage');
  perform private.require_role_to_give(organization_id, role_key);
  perform private.require_brands_of(organization_id, brand_ids);
  if v_email is null or v_email !~ '^[^@\s]+@[^@\s]+$' or char_length(v_email) > 254 then
    perform private.fail('PT422', 'email_invalid', 'This is no e-mail address.', 'Send the address that the person signs in with.');
  end if;
  if brand_ids is not null and role_key = 'owner' then
    perform private.fail('PT422', 'owner_has_all_brands', 'An owner cannot be limited to some brands.', 'Leave brand_ids out.');
  end if;
  if exists (
    select from public.members m join auth.users u on u.id = m.user_id
    where m.organization_id = invite_member.organization_id and lower(u.email) = v_email
  ) then
    perform private.fail('PT409', 'already_member', 'This person has a seat already.', 'Change the seat instead.');
  end if;
  -- Held until the end of the transaction, so that the role cannot be deleted meanwhile.
  perform from public.roles r
  where r.key = invite_member.role_key and (r.organization_id is null or r.organization_id = invite_member.organization_id) for key share;
  update public.invitations i set revoked_at = now()
  where i.organization_id = invite_member.organization_id and i.email = v_email
    and i.accepted_at is null and i.revoked_at is null and i.expires_at <= now();
  insert into public.invitations (organization_id, email, role_key, all_brands, brand_ids, invited_by)
  values (invite_member.organization_id, v_email, invite_member.role_key, invite_member.brand_ids is null,
    coalesce(invite_member.brand_ids, '{}'), auth.uid())
  on conflict do nothing
  returning * into v_invitation;
  if v_invitation.id is null then
    perform private.fail('PT409', 'invitation_exists', 'This person is invited already.', 'Resend or revoke that invitation.');
  end if;
  perform private.ring('tenancy/mail_invitation', v_invitation.id::text);
  return jsonb_build_object('invitation_id', v_invitation.id, 'email', v_email, 'expires_at', v_invitation.expires_at,
    'token', private.new_invitation_token(v_invitation.id, v_invitation.organization_id, 'answer'));
end
$$;
comment on function private.invite_member(uuid, text, text, uuid[]) is 'See public.invite_member.';
grant execute on function private.invite_member(uuid, text, text, uuid[]) to authenticated;

create function public.invite_member(organization_id uuid, email text, role_key text, brand_ids uuid[] default null) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.invite_member(organization_id, email, role_key, brand_ids) $$;
comment on function public.invite_member(uuid, text, text, uuid[]) is
  'Offers a seat, limited to some brands if given, for seven days. Needs members.manage and no less than the role allows. Returns '
  '{invitation_id, email, expires_at, token}; the token is shown this once; the person gets a mail with '
  'another one, if the platform sends mail. Errors: permission_denied, '
  'role_unknown, role_beyond_own, brand_unknown, email_invalid, owner_has_all_brands, already_member, invitation_exists.';
grant execute on function public.invite_member(uuid, text, text, uuid[]) to authenticated;
