create function private.plain_words(words text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select translate(lower(regexp_replace(normalize(words, nfkd),
    '[\s!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u02b0-\u036f\u060c\u0610-\u061b\u061f\u0640\u064b-\u065f\u066a-\u066d\u0670'
    '\u06d4\u06d6-\u06ed\u093c\u0964\u0965\u2000-\u206f\u20d0-\u2bff\u3000-\u303f\ufe00-\ufe0f\ufe50-\ufe6f\ufeff'
    '\U0001f000-\U0001faff\U000e0000-\U000e007f]', '', 'g') collate "C"), 'ىة', 'يه')
$$;
comment on function private.plain_words(text) is
  'Words without what people vary in typing them: case, width, accents, Arabic vowel signs and tatweel, punctuation, spaces, emoji, '
  'invisible characters. Words are the same when this is the same.';

-- Words that stop or start messages when a message consists of nothing else. "Cancel", "end" and "quit" are missing on purpose: in a
-- conversation they answer other questions; a brand that wants them has consent_settings.stop_words.
create table private.consent_words (
  language text not null,
  state text not null constraint consent_words_state_is_known_check check (state in ('opted_in', 'opted_out')),
  word text not null,
  plain text generated always as (private.plain_words(word)) stored,
  constraint consent_words_pkey primary key (plain, language)
);
alter table private.consent_words enable row level security;
comment on table private.consent_words is 'Built-in words by which people object and agree, by language.';

insert into private.consent_words (language, state, word)
select w.language, w.state, word
from (values
  ('en', 'opted_out', 'stop|stop all|unsubscribe|opt out|stop promotions|stop messages|stop promo|remove me|do not message me'),
  ('en', 'opted_in', 'start|unstop|subscribe|resubscribe|opt in|resume'),
  ('es', 'opted_out', 'baja|darme de baja|dar de baja|quiero darme de baja|cancelar suscripción|desuscribir|desuscribirme|parar|detener|'
    || 'no más mensajes|no quiero más mensajes'),
  ('es', 'opted_in', 'alta|darme de alta|suscribir|suscribirme|reanudar|iniciar'),
  ('pt', 'opted_out', 'sair|parar|descadastrar|cancelar inscrição|cancelar assinatura|não quero receber|não quero mais receber|'
    || 'parar mensagens|remover'),
  ('pt', 'opted_in', 'voltar a receber|quero receber|inscrever|retomar|assinar'),
  ('fr', 'opted_out', 'arrêt|arrêter|arrêtez|désabonner|me désabonner|désabonnement|désinscription|désinscrire|plus de messages'),
  ('fr', 'opted_in', 'reprendre|abonner|m''abonner|s''abonner|inscription|réabonner'),
  ('de', 'opted_out', 'stopp|abmelden|abbestellen|austragen|abmeldung|keine nachrichten mehr|keine werbung'),
  ('de', 'opted_in', 'anmelden|abonnieren|starten|wieder anmelden'),
  ('hi', 'opted_out', 'बंद|बंद करो|बंद करें|बंद कीजिए|रोकें|रोको|स्टॉप|सदस्यता समाप्त|सदस्यता समाप्त करें|band karo'),
  ('hi', 'opted_in', 'शुरू|शुरू करें|शुरू करो|चालू करें|स्टार्ट|सदस्यता लें|shuru karo'),
  ('id', 'opted_out', 'berhenti|berhenti berlangganan|hentikan|jangan kirim lagi|stop langganan'),
  ('id', 'opted_in', 'mulai|mulai lagi|berlangganan|langganan|lanjutkan'),
  ('ar', 'opted_out', 'توقف|إيقاف|أوقف|إلغاء الاشتراك|الغ الاشتراك|وقف الرسائل|إيقاف الرسائل|قف|ستوب'),
  ('ar', 'opted_in', 'ابدأ|اشتراك|اشترك|استئناف|تفعيل الاشتراك|ستارت')
) as w (language, state, words), regexp_split_to_table(w.words, '\|') as word;

-- What is answered, once, when somebody's consent changed by a word or a button.
create table private.consent_replies (
  language text not null,
  state text not null constraint consent_replies_state_is_known_check check (state in ('opted_in', 'opted_out')),
  body text not null,
  constraint consent_replies_pkey primary key (language, state)
);
alter table private.consent_replies enable row level security;
comment on table private.consent_replies is 'Built-in confirmations, by language.';

insert into private.consent_replies (language, state, body) values
  ('en', 'opted_out', 'You will not get these messages any more. Write START to get them again.'),
  ('en', 'opted_in', 'You will get our messages again. Write STOP at any time to end them.'),
  ('es', 'opted_out', 'Ya no recibirás estos mensajes. Escribe ALTA para volver a recibirlos.'),
  ('es', 'opted_in', 'Volverás a recibir nuestros mensajes. Escribe BAJA cuando quieras dejar de recibirlos.'),
  ('pt', 'opted_out', 'Você não receberá mais estas mensagens. Escreva QUERO RECEBER para voltar a recebê-las.'),
  ('pt', 'opted_in', 'Você voltará a receber nossas mensagens. Escreva SAIR a qualquer momento para parar.'),
  ('fr', 'opted_out', 'Vous ne recevrez plus ces messages. Écrivez REPRENDRE pour les recevoir de nouveau.'),
  ('fr', 'opted_in', 'Vous recevrez de nouveau nos messages. Écrivez ARRÊT à tout moment pour y mettre fin.'),
  ('de', 'opted_out', 'Sie erhalten diese Nachrichten nicht mehr. Schreiben Sie STARTEN, um sie wieder zu erhalten.'),
  ('de', 'opted_in', 'Sie erhalten unsere Nachrichten wieder. Mit STOPP beenden Sie sie jederzeit.'),
  ('hi', 'opted_out', 'अब आपको ये संदेश नहीं मिलेंगे। फिर से पाने के लिए शुरू लिखें।'),
  ('hi', 'opted_in', 'अब आपको हमारे संदेश फिर से मिलेंगे। रोकने के लिए कभी भी बंद लिखें।'),
  ('id', 'opted_out', 'Anda tidak akan menerima pesan ini lagi. Tulis MULAI untuk menerimanya kembali.'),
  ('id', 'opted_in', 'Anda akan menerima pesan kami lagi. Tulis BERHENTI kapan saja untuk menghentikannya.'),
  ('ar', 'opted_out', 'لن تصلك هذه الرسائل بعد الآن. اكتب اشتراك لتصلك من جديد.'),
  ('ar', 'opted_in', 'ستصلك رسائلنا من جديد. اكتب إيقاف في أي وقت لإيقافها.');
