create function private.template_for_meta(template public.templates) returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'name', template.name,
    'language', template.language,
    'category', coalesce(template.draft ->> 'category', template.category),
    'parameter_format', coalesce(template.draft ->> 'parameter_format', template.parameter_format),
    'components', coalesce(template.draft -> 'components', template.components),
    'message_send_ttl_seconds', case when template.draft is null then to_jsonb(template.message_send_ttl_seconds)
      else template.draft -> 'message_send_ttl_seconds' end))
$$;
comment on function private.template_for_meta(public.templates) is
  'A template as it is to be reviewed and submitted: its draft where it has one, else itself.';
