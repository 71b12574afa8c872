import { type Refusal, refuse } from './graph-errors.ts';
import { isObject, isText, type Json } from './json.ts';

const TYPES = new Set([
  'button',
  'list',
  'cta_url',
  'flow',
  'product',
  'product_list',
  'catalog_message',
  'location_request_message',
  'request_contact_info',
  'carousel',
  'voice_call',
  'call_permission_request',
  'address_message',
  'order_details',
  'order_status',
]);

function tooLong(path: string, limit: number): Refusal {
  return refuse(131009, `Parameter '${path}' is longer than ${limit} characters.`);
}

function missing(path: string): Refusal {
  return refuse(131008, `Parameter '${path}' is required.`);
}

/** Checks `interactive` of a send against the limits of facts §1.4. */
export function validateInteractive(interactive: Json): Refusal | null {
  const { type, body, footer, header, action } = interactive;
  if (!isText(type)) return missing("interactive['type']");
  if (!TYPES.has(type))
    return refuse(100, `Param interactive['type'] must be one of {${[...TYPES].join(', ')}}.`);
  const needsBody = type !== 'product';
  if (needsBody && !(isObject(body) && isText(body.text))) return missing("interactive['body']['text']");
  if (isObject(body) && typeof body.text === 'string' && body.text.length > (type === 'list' ? 4096 : 1024)) {
    return tooLong("interactive['body']['text']", type === 'list' ? 4096 : 1024);
  }
  if (isObject(footer) && typeof footer.text === 'string' && footer.text.length > 60) {
    return tooLong("interactive['footer']['text']", 60);
  }
  const refused = header === undefined ? null : validateHeader(type, header);
  if (refused !== null) return refused;
  if (!isObject(action)) return missing("interactive['action']");
  if (type === 'button') return validateButtons(action);
  if (type === 'list') return validateList(action);
  if (type === 'cta_url') return validateUrlButton(action);
  if (type === 'flow') return validateFlow(action);
  if (type === 'carousel') return validateCarousel(action);
  return null;
}

function validateHeader(type: string, header: unknown): Refusal | null {
  if (!isObject(header) || !isText(header.type)) return missing("interactive['header']['type']");
  if (type === 'list' && header.type !== 'text') {
    return refuse(131009, 'A list message takes a text header only.');
  }
  if (header.type !== 'text')
    return isObject(header[header.type]) ? null : missing(`header['${header.type}']`);
  if (!isText(header.text)) return missing("interactive['header']['text']");
  return header.text.length > 60 ? tooLong("interactive['header']['text']", 60) : null;
}

function validateButtons({ buttons }: Json): Refusal | null {
  if (!Array.isArray(buttons) || buttons.length === 0) return missing("interactive['action']['buttons']");
  if (buttons.length > 3) return refuse(131009, 'A reply button message takes at most 3 buttons.');
  const titles = new Set<string>();
  for (const button of buttons) {
    const reply = isObject(button) && isObject(button.reply) ? button.reply : undefined;
    if (reply === undefined || !isText(reply.id) || !isText(reply.title)) return missing("buttons['reply']");
    if (reply.id.length > 256) return tooLong("reply['id']", 256);
    if (reply.title.length > 20) return tooLong("reply['title']", 20);
    titles.add(reply.title);
  }
  return titles.size === buttons.length ? null : refuse(131009, 'Titles of reply buttons must be unique.');
}

function validateList({ button, sections }: Json): Refusal | null {
  if (!isText(button)) return missing("interactive['action']['button']");
  if (button.length > 20) return tooLong("interactive['action']['button']", 20);
  if (!Array.isArray(sections) || sections.length === 0) return missing("interactive['action']['sections']");
  if (sections.length > 10) return refuse(131009, 'A list takes at most 10 sections.');
  let total = 0;
  for (const section of sections) {
    if (!isObject(section) || !Array.isArray(section.rows)) return missing("sections['rows']");
    if (sections.length > 1 && !isText(section.title)) return missing("sections['title']");
    if (typeof section.title === 'string' && section.title.length > 24)
      return tooLong("sections['title']", 24);
    for (const row of section.rows) {
      total += 1;
      if (!isObject(row) || !isText(row.id) || !isText(row.title)) return missing("sections['rows']");
      if (row.id.length > 200) return tooLong("rows['id']", 200);
      if (row.title.length > 24) return tooLong("rows['title']", 24);
      if (typeof row.description === 'string' && row.description.length > 72) {
        return tooLong("rows['description']", 72);
      }
    }
  }
  return total >= 1 && total <= 10 ? null : refuse(131009, 'A list takes 1 to 10 rows in total.');
}

function validateUrlButton({ parameters }: Json): Refusal | null {
  if (!isObject(parameters) || !isText(parameters.display_text)) return missing("parameters['display_text']");
  if (parameters.display_text.length > 20) return tooLong("parameters['display_text']", 20);
  return isText(parameters.url) && /^https?:\/\//.test(parameters.url)
    ? null
    : refuse(131009, "Parameter parameters['url'] is not a URL.");
}

function validateFlow({ parameters }: Json): Refusal | null {
  if (!isObject(parameters) || !isText(parameters.flow_cta)) return missing("parameters['flow_cta']");
  if (isText(parameters.flow_id) === isText(parameters.flow_name)) {
    return refuse(131009, 'Give either flow_id or flow_name.');
  }
  const { flow_action: action, flow_action_payload: payload } = parameters;
  if (action === undefined || action === 'data_exchange') return null;
  if (action !== 'navigate') return refuse(131009, 'flow_action must be navigate or data_exchange.');
  return isObject(payload) && isText(payload.screen) ? null : missing("flow_action_payload['screen']");
}

function validateCarousel({ cards }: Json): Refusal | null {
  return Array.isArray(cards) && cards.length >= 2 && cards.length <= 10
    ? null
    : refuse(131009, 'A carousel takes 2 to 10 cards.');
}
