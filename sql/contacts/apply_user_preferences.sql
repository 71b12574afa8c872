create function private.route_of(change private.incoming_change) returns private.whatsapp_routes
language plpgsql stable
set search_path = ''
as $$
declare
  v_number text := coalesce(change.phone_number_id, change.value -> 'metadata' ->> 'phone_number_id');
  v_route private.whatsapp_routes;
begin
  select * into v_route from private.whatsapp_routes r where r.phone_number_id = v_number;
  if not found then
    raise exception using errcode = 'WB404', message = private.unrouted_reason(v_number), detail = coalesce(v_number, '');
  end if;
  return v_route;
end
$$;
comment on function private.route_of(private.incoming_change) is
  'The number that a change is about; one that is not connected leaves the change among the dead items, for a replay.';

create function private.apply_user_preferences(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_route private.whatsapp_routes := private.route_of(change);
  v_told jsonb[] := array(
    select p from jsonb_array_elements(change.value -> 'user_preferences') as p
    where p ->> 'category' = 'marketing_messages' and p ->> 'value' in ('stop', 'resume', 'signup'));
  v_sightings private.sighting[] := array(
    select row(v_route.organization_id, v_route.brand_id, to_timestamp((t ->> 'timestamp')::bigint),
      -- Where a phone belongs, some senders put a user id.
      '+' || substring(t ->> 'wa_id' from '^\+?([0-9]{5,15})$'),
      coalesce(nullif(t ->> 'user_id', ''), substring(t ->> 'wa_id' from '^[A-Z]{2}\.[A-Za-z0-9.]+$')), nullif(t ->> 'parent_user_id', ''),
      nullif(ltrim(c -> 'profile' ->> 'username', '@'), ''), c -> 'profile' ->> 'name', null, null, null)::private.sighting
    from unnest(v_told) with ordinality as told (t, n)
    left join lateral (
      select c from jsonb_array_elements(change.value -> 'contacts') as c
      where c ->> 'user_id' = t ->> 'user_id' or c ->> 'wa_id' = t ->> 'wa_id' limit 1) as profile (c) on true
    order by n);
  v_contacts uuid[] := private.find_or_create_contacts(v_sightings);
begin
  if array_position(v_contacts, null) is not null then
    raise invalid_parameter_value using message = 'The person''s ids are malformed.';
  end if;
  perform private.apply_consents(array(
    select row(v_route.organization_id, v_route.brand_id, v_contacts[n], 'marketing',
      case t ->> 'value' when 'stop' then 'opted_out' else 'opted_in' end, 'user_preferences', v_sightings[n].at,
      t - '{wa_id,user_id}'::text[], null, null)::private.consent_change
    from unnest(v_told) with ordinality as told (t, n)));
end
$$;
comment on function private.apply_user_preferences(private.incoming_change) is
  'The person''s own switch in WhatsApp (field user_preferences): stop, resume and signup decide on marketing messages. Somebody unknown '
  'becomes a contact, so that the objection is kept. It counts for the whole brand, whichever number was told.';

create function private.apply_user_id_update(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_route private.whatsapp_routes := private.route_of(change);
begin
  perform private.find_or_create_contacts(array(
    select row(v_route.organization_id, v_route.brand_id,
      coalesce(to_timestamp((u ->> 'timestamp')::bigint), change.at), '+' || substring(u ->> 'wa_id' from '^\+?([0-9]{5,15})$'),
      u -> 'user_id' ->> 'current', u -> 'parent_user_id' ->> 'current', null, null, null, u -> 'user_id' ->> 'previous',
      u -> 'parent_user_id' ->> 'previous')::private.sighting
    from jsonb_array_elements(change.value -> 'user_id_update') as u));
end
$$;
comment on function private.apply_user_id_update(private.incoming_change) is
  'A changed user id as Meta told it until August 2026 (field user_id_update); since then it is a system message.';
