create function private.lock_open_invitation(invitation_id uuid) returns public.invitations
language plpgsql volatile
set search_path = ''
as $$
declare
  v_invitation public.invitations;
begin
  select * into v_invitation from public.invitations i where i.id = lock_open_invitation.invitation_id;
  perform private.require_organization(v_invitation.organization_id, 'members.manage');
  select * into v_invitation from public.invitations i
  where i.id = v_invitation.id and i.organization_id = v_invitation.organization_id for update;
  if v_invitation.accepted_at is not null or v_invitation.revoked_at is not null then
    perform private.fail('PT409', 'invitation_closed', 'The invitation was accepted or revoked.', 'Invite the person anew if need be.');
  end if;
  return v_invitation;
end
$$;
comment on function private.lock_open_invitation(uuid) is 'For definer functions: an invitation that the caller may change, locked.';

create function private.revoke_invitation(invitation_id uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations := private.lock_open_invitation(invitation_id);
begin
  update public.invitations i set revoked_at = now()
  where i.id = v_invitation.id and i.organization_id = v_invitation.organization_id;
  delete from private.invitation_tokens t
  where t.invitation_id = v_invitation.id and t.organization_id = v_invitation.organization_id;
end
$$;
comment on function private.revoke_invitation(uuid) is 'See public.revoke_invitation.';
grant execute on function private.revoke_invitation(uuid) to authenticated;

create function public.revoke_invitation(invitation_id uuid) returns void
language sql volatile
set search_path = ''
as $$ select private.revoke_invitation(invitation_id) $$;
comment on function public.revoke_invitation(uuid) is
  'Withdraws an open invitation. Needs members.manage. Errors: permission_denied, invitation_closed.';
grant execute on function public.revoke_invitation(uuid) to authenticated;

create function private.resend_invitation(invitation_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations := private.lock_open_invitation(invitation_id);
begin
  perform private.require_role_to_give(v_invitation.organization_id, v_invitation.role_key);
  update public.invitations i
  set expires_at = now() + interval '7 days', invited_by = auth.uid(), mail_is_due = true, mailed_at = null, mail_error = null
  where i.id = v_invitation.id and i.organization_id = v_invitation.organization_id
  returning * into v_invitation;
  delete from private.invitation_tokens t
  where t.invitation_id = v_invitation.id and t.organization_id = v_invitation.organization_id;
  perform private.ring('tenancy/mail_invitation', v_invitation.id::text);
  return jsonb_build_object('invitation_id', v_invitation.id, 'email', v_invitation.email, 'expires_at', v_invitation.expires_at,
    'token', private.new_invitation_token(v_invitation.id, v_invitation.organization_id, 'answer'));
end
$$;
comment on function private.resend_invitation(uuid) is 'See public.resend_invitation.';
grant execute on function private.resend_invitation(uuid) to authenticated;

create function public.resend_invitation(invitation_id uuid) returns jsonb
language sql volatile
set search_path = ''
as $$ select private.resend_invitation(invitation_id) $$;
comment on function public.resend_invitation(uuid) is
  'Gives an open or expired invitation a new token and seven more days, and the person a new mail; old tokens are '
  'dead. Needs what inviting needs. Returns what '
  'invite_member returns. Errors: permission_denied, role_beyond_own, invitation_closed.';
grant execute on function public.resend_invitation(uuid) to authenticated;
