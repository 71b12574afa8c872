-- A webhook about the person that is not applied yet would bring him back after the end, and its body would stay.
select plan(9);
select tests.build_world();
select tests.stand_in_queue();
select tests.inbound('number_a1', '+15557654321', 'US.zelda77', now() - interval '3 minutes', 'wamid.z1');
select tests.keep('zelda', (select contact_id from public.contact_identities where value = 'US.zelda77'));
insert into private.raw_events (id, shard, body, state) values
  (tests.keep('before', private.new_id()), 0, '{"contacts": [{"wa_id": "15557654321"}], "n": 1}', 'processed'),
  (tests.keep('waiting', private.new_id()), 0, '{"contacts": [{"wa_id": "15557654321"}], "n": 2}', 'received'),
  (tests.keep('after', private.new_id()), 0, '{"contacts": [{"wa_id": "15557654321"}], "n": 3}', 'processed');
create function pg_temp.work() returns text
language plpgsql volatile
as $$
declare
  v_next text;
begin
  loop
    v_next := private.erase_person(tests.id('request'), 10) ->> 'next';
    if v_next = 'search' then
      perform private.erase_import_files(tests.id('request'), '{}');
    elsif v_next <> 'more' then
      return v_next;
    end if;
  end loop;
end
$$;
create function pg_temp.told() returns text
language sql stable
as $$ select string_agg(e.body::jsonb ->> 'n', ' ' order by e.id) from private.raw_events e $$;

select tests.act_as('owner');
select tests.keep('request', (public.erase_contact(tests.id('zelda'))).id);
select tests.become('wabase_worker');
select is(pg_temp.work(), 'wait', 'it waits');
select is(pg_temp.work(), 'wait', 'as long as need be');
select tests.become('none');
select is(pg_temp.told(), '2 3', 'bodies before it are blotted out, and none after it');
select is((select status from public.data_requests), 'running', 'the request is not done');

update private.raw_events set state = 'processed' where id = tests.id('waiting');
select tests.inbound('number_a1', '+15557654321', 'US.zelda77', now(), 'wamid.z2');
select is((select count(*)::int from public.messages where contact_id = tests.id('zelda')), 1, 'what it brought');
select tests.become('wabase_worker');
select is(pg_temp.work(), 'done', 'then it ends');
select tests.become('none');
select is(pg_temp.told(), null, 'no body tells of the person any more');
select is((select count(*)::int from public.contacts where id = tests.id('zelda')) + (select count(*)::int from private.message_wamids), 0,
  'what was written meanwhile went too');
select is((select (receipt ->> 'messages')::int from public.data_requests), 2, 'and is counted');

select * from finish();
