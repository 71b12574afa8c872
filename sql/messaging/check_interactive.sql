create function private.check_header(header jsonb, path text, types text[]) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := header ->> 'type';
begin
  perform private.check_object(header, path, array['type', 'text', 'image', 'video', 'document']);
  perform private.check_choice(header -> 'type', path || '.type', types);
  if v_type = 'text' then
    perform private.check_text(header -> 'text', path || '.text', 60);
  else
    perform private.check_media(header -> v_type, path || '.' || v_type,
      case v_type when 'document' then array['filename'] else array[]::text[] end);
  end if;
end
$$;
comment on function private.check_header(jsonb, text, text[]) is 'The header of an interactive message or of a card.';

create function private.check_interactive_frame(interactive jsonb, parts text[], longest_body int) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := interactive ->> 'type';
begin
  perform private.check_object(interactive, 'interactive', array['type', 'action', 'body'] || parts);
  if interactive ? 'header' then
    perform private.check_header(interactive -> 'header', 'interactive.header', case v_type
      when 'list' then array['text'] when 'product_list' then array['text']
      else array['text', 'image', 'video', 'document'] end);
  end if;
  if interactive ? 'body' or v_type not in ('product', 'catalog_message') then
    perform private.check_object(interactive -> 'body', 'interactive.body', array['text']);
    perform private.check_text(interactive -> 'body' -> 'text', 'interactive.body.text', longest_body);
  end if;
  if interactive ? 'footer' then
    perform private.check_object(interactive -> 'footer', 'interactive.footer', array['text']);
    perform private.check_text(interactive -> 'footer' -> 'text', 'interactive.footer.text', 60);
  end if;
end
$$;
comment on function private.check_interactive_frame(jsonb, text[], int) is 'Header, body and footer of an interactive message.';

create function private.check_reply_buttons(buttons jsonb, path text, most int) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.check_list(buttons, path, 1, most);
  for i in 0 .. jsonb_array_length(buttons) - 1 loop
    perform private.check_object(buttons -> i, format('%s[%s]', path, i), array['type', 'reply', 'quick_reply']);
    perform private.check_object(buttons -> i -> 'reply', format('%s[%s].reply', path, i), array['id', 'title']);
    perform private.check_text(buttons -> i -> 'reply' -> 'id', format('%s[%s].reply.id', path, i), 256);
    perform private.check_text(buttons -> i -> 'reply' -> 'title', format('%s[%s].reply.title', path, i), 20);
  end loop;
  perform private.check_distinct(array(select b -> 'reply' ->> 'title' from jsonb_array_elements(buttons) as b), path || ' titles');
  perform private.check_distinct(array(select b -> 'reply' ->> 'id' from jsonb_array_elements(buttons) as b), path || ' ids');
end
$$;
comment on function private.check_reply_buttons(jsonb, text, int) is 'Reply buttons: id 256, title 20, both without doubles.';

create function private.check_list_sections(action jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_sections jsonb := action -> 'sections';
  v_row jsonb;
  v_path text;
  v_rows int := 0;
begin
  perform private.check_object(action, 'interactive.action', array['button', 'sections']);
  perform private.check_text(action -> 'button', 'interactive.action.button', 20);
  perform private.check_list(v_sections, 'interactive.action.sections', 1, 10);
  for i in 0 .. jsonb_array_length(v_sections) - 1 loop
    v_path := format('interactive.action.sections[%s]', i);
    perform private.check_object(v_sections -> i, v_path, array['title', 'rows']);
    perform private.check_text(v_sections -> i -> 'title', v_path || '.title', 24, jsonb_array_length(v_sections) = 1);
    perform private.check_list(v_sections -> i -> 'rows', v_path || '.rows', 1, 10);
    for j in 0 .. jsonb_array_length(v_sections -> i -> 'rows') - 1 loop
      v_row := v_sections -> i -> 'rows' -> j;
      perform private.check_object(v_row, format('%s.rows[%s]', v_path, j), array['id', 'title', 'description']);
      perform private.check_text(v_row -> 'id', format('%s.rows[%s].id', v_path, j), 200);
      perform private.check_text(v_row -> 'title', format('%s.rows[%s].title', v_path, j), 24);
      perform private.check_text(v_row -> 'description', format('%s.rows[%s].description', v_path, j), 72, true);
      v_rows := v_rows + 1;
    end loop;
  end loop;
  if v_rows > 10 then
    perform private.refuse_field('interactive.action.sections', format('may have 10 rows in all and have %s', v_rows));
  end if;
  perform private.check_distinct(
    array(select r ->> 'id' from jsonb_array_elements(v_sections) as s, jsonb_array_elements(s -> 'rows') as r),
    'interactive.action.sections row ids');
end
$$;
comment on function private.check_list_sections(jsonb) is
  'The action of a list: 10 sections, 10 rows in all; row id 200, title 24, description 72.';

create function private.check_url_button(action jsonb, path text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.check_object(action, path, array['name', 'parameters']);
  perform private.check_choice(action -> 'name', path || '.name', array['cta_url']);
  perform private.check_object(action -> 'parameters', path || '.parameters', array['display_text', 'url']);
  perform private.check_text(action -> 'parameters' -> 'display_text', path || '.parameters.display_text', 20);
  perform private.check_url(action -> 'parameters' -> 'url', path || '.parameters.url');
end
$$;
comment on function private.check_url_button(jsonb, text) is 'A button that opens an address.';

create function private.check_flow_action(action jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_flow jsonb := action -> 'parameters';
  v_path text := 'interactive.action.parameters';
begin
  perform private.check_object(action, 'interactive.action', array['name', 'parameters']);
  perform private.check_choice(action -> 'name', 'interactive.action.name', array['flow']);
  perform private.check_object(v_flow, v_path, array['flow_message_version', 'flow_token', 'flow_id', 'flow_name', 'flow_cta', 'mode',
    'flow_action', 'flow_action_payload']);
  perform private.check_choice(v_flow -> 'flow_message_version', v_path || '.flow_message_version', array['3']);
  perform private.check_text(v_flow -> 'flow_cta', v_path || '.flow_cta', 20);
  perform private.check_text(v_flow -> 'flow_token', v_path || '.flow_token', 512, true);
  perform private.check_text(v_flow -> 'flow_id', v_path || '.flow_id', 64, true);
  perform private.check_text(v_flow -> 'flow_name', v_path || '.flow_name', 200, true);
  if (v_flow ? 'flow_id') = (v_flow ? 'flow_name') then
    perform private.refuse_field(v_path, 'needs either flow_id or flow_name');
  end if;
  perform private.check_choice(v_flow -> 'mode', v_path || '.mode', array['draft', 'published'], true);
  perform private.check_choice(v_flow -> 'flow_action', v_path || '.flow_action', array['navigate', 'data_exchange'], true);
  if v_flow ->> 'flow_action' = 'navigate' then
    perform private.check_text(v_flow -> 'flow_action_payload' -> 'screen', v_path || '.flow_action_payload.screen', 200);
  end if;
end
$$;
comment on function private.check_flow_action(jsonb) is 'The action that opens a Flow.';

create function private.check_products(action jsonb, type text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_sections jsonb := action -> 'sections';
  v_path text;
  v_items int := 0;
begin
  if type = 'catalog_message' then
    perform private.check_object(action, 'interactive.action', array['name', 'parameters']);
    perform private.check_choice(action -> 'name', 'interactive.action.name', array['catalog_message']);
    if action ? 'parameters' then
      perform private.check_object(action -> 'parameters', 'interactive.action.parameters', array['thumbnail_product_retailer_id']);
    end if;
    return;
  end if;
  perform private.check_object(action, 'interactive.action',
    case type when 'product' then array['catalog_id', 'product_retailer_id'] else array['catalog_id', 'sections'] end);
  perform private.check_text(action -> 'catalog_id', 'interactive.action.catalog_id', 64);
  if type = 'product' then
    perform private.check_text(action -> 'product_retailer_id', 'interactive.action.product_retailer_id', 100);
    return;
  end if;
  perform private.check_list(v_sections, 'interactive.action.sections', 1, 10);
  for i in 0 .. jsonb_array_length(v_sections) - 1 loop
    v_path := format('interactive.action.sections[%s]', i);
    perform private.check_object(v_sections -> i, v_path, array['title', 'product_items']);
    perform private.check_text(v_sections -> i -> 'title', v_path || '.title', 24, jsonb_array_length(v_sections) = 1);
    perform private.check_list(v_sections -> i -> 'product_items', v_path || '.product_items', 1, 30);
    for j in 0 .. jsonb_array_length(v_sections -> i -> 'product_items') - 1 loop
      perform private.check_text(v_sections -> i -> 'product_items' -> j -> 'product_retailer_id',
        format('%s.product_items[%s].product_retailer_id', v_path, j), 100);
      v_items := v_items + 1;
    end loop;
  end loop;
  if v_items > 30 then
    perform private.refuse_field('interactive.action.sections', format('may have 30 products in all and have %s', v_items));
  end if;
end
$$;
comment on function private.check_products(jsonb, text) is
  'The action of a product, a list of products (30 in 10 sections) or the catalogue.';

create function private.check_cards(action jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_cards jsonb := action -> 'cards';
  v_card jsonb;
  v_path text;
begin
  perform private.check_object(action, 'interactive.action', array['cards']);
  perform private.check_list(v_cards, 'interactive.action.cards', 2, 10);
  for i in 0 .. jsonb_array_length(v_cards) - 1 loop
    v_card := v_cards -> i;
    v_path := format('interactive.action.cards[%s]', i);
    perform private.check_object(v_card, v_path, array['card_index', 'type', 'header', 'body', 'action']);
    if v_card -> 'card_index' is distinct from to_jsonb(i) then
      perform private.refuse_field(v_path || '.card_index', format('must be %s: cards are numbered from 0', i));
    end if;
    perform private.check_choice(v_card -> 'type', v_path || '.type', array['cta_url', 'button']);
    if v_card -> 'type' is distinct from v_cards -> 0 -> 'type' then
      perform private.refuse_field(v_path || '.type', 'must be the same on all cards');
    end if;
    perform private.check_header(v_card -> 'header', v_path || '.header', array['image', 'video']);
    if v_card ? 'body' then
      perform private.check_text(v_card -> 'body' -> 'text', v_path || '.body.text', 160);
    end if;
    if v_card ->> 'type' = 'cta_url' then
      perform private.check_url_button(v_card -> 'action', v_path || '.action');
    else
      perform private.check_list(v_card -> 'action' -> 'buttons', v_path || '.action.buttons', 1, 3);
    end if;
  end loop;
end
$$;
comment on function private.check_cards(jsonb) is 'The cards of a carousel: 2 to 10 of one type, numbered from 0.';

create function private.check_named_action(action jsonb, name text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform private.check_object(action, 'interactive.action', array['name']);
  perform private.check_choice(action -> 'name', 'interactive.action.name', array[name]);
end
$$;
comment on function private.check_named_action(jsonb, text) is 'An action that is nothing but its name.';

create function private.check_interactive(interactive jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_type text := interactive ->> 'type';
  v_action jsonb := interactive -> 'action';
begin
  perform private.check_choice(interactive -> 'type', 'interactive.type', array['button', 'list', 'cta_url', 'flow', 'product',
    'product_list', 'catalog_message', 'location_request_message', 'request_contact_info', 'carousel']);
  perform private.check_interactive_frame(interactive,
    case
      when v_type in ('button', 'list', 'cta_url', 'flow', 'product_list') then array['header', 'footer']
      when v_type in ('product', 'catalog_message') then array['footer']
      else array[]::text[]
    end,
    case v_type when 'list' then 4096 else 1024 end);
  case v_type
    when 'button' then
      perform private.check_object(v_action, 'interactive.action', array['buttons']);
      perform private.check_reply_buttons(v_action -> 'buttons', 'interactive.action.buttons', 3);
    when 'list' then perform private.check_list_sections(v_action);
    when 'cta_url' then perform private.check_url_button(v_action, 'interactive.action');
    when 'flow' then perform private.check_flow_action(v_action);
    when 'location_request_message' then perform private.check_named_action(v_action, 'send_location');
    when 'request_contact_info' then perform private.check_named_action(v_action, 'request_contact_info');
    when 'carousel' then perform private.check_cards(v_action);
    when 'product_list' then
      if not interactive ? 'header' then
        perform private.refuse_field('interactive.header', 'is missing');
      end if;
      perform private.check_products(v_action, v_type);
    else perform private.check_products(v_action, v_type);
  end case;
end
$$;
comment on function private.check_interactive(jsonb) is 'An interactive message of any type, with Meta''s limits for it.';
