select plan(5);
select tests.build_world();
select tests.inbound('number_a1', '+15550101');

create function pg_temp.after(status text, by_customer boolean) returns text
language plpgsql volatile
as $$
begin
  update public.conversations c set status = after.status,
    snoozed_until = now() + interval '1 hour', closed_at = now() where c.brand_id = tests.id('a1');
  if by_customer then
    perform tests.inbound('number_a1', '+15550101');
  else
    perform private.open_conversation(a, c.contact_id, private.new_id(), 'Hello')
    from public.conversations c join public.whatsapp_accounts a on a.id = c.whatsapp_account_id where c.brand_id = tests.id('a1');
  end if;
  return (select c.status from public.conversations c where c.brand_id = tests.id('a1'));
end
$$;

select is(pg_temp.after('closed', true), 'open', 'a closed conversation opens when the customer writes');
select is(pg_temp.after('snoozed', true), 'open', 'a snoozed one wakes up');
select is(pg_temp.after('pending', true), 'pending', 'a pending one stays pending');
select is(pg_temp.after('closed', false), 'closed', 'our own message opens nothing');
select is((select count(*)::int from public.conversations where brand_id = tests.id('a1')), 1, 'it stays one conversation');

select * from finish();
