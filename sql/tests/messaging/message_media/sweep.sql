-- What was uploaded and never sent leaves Storage after two days; what a message or a template has stays.
select plan(3);
select tests.build_world();
create function pg_temp.object(name text, age interval) returns void
language sql volatile
as $$
  insert into storage.objects (bucket_id, name, created_at, metadata)
  values ('media', tests.id('org_a') || '/' || tests.id('a1') || '/' || name, now() - age, '{"size": 1}')
$$;
select pg_temp.object('x/forgotten.pdf', '3 days'), pg_temp.object('x/chosen.pdf', '1 day'), pg_temp.object('x/sent.pdf', '3 days');
select pg_temp.object('01a1f8f6-36ae-742d-9cf3-585430359361/sample.png', '3 days');
update public.templates t
set draft = jsonb_build_object('components', jsonb_build_array(jsonb_build_object('type', 'HEADER', 'format', 'IMAGE', 'example',
  jsonb_build_object('header_handle', (select jsonb_agg(o.name) from storage.objects o where o.name like '%sample.png')))))
where t.id = tests.id('greeting_a1');
insert into public.message_media (organization_id, brand_id, whatsapp_account_id, message_id, direction, kind, storage_path, state)
select tests.id('org_a'), tests.id('a1'), tests.id('number_a1'), private.new_id(), 'outbound', 'document', o.name, 'stored'
from storage.objects o where o.name like '%sent.pdf';

select is(private.sweep_uploads(), 1, 'one is swept');
select results_eq(
  'select organization_id, brand_id, split_part(path, ''/'', 4) from private.file_removals',
  $$values (tests.id('org_a'), tests.id('a1'), 'forgotten.pdf')$$, 'the one that nobody sent'
);
select is(private.sweep_uploads(), 0, 'once');

select * from finish();
