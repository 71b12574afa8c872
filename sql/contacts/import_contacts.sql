create type private.import_row as (
  row_number int, phone text, name text, locale text, attributes jsonb, labels text[], groups text[], contact_id uuid, is_new boolean,
  needs_place boolean
);
comment on type private.import_row is
  'A good row of a file with the contact it is or becomes; needs_place: one that will count for the plan and does not count yet.';

create function private.insert_imported(import_row public.contact_imports, rows private.import_row[]) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  v_written int;
begin
  insert into public.contacts (id, organization_id, brand_id, name, phone, locale, attributes, source)
  select r.contact_id, import_row.organization_id, import_row.brand_id, r.name, r.phone, r.locale, r.attributes, 'import'
  from unnest(rows) as r where r.is_new;
  get diagnostics v_written = row_count;
  return v_written;
end
$$;
comment on function private.insert_imported(public.contact_imports, private.import_row[]) is
  'Makes the contacts that are new. Errors: PT402 plan_limit_reached, 23505 phone_taken, PT422 attribute_unknown | attribute_invalid.';

create function private.update_imported(import_row public.contact_imports, rows private.import_row[]) returns int
language plpgsql volatile
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_custom_plan
as $$
declare
  v_written int;
begin
  update public.contacts c
  set name = news.name, locale = news.locale, attributes = news.attributes, deleted_at = null, updated_at = now()
  from (
    select distinct on (k.id) k.id,
      case import_row.policy when 'update' then coalesce(r.name, k.name) else coalesce(k.name, r.name) end as name,
      case import_row.policy when 'update' then coalesce(r.locale, k.locale) else coalesce(k.locale, r.locale) end as locale,
      case import_row.policy when 'update' then k.attributes || r.attributes else r.attributes || k.attributes end as attributes
    from unnest(rows) as r
    join public.contacts k
      on k.id = r.contact_id and k.brand_id = import_row.brand_id and k.organization_id = import_row.organization_id
    where not r.is_new
    order by k.id, r.row_number
  ) as news
  where c.id = news.id and c.brand_id = import_row.brand_id and c.organization_id = import_row.organization_id
    and (c.name, c.locale, c.attributes, c.deleted_at) is distinct from (news.name, news.locale, news.attributes, null);
  get diagnostics v_written = row_count;
  return v_written;
end
$$;
comment on function private.update_imported(public.contact_imports, private.import_row[]) is
  'Takes values of the file over into contacts that are there already, by the import''s policy; deleted ones come back. Returns how many '
  'changed. Errors: PT402 plan_limit_reached, PT422 attribute_unknown | attribute_invalid.';

create function private.within_places(rows private.import_row[], places bigint) returns private.import_row[]
language sql immutable
set search_path = ''
as $$
  select coalesce(array_agg(row(r.row_number, r.phone, r.name, r.locale, r.attributes, r.labels, r.groups, r.contact_id, r.is_new,
    r.needs_place)::private.import_row order by r.row_number), '{}')
  from (select *, count(*) filter (where t.needs_place) over (order by t.row_number) as place from unnest(rows) as t) as r
  where not r.needs_place or places is null or r.place <= places
$$;
comment on function private.within_places(private.import_row[], bigint) is
  'The rows that fit when so many more contacts may count: the first ones of the file get in. null: all.';

create function private.write_imported(
  import_row public.contact_imports, rows private.import_row[], out written private.import_row[], out created int, out updated int
)
language plpgsql volatile
set search_path = ''
as $$
declare
  v_slug text;
begin
  begin
    written := rows;
    created := private.insert_imported(import_row, written);
    updated := case import_row.policy when 'skip' then 0 else private.update_imported(import_row, written) end;
  exception when sqlstate 'PT402' then
    get stacked diagnostics v_slug = pg_exception_detail;
    if v_slug <> 'plan_limit_reached' then
      raise;
    end if;
    -- Close to the limit: nobody else takes any while what is left is counted and taken.
    written := private.within_places(rows, private.lock_free_quota(import_row.organization_id, 'contacts'));
    created := private.insert_imported(import_row, written);
    updated := case import_row.policy when 'skip' then 0 else private.update_imported(import_row, written) end;
  end;
end
$$;
comment on function private.write_imported(public.contact_imports, private.import_row[]) is
  'Writes contacts up to the limit of the plan; returns the rows that got in. Errors: 23505 phone_taken, PT409 quota_busy, '
  'PT422 attribute_unknown | attribute_invalid.';

create function private.label_imported(import_row public.contact_imports, rows private.import_row[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if import_row.labels = '{}' and not exists (select from unnest(rows) as r where r.labels <> '{}') then
    return;
  end if;
  insert into public.labels (organization_id, brand_id, name)
  select distinct on (lower(n)) import_row.organization_id, import_row.brand_id, n
  from (select unnest(import_row.labels) union select unnest(r.labels) from unnest(rows) as r) as named (n)
  order by lower(n)
  on conflict do nothing;
  insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
  select distinct import_row.organization_id, import_row.brand_id, l.id, r.contact_id
  from unnest(rows) as r
  cross join lateral unnest(import_row.labels || r.labels) as named (n)
  join public.labels l on l.brand_id = import_row.brand_id and lower(l.name) = lower(n)
  order by l.id, r.contact_id
  on conflict do nothing;
end
$$;
comment on function private.label_imported(public.contact_imports, private.import_row[]) is
  'Gives contacts the labels of the import and of their rows; labels that are missing are made.';

create function private.group_imported(import_row public.contact_imports, rows private.import_row[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if import_row.groups = '{}' and not exists (select from unnest(rows) as r where r.groups <> '{}') then
    return;
  end if;
  insert into public.groups (organization_id, brand_id, name)
  select distinct on (lower(n)) import_row.organization_id, import_row.brand_id, n
  from (select unnest(import_row.groups) union select unnest(r.groups) from unnest(rows) as r) as named (n)
  order by lower(n)
  on conflict do nothing;
  insert into public.group_contacts (organization_id, brand_id, group_id, contact_id)
  select distinct import_row.organization_id, import_row.brand_id, g.id, r.contact_id
  from unnest(rows) as r
  cross join lateral unnest(import_row.groups || r.groups) as named (n)
  join public.groups g on g.brand_id = import_row.brand_id and lower(g.name) = lower(n)
  order by g.id, r.contact_id
  on conflict do nothing;
end
$$;
comment on function private.group_imported(public.contact_imports, private.import_row[]) is
  'Puts contacts into the groups of the import and of their rows; groups that are missing are made.';

create function private.consent_imported(import_row public.contact_imports, rows private.import_row[]) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if import_row.consent_category is null then
    return;
  end if;
  perform private.apply_consents(array(
    select row(import_row.organization_id, import_row.brand_id, r.contact_id, import_row.consent_category, 'opted_in', 'import', now(),
      jsonb_build_object('import_id', import_row.id, 'file_name', import_row.file_name, 'row', r.row_number, 'text',
        import_row.consent_source),
      null, import_row.created_by)::private.consent_change
    from unnest(rows) as r
    where not exists (
      select from public.consents c
      where c.contact_id = r.contact_id and c.category = import_row.consent_category and c.brand_id = import_row.brand_id
        and c.organization_id = import_row.organization_id and c.state = 'opted_out')));
end
$$;
comment on function private.consent_imported(public.contact_imports, private.import_row[]) is
  'Records where contacts of an import agreed to be written to. Who objected before is left alone: a file is no word of theirs.';

create function private.import_rows(import_row public.contact_imports, rows jsonb) returns private.import_row[]
language plpgsql volatile
set search_path = ''
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_custom_plan
as $$
begin
  return (
    select coalesce(array_agg(row(r.row_number, r.phone, r.name, r.locale, coalesce(r.attributes, '{}'), coalesce(r.labels, '{}'),
      coalesce(r.groups, '{}'), coalesce(k.contact_id, private.new_id()), k.contact_id is null,
      k.contact_id is null or c.deleted_at is not null and import_row.policy <> 'skip')::private.import_row order by r.row_number), '{}')
    from jsonb_to_recordset(import_rows.rows) as r (
      row_number int, phone text, name text, locale text, attributes jsonb, labels text[], groups text[])
    -- Looked up one by one: an import fills tables that were empty when the plan was made.
    left join lateral (
      select i.contact_id from public.contact_identities i
      where i.value = r.phone and i.kind = 'phone' and i.brand_id = import_row.brand_id and i.organization_id = import_row.organization_id
      limit 1) as k on true
    left join lateral (
      select o.deleted_at from public.contacts o
      where o.id = k.contact_id and o.brand_id = import_row.brand_id and o.organization_id = import_row.organization_id
      limit 1) as c on true);
end
$$;
comment on function private.import_rows(public.contact_imports, jsonb) is 'The rows of a batch with the contacts they are or become.';

create function private.import_contacts(import_id uuid, after_row int, to_row int, rows jsonb, errors jsonb) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_import public.contact_imports;
  v_rows private.import_row[];
  v_written private.import_row[];
  v_free bigint;
  v_known int;
  v_created int;
  v_updated int;
  v_errors int;
  v_duplicates int;
begin
  select * into v_import from public.contact_imports i where i.id = import_contacts.import_id for no key update;
  if v_import.state is null or v_import.state not in ('running', 'dry_run') then
    return coalesce(v_import.state, 'gone');
  end if;
  if v_import.cursor_row <> after_row then
    return 'elsewhere';
  end if;
  perform private.act_as('user', v_import.created_by::text);
  -- A batch that a crash of the database takes back takes its cursor with it and is done again: nobody has to wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  -- Two files of one brand may hold the same people: the second sees what the first has written.
  perform pg_advisory_xact_lock(hashtextextended('contact imports ' || v_import.brand_id, 0));
  if after_row = 0 then
    delete from public.contact_import_errors e where e.import_id = v_import.id and e.brand_id = v_import.brand_id;
  end if;

  v_rows := private.import_rows(v_import, rows);
  if v_import.state = 'dry_run' then
    v_free := private.free_quota(v_import.organization_id, 'contacts');
    v_written := private.within_places(v_rows, case when v_free is not null then greatest(v_free - v_import.rows_created, 0) end);
    select count(*) filter (where r.is_new), count(*) filter (where not r.is_new and v_import.policy <> 'skip')
    into v_created, v_updated from unnest(v_written) as r;
  elsif cardinality(v_rows) > 0 then
    select w.written, w.created, w.updated into v_written, v_created, v_updated from private.write_imported(v_import, v_rows) as w;
  end if;
  select count(*) filter (where not r.is_new) into v_known from unnest(v_written) as r;
  if v_import.state = 'running' and v_import.policy = 'skip' then
    v_written := array(select r from unnest(v_written) as r where r.is_new);
  end if;
  if v_import.state = 'running' then
    perform private.label_imported(v_import, v_written);
    perform private.group_imported(v_import, v_written);
    perform private.consent_imported(v_import, v_written);
  end if;

  insert into public.contact_import_errors
    (organization_id, brand_id, import_id, row_number, column_number, column_name, code, message, raw)
  select v_import.organization_id, v_import.brand_id, v_import.id, e.row_number, coalesce(e.column_number, 0), e.column_name, e.code,
    e.message, e.raw
  from jsonb_to_recordset(import_contacts.errors) as e (
    row_number int, column_number int, column_name text, code text, message text, raw text)
  union all
  select v_import.organization_id, v_import.brand_id, v_import.id, r.row_number, 0, null, 'contacts_limit_reached',
    'The plan''s limit of contacts is reached.', r.phone
  from unnest(v_rows) as r
  where r.needs_place and r.row_number not in (select w.row_number from unnest(v_written) as w where w.needs_place);

  select count(distinct e.row_number) filter (where e.code <> 'duplicate_in_file'),
    count(distinct e.row_number) filter (where e.code = 'duplicate_in_file')
  into v_errors, v_duplicates
  from jsonb_to_recordset(import_contacts.errors) as e (row_number int, code text);
  update public.contact_imports i
  set cursor_row = to_row,
    rows_created = i.rows_created + coalesce(v_created, 0),
    rows_updated = i.rows_updated + coalesce(v_updated, 0),
    rows_unchanged = i.rows_unchanged + case when i.policy = 'skip' then 0 else v_known - coalesce(v_updated, 0) end,
    rows_skipped = i.rows_skipped + case when i.policy = 'skip' then v_known else 0 end,
    rows_duplicate = i.rows_duplicate + v_duplicates,
    rows_failed = i.rows_failed + v_errors + cardinality(v_rows) - coalesce(v_created, 0) - v_known,
    announced_at = case when i.announced_at < clock_timestamp() - interval '0.5 seconds' then clock_timestamp() else i.announced_at end
  where i.id = v_import.id and i.brand_id = v_import.brand_id and i.organization_id = v_import.organization_id;
  if v_import.announced_at < clock_timestamp() - interval '0.5 seconds' then
    perform private.announce_import(i) from public.contact_imports i where i.id = v_import.id and i.brand_id = v_import.brand_id;
  end if;
  return v_import.state;
end
$$;
comment on function private.import_contacts(uuid, int, int, jsonb, jsonb) is
  'Writes one batch of an import: the rows after after_row up to to_row, and moves its cursor there, in one transaction. rows: '
  '[{row_number, phone, name, locale, attributes, labels, groups}], each phone once; errors: [{row_number, column_number, column_name, '
  'code, message, raw}]. Returns the state of the import; any but running and dry_run, or elsewhere (another worker has moved the '
  'cursor), means that nothing was written. Cost O(batch). Errors: 23505 phone_taken and PT409 quota_busy, worth repeating; '
  'PT422 attribute_unknown | attribute_invalid for a row whose attribute changed meanwhile.';
grant execute on function private.import_contacts(uuid, int, int, jsonb, jsonb) to wabase_worker;
