create function private.sample_paths(components jsonb) returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce(array_agg(distinct path), '{}')
  from jsonb_path_query(components, 'lax $.**.header_handle[*]') as handle, lateral (select handle #>> '{}' as path) as sample
  where path ~ '^[0-9a-f-]{36}/'
$$;
comment on function private.sample_paths(jsonb) is
  'The files in the bucket media that are samples of media headers, those of cards included: example.header_handle that is a path, '
  'not a handle of Meta''s.';

create function private.without_samples(components jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = ''
as $$
begin
  if jsonb_typeof(components) = 'array' then
    return (
      select jsonb_agg(private.without_samples(e.value) order by e.n)
      from jsonb_array_elements(components) with ordinality as e (value, n));
  elsif jsonb_typeof(components) = 'object' then
    return (
      select jsonb_object_agg(e.key, private.without_samples(e.value)) from jsonb_each(components) as e where e.key <> 'header_handle');
  end if;
  return components;
end
$$;
comment on function private.without_samples(jsonb) is 'Components without the samples of media headers: what recipients see of them.';

create function private.refuse_bad_samples(components jsonb, known jsonb, organization_id uuid, brand_id uuid) returns void
language plpgsql stable
set search_path = ''
as $$
declare
  v_sample record;
  v_object record;
begin
  for v_sample in
    select upper(header ->> 'format') as format, path
    from jsonb_path_query(components, 'lax $.** ? (@.type like_regex "^header$" flag "i")') as header,
      lateral unnest(private.sample_paths(header)) as path
  loop
    select o.owner_id, lower(split_part(o.metadata ->> 'mimetype', ';', 1)) as type, (o.metadata ->> 'size')::bigint as size into v_object
    from storage.objects o where o.bucket_id = 'media' and o.name = v_sample.path;
    if not found or not starts_with(v_sample.path, refuse_bad_samples.organization_id || '/' || refuse_bad_samples.brand_id || '/')
      or v_sample.path <> all (private.sample_paths(known))
        and not private.may_send_file(v_sample.path, v_object.owner_id, refuse_bad_samples.brand_id) then
      perform private.fail('PT422', 'file_not_found', format('There is no file %s that you may use.', v_sample.path),
        'Upload it to the bucket media first, under the organization and brand of the template.');
    elsif v_object.type <> all (case v_sample.format when 'IMAGE' then array['image/jpeg', 'image/png']
      when 'DOCUMENT' then array['application/pdf'] when 'VIDEO' then array['video/mp4'] when 'GIF' then array['video/mp4']
      else '{}' end) then
      perform private.fail('PT422', 'file_invalid',
        format('A file of type %s is no sample of a %s.', v_object.type, lower(v_sample.format)),
        'Meta takes JPEG and PNG for images, MP4 for videos and PDF for documents.');
    elsif v_object.size > (select l.largest from private.file_limits(
      case v_sample.format when 'IMAGE' then 'image' when 'DOCUMENT' then 'document' else 'video' end) as l) then
      perform private.fail('PT422', 'file_invalid',
        format('The sample of a %s has %s bytes: too many.', lower(v_sample.format), v_object.size), 'Make the file smaller.');
    end if;
  end loop;
end
$$;
comment on function private.refuse_bad_samples(jsonb, jsonb, uuid, uuid) is
  'Refuses components whose samples are not files of the brand that the caller uploaded or sees, or of a type or size that Meta does '
  'not take (template components, media reference); those in known were accepted before. Raises PT422 file_not_found | file_invalid.';

create function private.my_template_samples() returns text[]
language sql stable security definer
set search_path = ''
as $$
  select coalesce(array_agg(path), '{}')
  from public.templates t, lateral unnest(private.sample_paths(jsonb_build_array(t.components, t.draft))) as path
  where t.brand_id = any (private.my_brands('templates.view')) and starts_with(path, t.organization_id || '/' || t.brand_id || '/')
$$;
comment on function private.my_template_samples() is
  'The sample files of templates that the caller may see. For the policy of storage.objects, once a query; cost grows with the '
  'templates of the caller''s brands.';
grant execute on function private.my_template_samples() to authenticated;
