-- A batch is bounded in bytes, or a few of Meta's largest bodies would fill the worker's memory; a single one always fits.
select plan(4);
select private.ingest_webhooks(array_agg(repeat('x', 1000)) || array[repeat('y', 5000), 'last']) from generate_series(1, 3);

create function pg_temp.fetched(max_rows int, max_bytes int) returns int[]
language sql volatile
as $$
  select array_agg(octet_length(body))
  from private.fetch_raw_events(private.webhook_shard(''), max_rows, max_bytes) where body ~ '^(xxx|yyy|last)'
$$;

select is(pg_temp.fetched(10, 100000), array[1000, 1000, 1000, 5000, 4], 'all that fits, in the order of arrival');
select is(pg_temp.fetched(10, 2000), array[1000, 1000], 'up to the bytes allowed');
select is(pg_temp.fetched(10, 1), array[1000], 'at least one');
select is(pg_temp.fetched(2, 100000), array[1000, 1000], 'and no more rows than allowed');

select * from finish();
