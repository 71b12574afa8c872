create function private.make_partitions(parent text, step interval, ahead int, fill_percent int default 100) returns int
language plpgsql volatile
set search_path = ''
set timezone = 'UTC'
as $$
declare
  v_from timestamptz := date_trunc(
    case when step >= interval '1 month' then 'month' when step >= interval '7 days' then 'week' else 'day' end, now());
  v_name text;
  v_made int := 0;
begin
  -- Workers that start together would both find a partition missing.
  perform pg_advisory_xact_lock(hashtext('private.make_partitions'));
  for i in 0 .. ahead loop
    v_name := format('%s_%s', split_part(parent, '.', 2), to_char(v_from, 'YYYYMMDD'));
    if to_regclass('private.' || v_name) is null then
      execute format(
        'create table private.%I partition of %s for values from (%L) to (%L) with (fillfactor = %s)',
        v_name, parent, private.id_floor(v_from), private.id_floor(v_from + step), fill_percent
      );
      execute format('alter table private.%I enable row level security', v_name);
      execute format('comment on table private.%I is %L', v_name, 'Partition of ' || parent || '.');
      v_made := v_made + 1;
    end if;
    v_from := v_from + step;
  end loop;
  return v_made;
end
$$;
comment on function private.make_partitions(text, interval, int, int) is
  'Makes the partitions of a table that is partitioned by id (see private.id_floor): the current one and `ahead` more. '
  'Partitions live in private, so that only their parent is reachable by clients. fill_percent leaves room on each page for the next '
  'version of a row, so that a status change touches no index. Returns how many were made.';

create function private.drop_partitions(parent text, older_than interval) returns int
language plpgsql volatile
set search_path = ''
set timezone = 'UTC'
as $$
declare
  v_partition record;
  v_dropped int := 0;
begin
  for v_partition in
    select c.oid::regclass as name, lead(to_timestamp(right(c.relname, 8), 'YYYYMMDD')) over (order by c.relname) as ends_at
    from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = parent::regclass
  loop
    if v_partition.ends_at < now() - older_than then
      execute format('drop table %s', v_partition.name);
      v_dropped := v_dropped + 1;
    end if;
  end loop;
  return v_dropped;
end
$$;
comment on function private.drop_partitions(text, interval) is
  'Drops the partitions whose whole range is older than the given age. Returns how many were dropped.';
