-- Wishes for another plan: an organization asks, the platform's own people answer. By asking nothing changes yet.
create table public.plan_requests (
  id uuid not null default private.new_id(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  plan_key text not null references public.plans (key),
  note text constraint plan_requests_note_is_up_to_1000_chars_check check (char_length(note) <= 1000),
  status text not null default 'open'
    constraint plan_requests_status_is_known_check check (status in ('open', 'granted', 'declined', 'withdrawn')),
  requested_by uuid default auth.uid(),
  answer text constraint plan_requests_answer_is_up_to_1000_chars_check check (char_length(answer) <= 1000),
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  constraint plan_requests_pkey primary key (id, organization_id),
  constraint plan_requests_answered_when_closed_check check ((status = 'open') = (answered_at is null))
);
create unique index plan_requests_open_key on public.plan_requests (organization_id) where status = 'open';
create index plan_requests_organization_id_idx on public.plan_requests (organization_id, id);
create index plan_requests_waiting_idx on public.plan_requests (id) where status = 'open';
create index plan_requests_plan_key_idx on public.plan_requests (plan_key);
alter table public.plan_requests enable row level security;

create policy plan_requests_select on public.plan_requests for select to authenticated
  using (organization_id = any ((select private.my_organizations('billing.view'))::uuid[]));

grant select on public.plan_requests to authenticated;

comment on table public.plan_requests is
  'Who wants another plan, and what came of it; one open request an organization. Written by request_plan and '
  'platform_answer_plan_request.';
comment on column public.plan_requests.note is 'What the organization says to the platform''s people.';
comment on column public.plan_requests.answer is 'What they say to it.';

create function private.request_plan(organization_id uuid, plan_key text, note text) returns public.plan_requests
language plpgsql volatile security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_note text := left(nullif(trim(request_plan.note), ''), 1000);
  v_request public.plan_requests;
begin
  perform private.require_organization(organization_id, 'billing.manage');
  if not exists (select from public.plans p where p.key = request_plan.plan_key) then
    perform private.fail('PT422', 'plan_unknown', 'There is no such plan.', 'See plans for their keys.');
  elsif exists (
    select from public.subscriptions s
    where s.organization_id = request_plan.organization_id and s.plan_key = request_plan.plan_key and s.status = 'active')
  then
    perform private.fail('PT409', 'plan_is_yours', 'Your organization has this plan already.', 'Choose another one.');
  end if;
  insert into public.plan_requests as r (organization_id, plan_key, note)
  values (request_plan.organization_id, request_plan.plan_key, v_note)
  on conflict (organization_id) where status = 'open' do update
  set plan_key = excluded.plan_key, note = excluded.note, requested_by = excluded.requested_by
  returning * into v_request;
  return v_request;
end
$$;
comment on function private.request_plan(uuid, text, text) is 'See public.request_plan.';
grant execute on function private.request_plan(uuid, text, text) to authenticated;

create function public.request_plan(organization_id uuid, plan_key text, note text default null) returns public.plan_requests
language sql volatile
set search_path = ''
as $$ select private.request_plan(organization_id, plan_key, note) $$;
comment on function public.request_plan(uuid, text, text) is
  'Asks the platform''s people for another plan; asked again while the first request is open, it takes that one''s place. Needs '
  'billing.manage. Returns the request. Errors: 42501 permission_denied, PT422 plan_unknown, PT409 plan_is_yours.';
grant execute on function public.request_plan(uuid, text, text) to authenticated;

create function private.withdraw_plan_request(plan_request_id uuid) returns public.plan_requests
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_request public.plan_requests;
begin
  select * into v_request from public.plan_requests r where r.id = withdraw_plan_request.plan_request_id;
  perform private.require_organization(v_request.organization_id, 'billing.manage');
  update public.plan_requests r set status = 'withdrawn', answered_at = now()
  where r.id = v_request.id and r.organization_id = v_request.organization_id and r.status = 'open';
  select * into v_request from public.plan_requests r where r.id = v_request.id and r.organization_id = v_request.organization_id;
  return v_request;
end
$$;
comment on function private.withdraw_plan_request(uuid) is 'See public.withdraw_plan_request.';
grant execute on function private.withdraw_plan_request(uuid) to authenticated;

create function public.withdraw_plan_request(plan_request_id uuid) returns public.plan_requests
language sql volatile
set search_path = ''
as $$ select private.withdraw_plan_request(plan_request_id) $$;
comment on function public.withdraw_plan_request(uuid) is
  'Takes an open request for a plan back; one that was answered is returned as it is. Needs billing.manage. Errors: 42501 '
  'permission_denied.';
grant execute on function public.withdraw_plan_request(uuid) to authenticated;

create function private.close_plan_request(request public.plan_requests, status text, answer text) returns public.plan_requests
language plpgsql volatile
set search_path = ''
as $$
declare
  v_request public.plan_requests;
begin
  update public.plan_requests r
  set status = close_plan_request.status, answered_at = now(), answer = left(nullif(trim(close_plan_request.answer), ''), 1000)
  where r.id = request.id and r.organization_id = request.organization_id and r.status = 'open'
  returning * into v_request;
  if found then
    perform private.alert(request.organization_id, 'plan_request_' || status, request.id::text,
      jsonb_build_object('plan', request.plan_key, 'answer', v_request.answer));
  end if;
  return v_request;
end
$$;
comment on function private.close_plan_request(public.plan_requests, text, text) is
  'Answers a request that is open and tells the organization; one that is not stays, and null is returned.';

create function private.platform_plan_requests() returns table (
  id uuid, organization_id uuid, organization_name text, current_plan text, plan_key text, note text, created_at timestamptz
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform private.require_platform_admin();
  return query
  select r.id, o.id, o.name, s.plan_key, r.plan_key, r.note, r.created_at
  from public.plan_requests r
  join public.organizations o on o.id = r.organization_id
  left join public.subscriptions s on s.organization_id = o.id
  where r.status = 'open'
  order by r.id limit 200;
end
$$;
comment on function private.platform_plan_requests() is 'See public.platform_plan_requests.';
grant execute on function private.platform_plan_requests() to authenticated;

create function public.platform_plan_requests() returns table (
  id uuid, organization_id uuid, organization_name text, current_plan text, plan_key text, note text, created_at timestamptz
)
language sql stable
set search_path = ''
as $$ select * from private.platform_plan_requests() $$;
comment on function public.platform_plan_requests() is
  'Open requests for plans, the oldest first, up to 200. Platform admins only. Errors: 42501 permission_denied.';
grant execute on function public.platform_plan_requests() to authenticated;

create function private.platform_answer_plan_request(plan_request_id uuid, is_granted boolean, answer text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_request public.plan_requests;
begin
  perform private.require_platform_admin();
  -- Two answers at once: the second finds what the first did.
  select * into v_request from public.plan_requests r
  where r.id = platform_answer_plan_request.plan_request_id for update;
  if not found then
    perform private.fail('PT404', 'plan_request_not_found', 'There is no such request.', 'It may be of an organization that is gone.');
  end if;
  if v_request.status = 'open' then
    v_request := private.close_plan_request(v_request, case when is_granted then 'granted' else 'declined' end, answer);
    if is_granted then
      perform private.set_plan(v_request.organization_id, v_request.plan_key);
    end if;
  end if;
  return v_request.status;
end
$$;
comment on function private.platform_answer_plan_request(uuid, boolean, text) is 'See public.platform_answer_plan_request.';
grant execute on function private.platform_answer_plan_request(uuid, boolean, text) to authenticated;

create function public.platform_answer_plan_request(plan_request_id uuid, is_granted boolean, answer text default null) returns text
language sql volatile
set search_path = ''
as $$ select private.platform_answer_plan_request(plan_request_id, is_granted, answer) $$;
comment on function public.platform_answer_plan_request(uuid, boolean, text) is
  'Grants an open request, which puts the organization on the plan at once, or declines it; the organization is told. One that was '
  'answered stays as it is. Returns the status of the request. Platform admins only. Errors: 42501 permission_denied, PT404 '
  'plan_request_not_found.';
grant execute on function public.platform_answer_plan_request(uuid, boolean, text) to authenticated;
