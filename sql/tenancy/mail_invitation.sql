create function private.invitation_to_mail(invitation_id uuid) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations;
begin
  select * into v_invitation from public.invitations i
  where i.id = invitation_to_mail.invitation_id and i.mail_is_due for update;
  if v_invitation.id is null then
    return null;
  end if;
  if v_invitation.accepted_at is not null or v_invitation.revoked_at is not null or v_invitation.expires_at <= now() then
    update public.invitations i set mail_is_due = false
    where i.id = v_invitation.id and i.organization_id = v_invitation.organization_id;
    return null;
  end if;
  return (
    select jsonb_build_object('email', v_invitation.email, 'expires_at', v_invitation.expires_at, 'organization', o.name,
      'locale', o.locale, 'invited_by', u.email,
      'token', private.new_invitation_token(v_invitation.id, v_invitation.organization_id, 'mail'))
    from public.organizations o left join auth.users u on u.id = v_invitation.invited_by
    where o.id = v_invitation.organization_id);
end
$$;
comment on function private.invitation_to_mail(uuid) is
  'What the mail of an invitation says, with a token that is made here and stored nowhere: {email, expires_at, organization, locale, '
  'invited_by, token}. Null when none is due. Asked twice it gives two, of which the later opens the seat.';
grant execute on function private.invitation_to_mail(uuid) to wabase_worker;

create function private.invitation_mailed(invitation_id uuid, is_sent boolean, error text default null) returns void
language sql volatile security definer
set search_path = ''
as $$
  update public.invitations i
  set mail_is_due = false, mailed_at = case when is_sent then now() end, mail_error = left(invitation_mailed.error, 500)
  where i.id = invitation_mailed.invitation_id
$$;
comment on function private.invitation_mailed(uuid, boolean, text) is
  'The mail is with the mail server, or will never be: refused (error), or the platform sends none.';
grant execute on function private.invitation_mailed(uuid, boolean, text) to wabase_worker;
