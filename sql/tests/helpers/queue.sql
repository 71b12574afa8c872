-- graphile-worker installs its schema when the first worker starts; tests have none, so this stands in for what our SQL calls.

create function tests.stand_in_queue() returns void
language plpgsql volatile
as $$
begin
  create table graphile_worker.jobs (
    id bigint generated always as identity, key text, task text, payload json, attempts int default 0, max_attempts int default 25,
    last_error text, locked_at timestamptz, locked_by text
  );
  create function graphile_worker.add_job(identifier text, payload json, run_at timestamptz, job_key text, job_key_mode text) returns void
  language sql volatile
  as 'insert into graphile_worker.jobs (key, task, payload) values (job_key, identifier, payload)';
  create function graphile_worker.force_unlock_workers(worker_ids text[]) returns void
  language sql volatile
  as 'update graphile_worker.jobs set locked_at = null, locked_by = null where locked_by = any (worker_ids)';
  create function graphile_worker.complete_jobs(job_ids bigint[]) returns void
  language sql volatile
  as 'delete from graphile_worker.jobs where id = any (job_ids)';
  grant all on graphile_worker.jobs to public;
end
$$;
comment on function tests.stand_in_queue() is
  'Makes graphile_worker.jobs, which keeps every job ever added, and the functions that ours call. Superuser only; undone with the test.';
