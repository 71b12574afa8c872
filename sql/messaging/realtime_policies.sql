create function private.may_receive_topic(topic text) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select case split_part(topic, ':', 1)
    when 'brand' then split_part(topic, ':', 2) in (select id::text from unnest(private.my_brands('conversations.view')) as id)
    when 'team' then split_part(topic, ':', 2) in (select id::text from unnest(private.my_brands('conversations.view')) as id)
    when 'agent' then split_part(topic, ':', 2) in (select id::text from unnest(private.my_seats()) as id)
    when 'campaigns' then split_part(topic, ':', 2) in (select id::text from unnest(private.my_brands('campaigns.view')) as id)
    when 'contacts' then split_part(topic, ':', 2) in (select id::text from unnest(private.my_brands('contacts.view')) as id)
    when 'organization' then split_part(topic, ':', 2) in (select id::text from unnest(private.my_organizations()) as id)
    else false
  end
$$;
comment on function private.may_receive_topic(text) is
  'Whether the caller may listen to a Realtime channel: brand:<id> and team:<brand id> with conversations.view, agent:<member id> for '
  'one''s own seat, campaigns:<brand id> with campaigns.view, contacts:<brand id> with contacts.view, organization:<id> with any '
  'seat.';
grant execute on function private.may_receive_topic(text) to authenticated;

create function private.may_send_topic(topic text) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select split_part(topic, ':', 1) = 'team'
    and split_part(topic, ':', 2) in (select id::text from unnest(private.my_brands('conversations.reply')) as id)
$$;
comment on function private.may_send_topic(text) is
  'Whether the caller may broadcast on a Realtime channel: team:<brand id> with conversations.reply, where members tell each other what '
  'they are doing. On all others the database is the only one who speaks.';
grant execute on function private.may_send_topic(text) to authenticated;

create policy wabase_members_receive on realtime.messages for select to authenticated
  using (extension in ('broadcast', 'presence') and (select private.may_receive_topic((select realtime.topic()))));
create policy wabase_members_track_presence on realtime.messages for insert to authenticated
  with check (extension = 'presence' and (select private.may_receive_topic((select realtime.topic()))));
create policy wabase_members_broadcast on realtime.messages for insert to authenticated
  with check (extension = 'broadcast' and (select private.may_send_topic((select realtime.topic()))));
