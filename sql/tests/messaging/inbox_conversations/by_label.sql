-- A label that few conversations bear is listed, one that many bear is met while the inbox is read: the same comes of both.
select plan(10);
select tests.build_world();
insert into public.contacts (organization_id, brand_id, name, phone)
select organization_id, id, n::text, '+1777' || (1000000 + n) from public.brands, generate_series(1, 2100) as n where id = tests.id('a1');
-- Every third is the agent's, every third his colleague's, every third nobody's; the first is the latest.
insert into public.conversations (organization_id, brand_id, whatsapp_account_id, contact_id, assigned_to, last_message_at, unread_count)
select k.organization_id, k.brand_id, tests.id('number_a1'), k.id,
  (array[tests.id('agent_member'), tests.id('colleague_member'), null])[1 + k.name::int % 3], now() - k.name::int * interval '1 second',
  k.name::int % 2
from public.contacts k where k.brand_id = tests.id('a1');
insert into public.labels (organization_id, brand_id, name)
select organization_id, id, label from public.brands, unnest(array['many', 'few']) as label where id = tests.id('a1');
select tests.keep(name, id) from public.labels where brand_id = tests.id('a1');
insert into public.conversation_labels (organization_id, brand_id, label_id, conversation_id)
select c.organization_id, c.brand_id, l.id, c.id
from public.conversations c join public.contacts k on k.id = c.contact_id, public.labels l
where c.brand_id = tests.id('a1') and l.brand_id = tests.id('a1')
  and case l.name when 'many' then k.name <> '2' else k.name::int between 2 and 6 end;
analyze public.conversations, public.conversation_labels;

create function pg_temp.shown(label text, rest text default '') returns text
language plpgsql stable
as $$
declare
  v_shown text;
begin
  execute format('select string_agg(k.name, '' '' order by c.last_message_at desc)
    from public.inbox_conversations(%L, label_id => %L, most => 5%s) as c join public.contacts k on k.id = c.contact_id',
    tests.id('a1'), tests.id(label), rest) into v_shown;
  return v_shown;
end
$$;

select tests.act_as('manager');
select is(pg_temp.shown('few'), '2 3 4 5 6', 'who sees all: a rare label');
select is(pg_temp.shown('many'), '1 3 4 5 6', 'a common one');
select is(pg_temp.shown('many', ', only_unread => true'), '1 3 5 7 9', 'of it what is unread');
select is(pg_temp.shown('many', ', only_unassigned => true'), '5 8 11 14 17', 'what is nobody''s');
select is(pg_temp.shown('many', format(', assigned_to => %L', tests.id('agent_member'))), '3 6 9 12 15', 'what is one agent''s');
select is(pg_temp.shown('many', format(', ids => array(select c.id from public.conversations c join public.contacts k
  on k.id = c.contact_id where k.name in (%L, %L))', '2', '3')), '3', 'which of some bear it');
select tests.act_as('agent');
select is(pg_temp.shown('few'), '2 3 5 6', 'an agent what he sees of a rare one');
select is(pg_temp.shown('many'), '3 5 6 8 9', 'and of a common one');
select is(pg_temp.shown('few', format(', assigned_to => %L', tests.id('colleague_member'))), null, 'nothing of what is his colleague''s');
select is(tests.error_of(format('select public.inbox_conversations(%L, label_id => gen_random_uuid())', tests.id('a1'))),
  '42501 permission_denied', 'of labels of the brand');

select * from finish();
