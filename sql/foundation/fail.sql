create function private.fail(code text, slug text, message text, hint text default null) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  raise exception using errcode = code, message = message, detail = slug, hint = coalesce(hint, '');
end
$$;
comment on function private.fail(text, text, text, text) is
  'Raises an error in the one shape clients know: SQLSTATE (PT4xx becomes that HTTP status), detail = stable slug, hint = what to do.';
