create function private.check_template_parameter(parameter jsonb, path text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := parameter ->> 'type';
  v_value jsonb := parameter -> v_type;
begin
  perform private.check_object(parameter, path, array['type', 'parameter_name', 'text', 'currency', 'date_time', 'image', 'video',
    'document', 'location', 'payload', 'coupon_code', 'action', 'limited_time_offer', 'product']);
  perform private.check_choice(parameter -> 'type', path || '.type', array['text', 'currency', 'date_time', 'image', 'video', 'document',
    'location', 'payload', 'coupon_code', 'action', 'limited_time_offer', 'product']);
  case
    when v_type = 'text' then
      perform private.check_text(v_value, path || '.text', 32768);
      -- Meta refuses these in parameters (132018).
      if parameter ->> 'text' ~ '[\n\r\t]| {4}' then
        perform private.refuse_field(path || '.text', 'must not have line breaks, tabs or four spaces in a row');
      end if;
    when v_type in ('image', 'video') then perform private.check_media(v_value, path || '.' || v_type, array[]::text[]);
    when v_type = 'document' then perform private.check_media(v_value, path || '.document', array['filename']);
    when v_type = 'location' then perform private.check_coordinates(v_value, path || '.location');
    when v_type = 'payload' then perform private.check_text(v_value, path || '.payload', 256);
    when v_type = 'coupon_code' then perform private.check_text(v_value, path || '.coupon_code', 15);
    when v_type = 'limited_time_offer' then
      if coalesce(jsonb_typeof(v_value -> 'expiration_time_ms'), '') <> 'number' then
        perform private.refuse_field(path || '.limited_time_offer.expiration_time_ms', 'must be a time in milliseconds');
      end if;
    when v_type in ('currency', 'date_time') then
      perform private.check_text(v_value -> 'fallback_value', path || '.' || v_type || '.fallback_value', 1024);
    else
      if coalesce(jsonb_typeof(v_value), '') <> 'object' then
        perform private.refuse_field(path || '.' || v_type, 'must be an object');
      end if;
  end case;
end
$$;
comment on function private.check_template_parameter(jsonb, text) is 'One parameter of a template''s component, of any kind.';

create function private.check_template_component(component jsonb, path text, is_card boolean) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := lower(component ->> 'type');
  v_kind text := lower(component ->> 'sub_type');
  v_parameters jsonb := component -> 'parameters';
begin
  perform private.check_object(component, path, array['type', 'sub_type', 'index', 'parameters', 'cards']);
  if coalesce(v_type, '') <> all (case when is_card then array['header', 'body', 'button']
    else array['header', 'body', 'button', 'carousel', 'limited_time_offer', 'order_status'] end) then
    perform private.refuse_field(path || '.type', 'is not a kind of component');
  end if;
  if v_type = 'carousel' then
    perform private.check_list(component -> 'cards', path || '.cards', 2, 10);
    for i in 0 .. jsonb_array_length(component -> 'cards') - 1 loop
      perform private.check_object(component -> 'cards' -> i, format('%s.cards[%s]', path, i), array['card_index', 'components']);
      if component -> 'cards' -> i -> 'card_index' is distinct from to_jsonb(i) then
        perform private.refuse_field(format('%s.cards[%s].card_index', path, i), format('must be %s: cards are numbered from 0', i));
      end if;
      perform private.check_list(component -> 'cards' -> i -> 'components', format('%s.cards[%s].components', path, i), 1, 10);
      for j in 0 .. jsonb_array_length(component -> 'cards' -> i -> 'components') - 1 loop
        perform private.check_template_component(component -> 'cards' -> i -> 'components' -> j,
          format('%s.cards[%s].components[%s]', path, i, j), true);
      end loop;
    end loop;
    return;
  end if;
  if v_type = 'button' then
    if coalesce(v_kind, '') <> all (array['quick_reply', 'url', 'copy_code', 'flow', 'catalog', 'mpm', 'order_details', 'otp']) then
      perform private.refuse_field(path || '.sub_type', 'must be one of quick_reply, url, copy_code, flow, catalog, mpm');
    elsif coalesce(component ->> 'index', '') !~ '^[0-9]$' then
      perform private.refuse_field(path || '.index', 'must be the button''s place, from 0 to 9');
    end if;
  end if;
  if component ? 'parameters' then
    perform private.check_list(v_parameters, path || '.parameters', 0, 50);
    if v_type in ('header', 'button', 'limited_time_offer') and jsonb_array_length(v_parameters) > 1 then
      perform private.refuse_field(path || '.parameters', format('may have 1 entry and has %s', jsonb_array_length(v_parameters)));
    end if;
    for i in 0 .. jsonb_array_length(v_parameters) - 1 loop
      perform private.check_template_parameter(v_parameters -> i, format('%s.parameters[%s]', path, i));
    end loop;
  end if;
end
$$;
comment on function private.check_template_component(jsonb, text, boolean) is
  'One component of a template that is sent; cards hold components.';

create function private.check_template_message(template jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.check_object(template, 'template', array['name', 'language', 'components']);
  perform private.check_text(template -> 'name', 'template.name', 512);
  if template ->> 'name' !~ '^[a-z0-9_]+$' then
    perform private.refuse_field('template.name', 'may have small letters, digits and underscores');
  end if;
  perform private.check_object(template -> 'language', 'template.language', array['code', 'policy']);
  if coalesce(template -> 'language' ->> 'code', '') !~ '^[a-z]{2,3}(_[A-Za-z]{2,4})?$' then
    perform private.refuse_field('template.language.code', 'must be a language like en or en_US');
  end if;
  if template ? 'components' then
    perform private.check_list(template -> 'components', 'template.components', 0, 20);
    for i in 0 .. jsonb_array_length(template -> 'components') - 1 loop
      perform private.check_template_component(template -> 'components' -> i, format('template.components[%s]', i), false);
    end loop;
  end if;
end
$$;
comment on function private.check_template_message(jsonb) is 'A template with the values for its places.';

create function private.sent_parameters(components jsonb, component_type text) returns jsonb
language sql immutable parallel safe
set search_path = ''
as $$
  select coalesce((
    select c -> 'parameters' from jsonb_array_elements(components) as c
    where lower(c ->> 'type') = component_type and jsonb_typeof(c -> 'parameters') = 'array' limit 1), '[]')
$$;
comment on function private.sent_parameters(jsonb, text) is 'The values that a template message gives for its header or body.';

create function private.require_template(template jsonb, account public.whatsapp_accounts, contact public.contacts) returns public.templates
language plpgsql stable
set search_path = ''
as $$
declare
  v_template public.templates;
  v_sent jsonb := coalesce(template -> 'components', '[]');
  v_part jsonb;
  v_wanted text[];
  v_given jsonb;
  v_format text;
  v_index int;
begin
  select * into v_template from public.templates t
  where t.brand_id = account.brand_id and t.waba_id = account.waba_id and t.name = template ->> 'name'
    and t.language = template -> 'language' ->> 'code';
  if not found then
    perform private.fail('PT422', 'template_not_found',
      format('This number has no template %s in %s.', template ->> 'name', template -> 'language' ->> 'code'),
      'Choose one of the list, or synchronise templates with Meta.');
  elsif v_template.meta_status is distinct from 'APPROVED' then
    perform private.fail('PT409', 'template_not_approved',
      format('Meta has not approved the template %s (its status is %s).', v_template.name, coalesce(v_template.meta_status, 'unknown')),
      'Choose a template that Meta approved.');
  elsif v_template.category = 'AUTHENTICATION' and contact.phone is null then
    perform private.fail('PT422', 'phone_required', 'Authentication templates reach phone numbers only; of this contact only the '
      'WhatsApp user id is known.', 'Ask the contact to share the phone number first.');
  end if;
  for v_part in select c from jsonb_array_elements(v_template.components) as c where upper(c ->> 'type') in ('HEADER', 'BODY') loop
    v_format := upper(coalesce(v_part ->> 'format', 'TEXT'));
    v_given := private.sent_parameters(v_sent, lower(v_part ->> 'type'));
    v_wanted := array(select distinct p from unnest(private.text_placeholders(v_part ->> 'text')) as p order by p);
    if v_template.category = 'AUTHENTICATION' and upper(v_part ->> 'type') = 'BODY' then
      v_wanted := array['1']; -- Meta's own text, with the code in it, is not among what was submitted
    end if;
    if v_format in ('IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION') then
      if coalesce(v_given -> 0 ->> 'type', '') <> lower(v_format) then
        perform private.refuse_field('template.components', format('need a header with a parameter of type %s', lower(v_format)));
      end if;
    elsif jsonb_array_length(v_given) <> cardinality(v_wanted) then
      perform private.refuse_field('template.components', format('give %s values for the %s of %s, which has %s places (%s)',
        jsonb_array_length(v_given), lower(v_part ->> 'type'), v_template.name, cardinality(v_wanted),
        array_to_string(v_wanted, ', ')));
    elsif v_template.parameter_format = 'NAMED' and exists (
      select from jsonb_array_elements(v_given) as p where coalesce(p ->> 'parameter_name', '') <> all (v_wanted)) then
      perform private.refuse_field('template.components',
        format('name other places of the %s than there are: %s', lower(v_part ->> 'type'), array_to_string(v_wanted, ', ')));
    end if;
  end loop;
  for v_part, v_index in
    select b.value, b.n - 1
    from jsonb_array_elements(v_template.components) as c,
      jsonb_array_elements(case jsonb_typeof(c -> 'buttons') when 'array' then c -> 'buttons' else '[]' end) with ordinality as b (value, n)
    where upper(b.value ->> 'type') = 'URL' and b.value ->> 'url' ~ '\{\{'
  loop
    if not exists (
      select from jsonb_array_elements(v_sent) as s
      where lower(s ->> 'type') = 'button' and s ->> 'index' = v_index::text and s -> 'parameters' -> 0 ->> 'type' = 'text') then
      perform private.refuse_field('template.components',
        format('need a button with index %s: the address of %s ends in a value', v_index, v_part ->> 'text'));
    end if;
  end loop;
  return v_template;
end
$$;
comment on function private.require_template(jsonb, public.whatsapp_accounts, public.contacts) is
  'The approved template that a message names. Raises PT409 template_not_approved, PT422 template_not_found | message_invalid (a '
  'wrong number of values) | phone_required (authentication templates do not reach a WhatsApp user id, Meta''s code 131062).';
