-- A -> B -> C in every order, with and without the previous user ids, each told twice, with messages from each number: one person
-- with one final state.
select plan(4);
select tests.build_world();

create function pg_temp.tell(events jsonb) returns jsonb
language plpgsql volatile
as $$
declare
  v_event jsonb;
  v_state jsonb;
begin
  for v_event in select * from jsonb_array_elements(events) loop
    perform tests.seen('a1', v_event ->> 'phone', v_event ->> 'bsuid', now() + (v_event ->> 'day')::int * interval '1 day', v_event);
  end loop;
  select jsonb_build_object(
    'contacts', jsonb_agg(jsonb_build_object('phone', c.phone, 'bsuid', c.bsuid, 'name', c.name) order by c.phone),
    'aliases', (select jsonb_object_agg(i.value, p.phone) from public.contact_identities i join public.contacts p on p.id = i.contact_id))
  into v_state
  from public.contacts c where c.merged_into is null;
  raise exception using errcode = 'ZZ001', message = v_state::text;
exception when sqlstate 'ZZ001' then
  return sqlerrm::jsonb;
end
$$;

create function pg_temp.states(events jsonb) returns setof jsonb
language sql volatile
as $$
  with recursive orders as (
    select '{}'::int[] as picked
    union all
    select o.picked || i from orders o, generate_series(0, jsonb_array_length(events) - 1) as i where i <> all (o.picked)
  )
  select distinct pg_temp.tell(
    (select jsonb_agg(events -> i order by n) from unnest(o.picked) with ordinality as p (i, n)) || (events -> (o.picked)[1]))
  from orders o where cardinality(o.picked) = jsonb_array_length(events)
$$;

select results_eq(
  $$select pg_temp.states('[
    {"day": 1, "phone": "+15550101", "bsuid": "US.a", "profile_name": "Ann"},
    {"day": 2, "phone": "+15550102", "bsuid": "US.b", "previous_phone": "+15550101", "previous_bsuid": "US.a"},
    {"day": 3, "phone": "+15550102", "bsuid": "US.b", "profile_name": "Ann B"},
    {"day": 4, "phone": "+15550103", "bsuid": "US.c", "previous_phone": "+15550102", "previous_bsuid": "US.b"},
    {"day": 5, "phone": "+15550103", "bsuid": "US.c"}]')$$,
  $$select '{"contacts": [{"phone": "+15550103", "bsuid": "US.c", "name": "Ann"}], "aliases": {"+15550101": "+15550103",
    "+15550102": "+15550103", "+15550103": "+15550103", "US.a": "+15550103", "US.b": "+15550103", "US.c": "+15550103"}}'::jsonb$$,
  'with previous ids'
);
select results_eq(
  $$select pg_temp.states('[
    {"day": 1, "phone": "+15550101"},
    {"day": 2, "phone": "+15550102", "previous_phone": "+15550101"},
    {"day": 4, "phone": "+15550103", "previous_phone": "+15550102"},
    {"day": 5, "phone": "+15550103", "bsuid": "US.c", "profile_name": "Ann"}]')$$,
  $$select '{"contacts": [{"phone": "+15550103", "bsuid": "US.c", "name": "Ann"}], "aliases": {"+15550101": "+15550103",
    "+15550102": "+15550103", "+15550103": "+15550103", "US.c": "+15550103"}}'::jsonb$$,
  'told by phones alone'
);
select results_eq(
  $$select pg_temp.states('[
    {"day": 1, "phone": "+15550101", "bsuid": "US.a"},
    {"day": 2, "bsuid": "US.b", "previous_bsuid": "US.a"},
    {"day": 3, "bsuid": "US.c", "previous_bsuid": "US.b"}]')$$,
  $$select '{"contacts": [{"phone": null, "bsuid": "US.c", "name": null}],
    "aliases": {"+15550101": null, "US.a": null, "US.b": null, "US.c": null}}'::jsonb$$,
  'a user id changes with a number that is not told: the old phone is no address any more'
);
select results_eq(
  $$select pg_temp.states('[
    {"day": 1, "phone": "+15550101", "bsuid": "US.a"},
    {"day": 2, "phone": "+15550102", "bsuid": "US.b", "previous_phone": "+15550101", "previous_bsuid": "US.a"},
    {"day": 90, "phone": "+15550101", "bsuid": "US.new"}]')$$,
  $$select '{"contacts": [{"phone": "+15550101", "bsuid": "US.new", "name": null}, {"phone": "+15550102", "bsuid": "US.b", "name": null}],
    "aliases": {"+15550101": "+15550101", "US.new": "+15550101", "+15550102": "+15550102", "US.a": "+15550102",
    "US.b": "+15550102"}}'::jsonb$$,
  'the number left behind is given to somebody else'
);

select * from finish();
