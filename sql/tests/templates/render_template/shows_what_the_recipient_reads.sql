select plan(7);

create function pg_temp.rendered(text text, variadic texts text[]) returns text
language sql immutable
as $$
  select private.render_template(
    private.template_body(
      jsonb_build_array('{"type": "HEADER", "text": "Head {{1}}"}'::jsonb, jsonb_build_object('type', 'BODY', 'text', text))),
    jsonb_build_array(jsonb_build_object('type', 'body', 'parameters',
      (select coalesce(jsonb_agg(jsonb_build_object('type', 'text', 'text', t) order by n), '[]')
        from unnest(texts) with ordinality as p (t, n)))))
$$;

select is(pg_temp.rendered('Hi {{1}}, order {{2}}', 'Ann', '17'), 'Hi Ann, order 17', 'positional parameters by place');
select is(
  pg_temp.rendered('{{1}}{{2}}{{3}}{{4}}{{5}}{{6}}{{7}}{{8}}{{9}}{{10}}', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), 'abcdefghij',
  'also from the tenth on'
);
select is(pg_temp.rendered('{{1}} and {{1}}', 'Ann'), 'Ann and Ann', 'a parameter that stands twice');
select is(pg_temp.rendered('Hi {{1}}, {{2}}', '{{2}}', 'bye'), 'Hi {{2}}, bye', 'a text that looks like a placeholder is only text');
select is(
  private.render_template('Hi {{first_name}}',
    '[{"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ann"}]}]'), 'Hi Ann',
      'named parameters by name'
);
select is(private.render_template('Plain', '[]'), 'Plain', 'a template without parameters');
select is(
  private.render_template(private.template_body('[{"type": "HEADER", "format": "IMAGE"}]'), '[]'), null,
  'a template without a body has no text'
);

select * from finish();
