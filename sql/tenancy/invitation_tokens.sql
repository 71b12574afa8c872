-- Apart from invitations, because clients read those.
create table private.invitation_tokens (
  organization_id uuid not null,
  invitation_id uuid not null,
  way text not null constraint invitation_tokens_way_is_known_check check (way in ('answer', 'mail')),
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  constraint invitation_tokens_pkey primary key (invitation_id, way, organization_id),
  constraint invitation_tokens_invitation_id_fkey
    foreign key (invitation_id, organization_id) references public.invitations (id, organization_id) on delete cascade,
  constraint invitation_tokens_token_hash_key unique (token_hash, organization_id)
);
alter table private.invitation_tokens enable row level security;
comment on table private.invitation_tokens is 'SHA-256 of the tokens that open an invitation: the one its sender was '
  'shown, and the one in the mail to the person. A resend replaces them, an end removes them.';

create function private.new_invitation_token(invitation_id uuid, organization_id uuid, way text) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  v_token text := encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'hex');
begin
  insert into private.invitation_tokens (organization_id, invitation_id, way, token_hash)
  values (new_invitation_token.organization_id, new_invitation_token.invitation_id, new_invitation_token.way,
    sha256(convert_to(v_token, 'UTF8')))
  on conflict on constraint invitation_tokens_pkey do update set token_hash = excluded.token_hash, created_at = now();
  return v_token;
end
$$;
comment on function private.new_invitation_token(uuid, uuid, text) is
  'Gives an invitation a new token, which kills the old one of that way: 244 random bits as hex, returned here and kept nowhere.';
