select plan(19);
select tests.build_world();
create function pg_temp.set_profile(what text) returns text
language sql volatile
as $$ select tests.error_of('update public.organizations set ' || what) $$;

select is(private.contrast_ratio('#000000', '#ffffff'), 21.00, 'black and white are 21 apart');
select is(private.contrast_ratio('#767676', '#FFFFFF'), 4.54, 'a known grey is just readable');
select is(private.contrast_ratio('#777777', '#ffffff'), 4.48, 'the next one is not');

select tests.act_as('owner');
update public.organizations set theme_color = '#14532d';
select is((select theme_text_color from public.organizations), '#ffffff', 'on a dark colour text is white');
update public.organizations set theme_color = '#facc15';
select is((select theme_text_color from public.organizations), '#000000', 'on a bright one black');
select is(pg_temp.set_profile($$theme_text_color = '#ffffff'$$), 'PT422 theme_contrast_too_low', 'white on yellow is refused');
select is(pg_temp.set_profile($$theme_text_color = '#1f2937'$$), 'no error', 'a readable choice is taken');
select is(pg_temp.set_profile($$theme_text_color = 'white'$$), '23514', 'a colour is a hex colour');
update public.organizations set theme_color = null;
select is((select theme_text_color from public.organizations), null, 'no colour, no text colour');

select is(pg_temp.set_profile($$timezone = 'America/Argentina/Buenos_Aires'$$), 'no error', 'a zone of three parts');
select is(pg_temp.set_profile($$timezone = 'Etc/GMT+3'$$), 'no error', 'a fixed one');
select is(pg_temp.set_profile($$timezone = 'Mars/Olympus'$$), 'PT422 timezone_unknown', 'a place that is none');
select is(pg_temp.set_profile($$timezone = 'Mars/Olympus+3'$$), 'PT422 timezone_unknown', 'which Postgres would take for a rule');
select is(pg_temp.set_profile($$timezone = '+03:00'$$), 'PT422 timezone_unknown', 'an offset is no zone');
select is(pg_temp.set_profile($$timezone = ''$$), 'PT422 timezone_unknown', 'nothing is none');
select is(pg_temp.set_profile($$locale = 'pt-BR'$$), 'no error', 'a language of a country');
select is(pg_temp.set_profile($$locale = 'zh-Hant-TW'$$), 'no error', 'in a script');
select is(pg_temp.set_profile($$locale = 'english'$$), '23514', 'not a word');
select is(pg_temp.set_profile($$locale = 'pt_BR'$$), '23514', 'not the form of an operating system');

select * from finish();
