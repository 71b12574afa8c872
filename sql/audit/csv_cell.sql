create function private.csv_cell(value text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select '"' || case when value ~ '^[=+\-@\t\r\n]' then '''' else '' end || replace(coalesce(value, ''), '"', '""') || '"'
$$;
comment on function private.csv_cell(text) is
  'A quoted cell of a CSV file (RFC 4180). What a spreadsheet would run as a formula gets a quote before it (OWASP, CSV injection).';
