-- Whole messages, however they are typed.
select plan(39);
select tests.build_world();

create function pg_temp.heard(said text, content jsonb default null, type text default 'text') returns text
language plpgsql volatile
as $$
declare
  v_phone text := '+1555' || (1000000 + floor(random() * 8999999))::int;
begin
  perform tests.inbound('number_a1', v_phone, null, now(), null, jsonb_build_object('body', said, 'type', type,
    'content', coalesce(content, jsonb_build_object('text', jsonb_build_object('body', said)))));
  return (select s.state from public.consents s join public.contacts c on c.id = s.contact_id
    where c.phone = v_phone and s.category = 'marketing');
end
$$;

select is(pg_temp.heard(word), 'opted_out', 'stops: ' || word)
from unnest(array['STOP', 'stop', ' Stop!! ', 's.t.o.p', 'ＳＴＯＰ', 'Stop 🛑', '🛑STOP🛑', 'Unsubscribe', 'opt-out', 'Stop all', 'BAJA',
  'Cancelar suscripción', 'CANCELAR SUSCRIPCION', 'no más mensajes', 'Sair', 'descadastrar', 'Não quero receber', 'ARRÊT', 'arret',
  'Désabonner.', 'me désabonner', 'Stopp', 'Abmelden!', 'बंद करें', 'बंद', 'Berhenti', 'berhenti berlangganan', 'إيقاف', 'ايقاف',
  'إِيقَافٌ',
  'إيـقـاف', 'إلغاء الاشتراك', 'S' || E'\u200b' || 'TOP']) as word;
select is(pg_temp.heard('Please stop by tomorrow'), null, 'a sentence with the word is no objection');
select is(pg_temp.heard('Cancel'), null, 'nor is an answer to another question');
select is(pg_temp.heard('unstop'), 'opted_in', 'the way back');
select is(pg_temp.heard('Stop promotions', '{"button": {"payload": "STOP_PROMO", "text": "No, thanks"}}', 'button'), 'opted_out',
  'a quick reply of a template, by its payload');
select is(pg_temp.heard('Stop', '{"interactive": {"type": "button_reply", "button_reply": {"id": "b1", "title": "Stop"}}}', 'interactive'),
  'opted_out', 'a reply button, by its title');
insert into public.consent_settings (organization_id, brand_id, stop_words) values (tests.id('org_a'), tests.id('a1'), '{"Genug!"}');
select is(pg_temp.heard('genug'), 'opted_out', 'a word of the brand');

select * from finish();
