-- Bytes of files by organization. The plan counts whole megabytes; files are smaller, so the bytes are summed here and the plan's
-- counter is told when a megabyte is full. One row an organization: files arrive by tens a second at most.
create table private.storage_use (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  bytes bigint not null default 0 constraint storage_use_bytes_is_not_negative_check check (bytes >= 0),
  constraint storage_use_pkey primary key (organization_id)
);
alter table private.storage_use enable row level security;
comment on table private.storage_use is 'Bytes of the files of each organization''s messages; feeds the limit storage_mb.';

create function private.count_bytes(organization_id uuid, n bigint, is_forced boolean default false) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_mb bigint;
begin
  if n > 0 then
    insert into private.storage_use (organization_id) values (count_bytes.organization_id) on conflict do nothing;
  end if;
  update private.storage_use u set bytes = greatest(u.bytes + n, 0)
  where u.organization_id = count_bytes.organization_id
  returning u.bytes / 1048576 - (u.bytes - n) / 1048576 into v_mb;
  if v_mb > 0 then
    perform private.take_quota(organization_id, 'storage_mb', v_mb, is_forced => count_bytes.is_forced);
  elsif v_mb < 0 then
    perform private.give_back(organization_id, 'storage_mb', 'total', '1970-01-01', v_mb, 0);
  end if;
end
$$;
comment on function private.count_bytes(uuid, bigint, boolean) is
  'Adds n bytes to an organization''s files, or takes them off. Raises PT402 plan_limit_reached when a new megabyte is beyond the plan, '
  'unless it is forced.';
