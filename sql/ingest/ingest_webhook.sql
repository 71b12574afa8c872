create function private.webhook_shard(body text) returns smallint
language sql immutable parallel safe
set search_path = ''
as $$
  select abs(hashtextextended(coalesce(substring(body from '"phone_number_id"\s*:\s*"([0-9]+)"'), ''), 0) % 4)::smallint
$$;
comment on function private.webhook_shard(text) is 'The shard (0 to 3) of a webhook body: by the first phone number id in it.';

create function private.ingest_webhook(body text) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_id uuid := private.new_id();
  v_shard smallint := private.webhook_shard(body);
begin
  perform private.ring('ingest/apply_events', v_shard::text);
  insert into private.raw_events (id, shard, body) values (v_id, v_shard, ingest_webhook.body);
  return v_id;
end
$$;
comment on function private.ingest_webhook(text) is
  'Stores a webhook body whose signature was checked, and the job that applies it: committed together, before Meta gets its 200. '
  'Returns the raw event''s id. Constant cost.';
grant execute on function private.ingest_webhook(text) to wabase_functions;

create function private.ingest_webhooks(bodies text[]) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.ring('ingest/apply_events', shard::text)
  from (select distinct private.webhook_shard(b) as shard from unnest(bodies) as b order by 1) as shards;
  insert into private.raw_events (shard, body) select private.webhook_shard(b), b from unnest(bodies) as b;
  return cardinality(bodies);
end
$$;
comment on function private.ingest_webhooks(text[]) is
  'private.ingest_webhook for bodies that arrived together: one transaction, one commit for all of them. Returns how many were stored.';
grant execute on function private.ingest_webhooks(text[]) to wabase_functions;
