select plan(6);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');
select tests.keep('conversation', id) from public.conversations;
insert into public.labels (id, organization_id, brand_id, name)
select tests.keep(l.name, private.new_id()), tests.id('org_a'), tests.id(l.brand), l.name
from (values ('vip', 'a1'), ('late', 'a1'), ('elsewhere', 'a2')) as l (name, brand);

select tests.act_as('agent');
select is(public.label_conversation(tests.id('conversation'), array[tests.id('vip'), tests.id('late')]),
  (select array_agg(id order by id) from unnest(array[tests.id('vip'), tests.id('late')]) as id), 'two labels');
select is(public.label_conversation(tests.id('conversation'), array[tests.id('vip')], array[tests.id('late')]), array[tests.id('vip')],
  'one goes, one stays');
select is(tests.error_of(format('select public.label_conversation(%L, array[%L]::uuid[])', tests.id('conversation'), id)),
  'PT422 label_unknown', 'only labels of the brand')
from unnest(array[tests.id('elsewhere'), gen_random_uuid()]) as id;
select tests.become('none');
update public.conversations set assigned_to = tests.id('agent_member');
select tests.act_as('colleague');
select is((select count(*)::int from public.conversation_labels), 0, 'seen with the conversation alone');
select tests.act_as('analyst');
select is(tests.error_of(format('select public.label_conversation(%L, remove_ids => array[%L]::uuid[])', tests.id('conversation'),
  tests.id('vip'))), '42501 permission_denied', 'who does not answer labels nothing');

select * from finish();
