-- A template that Meta pauses stops its campaigns; quality, category and texts follow.
select plan(8);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 3)), tests.keep('other', tests.launch_to('a2', 1));

create function pg_temp.told(field text, seconds int, value jsonb) returns jsonb
language sql volatile
as $$
  select private.apply_changes(jsonb_build_array(jsonb_build_object('raw_event_id', private.new_id(), 'path', 'x', 'field', field,
    'waba_id', 'waba-' || tests.id('number_a1'), 'at', now() + make_interval(secs => seconds),
    'value', '{"message_template_name": "greeting_a1", "message_template_language": "en", "message_template_id": "12345678901234567"}'
      || value)))
$$;
create function pg_temp.template() returns public.templates
language sql stable
as $$ select t from public.templates t where t.id = tests.id('greeting_a1') $$;

select pg_temp.told('message_template_status_update', 10, '{"event": "PAUSED", "reason": "NONE", "other_info": {"title": "FIRST_PAUSE",
  "description": "low quality"}}');
select is(array[(pg_temp.template()).meta_status, (pg_temp.template()).meta_template_id], array['PAUSED', '12345678901234567'], 'paused');
select results_eq($$select status, pause_reason from public.campaigns where id = tests.id('campaign')$$,
  $$values ('paused', 'Meta''s status of the template greeting_a1 is PAUSED.')$$, 'its campaigns stand still and say why');
select is(cardinality(tests.claim('number_a1')), 0, 'nothing more is claimed');
select is((select status from public.campaigns where id = tests.id('other')), 'running', 'those of other templates go on');
select pg_temp.told('message_template_status_update', 5, '{"event": "APPROVED"}');
select is((pg_temp.template()).meta_status, 'PAUSED', 'an older approval that comes late does not end it');
select pg_temp.told('message_template_status_update', 20, '{"event": "REINSTATED"}');
select is((pg_temp.template()).meta_status, 'APPROVED', 'a reinstated one may be sent again');
select pg_temp.told('message_template_quality_update', 30, '{"previous_quality_score": "GREEN", "new_quality_score": "RED"}'),
  pg_temp.told('template_category_update', 30, '{"previous_category": "UTILITY", "new_category": "MARKETING"}'),
  pg_temp.told('message_template_components_update', 30, '{"message_template_element": "Hello {{1}}"}');
select is(array[(pg_temp.template()).quality, (pg_temp.template()).category, (pg_temp.template()).components -> 0 ->> 'text'],
  array['RED', 'MARKETING', 'Hello {{1}}'], 'quality, category and text');
select is((select array_agg(kind order by kind, created_at) from public.alerts where organization_id = tests.id('org_a')),
  array['campaign_paused', 'template_category', 'template_quality', 'template_status', 'template_status'], 'and people are told');

select * from finish();
