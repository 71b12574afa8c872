create function private.webhook_shard(body text) returns smallint
language sql immutable parallel safe
set search_path = ''
as $$
  select abs(hashtextextended(coalesce(substring(body from '"phone_number_id"\s*:\s*"([0-9]+)"'), ''), 0) % 4)::smallint
$$;
comment on function private.webhook_shard(text) is
  'The shard (0 to 3) of a webhook body: by the first phone number id in it.';

create function private.ingest_webhooks(bodies text[]) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform private.ring('ingest/apply_events', shard)
  from (select distinct private.webhook_shard(b)::text collate "C" as shard from unnest(bodies) as b order by 1) as shards;
  insert into private.raw_events (shard, body) select private.webhook_shard(b), b from unnest(bodies) as b;
  return cardinality(bodies);
end
$$;
comment on function private.ingest_webhooks(text[]) is
  'Stores webhook bodies whose signatures were checked, and the jobs that apply them: committed together, before Meta '
  'gets its 200. Bodies that arrived at the same time share one commit. Returns how many were stored. Constant cost each.';
grant execute on function private.ingest_webhooks(text[]) to wabase_functions;
