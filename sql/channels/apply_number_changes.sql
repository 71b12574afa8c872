create function private.numbers_concerned(change private.incoming_change) returns uuid[]
language plpgsql stable
set search_path = ''
as $$
declare
  -- Events about partners name the business portfolio outside and the account inside.
  v_waba text := coalesce(change.value -> 'waba_info' ->> 'waba_id', change.waba_id);
  v_numbers uuid[] := private.numbers_of(v_waba, change.value ->> 'display_phone_number');
begin
  if v_numbers = '{}' then
    raise exception using errcode = 'WB404', message = private.unrouted_reason(v_waba), detail = v_waba;
  end if;
  return v_numbers;
end
$$;
comment on function private.numbers_concerned(private.incoming_change) is
  'The connected numbers a change is about; fails when there is none, so that the change is replayed when one is connected.';

create function private.tier_of(value jsonb) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when jsonb_typeof(limits) = 'string' and limits #>> '{}' like 'TIER\_%' then limits #>> '{}'
    when limits #>> '{}' ~ '^-?[0-9]{1,9}$' then case (limits #>> '{}')::int when -1 then 'TIER_UNLIMITED' when 250 then 'TIER_250'
      when 1000 then 'TIER_1K' when 2000 then 'TIER_2K' when 10000 then 'TIER_10K' when 100000 then 'TIER_100K' end
  end
  from (select coalesce(value -> 'max_daily_conversations_per_business', value -> 'current_limit') as limits) as l
$$;
comment on function private.tier_of(jsonb) is
  'The messaging tier that a change names, whether as TIER_2K or as 2000; null when it names none.';

create function private.apply_tier(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_tier text := private.tier_of(change.value);
begin
  if v_tier is not null and private.is_latest('messaging_tier', change.waba_id, change) then
    update public.whatsapp_accounts a set messaging_tier = v_tier
    where a.id = any (private.numbers_of(change.waba_id)) and a.messaging_tier is distinct from v_tier;
  end if;
end
$$;
comment on function private.apply_tier(private.incoming_change) is 'Notes the messaging tier, which all numbers of the account share.';

create function private.apply_number_quality(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_concerned(change);
  v_event text := change.value ->> 'event';
  v_quality text := coalesce(change.value ->> 'quality_rating', case v_event when 'FLAGGED' then 'RED' when 'UNFLAGGED' then 'GREEN' end);
begin
  perform private.apply_tier(change);
  if (v_event = 'THROUGHPUT_UPGRADE') is true and private.is_latest('throughput', v_numbers[1]::text, change) then
    update public.whatsapp_accounts a set throughput_mps = 1000 where a.id = any (v_numbers) and a.throughput_mps < 1000;
  end if;
  if (v_quality in ('GREEN', 'YELLOW', 'RED')) is true and private.is_latest('quality', v_numbers[1]::text, change) then
    update public.whatsapp_accounts a set quality_rating = v_quality where a.id = any (v_numbers) and a.quality_rating <> v_quality;
  end if;
  if v_quality = 'RED' then
    perform private.alert_numbers(v_numbers, 'number_quality', v_numbers[1] || ':' || change.at,
      jsonb_build_object('quality_rating', v_quality));
  end if;
end
$$;
comment on function private.apply_number_quality(private.incoming_change) is
  'phone_number_quality_update: tier, throughput and quality of a number.';

create function private.apply_number_name(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_concerned(change);
  v_decision text := change.value ->> 'decision';
  v_name text := change.value ->> 'requested_verified_name';
begin
  if (v_decision = 'APPROVED') is true and private.is_latest('verified_name', v_numbers[1]::text, change) then
    update public.whatsapp_accounts a set verified_name = v_name where a.id = any (v_numbers) and a.verified_name is distinct from v_name;
  elsif v_decision = 'REJECTED' then
    perform private.alert_numbers(v_numbers, 'number_name_rejected', v_numbers[1] || ':' || change.at,
      jsonb_build_object('name', v_name, 'reason', change.value ->> 'rejection_reason'));
  end if;
end
$$;
comment on function private.apply_number_name(private.incoming_change) is
  'phone_number_name_update: the display name once approved; a rejection is told with its reason.';

create function private.apply_capability(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.numbers_concerned(change);
  perform private.apply_tier(change);
end
$$;
comment on function private.apply_capability(private.incoming_change) is 'business_capability_update: the messaging tier.';

create function private.apply_number_username(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_concerned(change);
  v_status text := lower(change.value ->> 'status');
begin
  if (v_status in ('approved', 'deleted')) is true and private.is_latest('username', v_numbers[1]::text, change) then
    update public.whatsapp_accounts a
    set username = case v_status when 'approved' then ltrim(change.value ->> 'username', '@') end
    where a.id = any (v_numbers);
  end if;
end
$$;
comment on function private.apply_number_username(private.incoming_change) is
  'business_username_updates: the username of a number once approved; gone when deleted. A reserved one is not in use yet.';

create function private.apply_security(change private.incoming_change) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_numbers uuid[] := private.numbers_concerned(change);
begin
  perform private.alert_numbers(v_numbers, 'number_security', v_numbers[1] || ':' || (change.value ->> 'event') || ':' || change.at,
    jsonb_strip_nulls(jsonb_build_object('event', change.value ->> 'event', 'requester', change.value ->> 'requester')));
end
$$;
comment on function private.apply_security(private.incoming_change) is
  'security: somebody changed or wants to reset the two-step PIN of a number, which its organization should know.';
