-- What pgTAP lacks: errors with their slug, rows touched by a write. They run as whoever the test is at that moment.

create function tests.error_of(statement text) returns text
language plpgsql volatile
as $$
declare
  v_code text;
  v_slug text;
  v_hint text;
begin
  execute statement;
  raise exception using errcode = 'ZZ000'; -- undoes the statement
exception when others then
  get stacked diagnostics v_code = returned_sqlstate, v_slug = pg_exception_detail, v_hint = pg_exception_hint;
  if v_code = 'ZZ000' then
    return 'no error';
  end if;
  if v_slug ~ '^[a-z0-9_]+$' then
    return v_code || ' ' || v_slug || case when v_hint = '' then ' without a hint' else '' end;
  end if;
  return v_code;
end
$$;
comment on function tests.error_of(text) is
  'The SQLSTATE of what a statement raises, with the slug if it is an error of ours; "no error" otherwise. Either way nothing of it stays.';

create function tests.rows_touched(statement text) returns int
language plpgsql volatile
as $$
declare
  v_rows int;
begin
  execute statement;
  get diagnostics v_rows = row_count;
  return v_rows;
end
$$;
comment on function tests.rows_touched(text)
  is 'How many rows a write reached: under RLS a refused update is no error but touches nothing.';
