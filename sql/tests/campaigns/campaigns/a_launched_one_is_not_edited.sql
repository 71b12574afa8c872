select plan(3);
select tests.build_world();
select tests.keep('campaign', tests.launch_to('a1', 1));

select tests.act_as('owner');
select is(tests.rows_touched('update public.campaigns set template_id = template_id'), 0,
  'its template and audience stay what was launched');
select is(tests.rows_touched('delete from public.campaigns'), 0, 'and it is not deleted');
select tests.become('none');
update public.campaigns set status = 'completed';
select tests.act_as('owner');
select is(tests.rows_touched('update public.campaigns set name = ''x'''), 0, 'nor when it is over');

select * from finish();
