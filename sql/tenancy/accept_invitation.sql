create function private.accept_invitation(token text) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_user auth.users;
  v_invitation public.invitations;
  v_member uuid;
begin
  select * into v_user from auth.users u where u.id = auth.uid();
  if v_user.id is null then
    perform private.fail('42501', 'sign_in_required', 'Sign in before accepting an invitation.', 'Send a user''s access token.');
  end if;
  select i.* into v_invitation
  from private.invitation_tokens t
  join public.invitations i on i.id = t.invitation_id and i.organization_id = t.organization_id
  join public.organizations o on o.id = i.organization_id and o.status = 'active'
  where t.token_hash = sha256(convert_to(coalesce(accept_invitation.token, ''), 'UTF8'))
  for update of i, t;
  if v_invitation.id is null or v_invitation.accepted_at is not null or v_invitation.revoked_at is not null then
    perform private.fail('PT409', 'invitation_unknown', 'No open invitation has this token: it may be used, revoked or sent anew.',
      'Ask for a new invitation.');
  end if;
  if v_user.email_confirmed_at is null or lower(v_user.email) is distinct from v_invitation.email then
    perform private.fail('42501', 'invitation_for_other_email', 'The invitation is for another e-mail address, or yours is not confirmed.',
      'Sign in with the address that was invited, and confirm it.');
  end if;
  if v_invitation.expires_at <= now() then
    perform private.fail('PT409', 'invitation_expired', 'The invitation has expired.', 'Ask for a new one.');
  end if;
  if not private.may_give_role(v_invitation.invited_by, v_invitation.organization_id, v_invitation.role_key) then
    perform private.fail('PT409', 'invitation_void', 'Who sent the invitation may no longer give this role.', 'Ask for a new invitation.');
  end if;
  if exists (
    select from public.members m where m.organization_id = v_invitation.organization_id and m.user_id = v_user.id
  ) then
    perform private.fail('PT409', 'already_member', 'You have a seat in this organization already.', 'Ask an admin to change it.');
  end if;
  insert into public.members (organization_id, user_id, role_key, all_brands)
  values (v_invitation.organization_id, v_user.id, v_invitation.role_key, v_invitation.all_brands)
  returning id into v_member;
  if not v_invitation.all_brands then
    perform private.set_member_brands(v_member, v_invitation.organization_id, v_invitation.brand_ids);
  end if;
  update public.invitations i set accepted_at = now()
  where i.id = v_invitation.id and i.organization_id = v_invitation.organization_id;
  delete from private.invitation_tokens t
  where t.invitation_id = v_invitation.id and t.organization_id = v_invitation.organization_id;
  return jsonb_build_object('organization_id', v_invitation.organization_id, 'member_id', v_member, 'role_key', v_invitation.role_key);
end
$$;
comment on function private.accept_invitation(text) is
  'See public.accept_invitation. The row of the invitation is locked, so of two who bring the same token one gets the seat.';
grant execute on function private.accept_invitation(text) to authenticated;

create function public.accept_invitation(token text) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.accept_invitation(token) $$;
comment on function public.accept_invitation(text) is
  'Takes the seat that a token offers: once, in time, by the user whose confirmed e-mail was invited, while the inviter may still give '
  'it. Returns {organization_id, member_id, role_key}. Errors: sign_in_required, invitation_unknown, invitation_for_other_email, '
  'invitation_expired, invitation_void, already_member.';
grant execute on function public.accept_invitation(text) to authenticated;
