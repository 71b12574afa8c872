import { type Refusal, refuse } from './graph-errors.ts';
import { validateInteractive } from './interactive-validation.ts';
import { isObject, isText, type Json } from './json.ts';

/** What the content checks need to know about the rest of the simulator. */
export interface SendContext {
  hasMedia(id: string): boolean;
}

/** Fields of the envelope; anything else is "Unexpected key" (code 100). */
const ENVELOPE = new Set([
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'context',
  'type',
  'biz_opaque_callback_data',
  'recipient_identity_key_hash',
  'messaging_account_id',
  'paid_messaging_account_id',
  'status',
  'message_id',
  'typing_indicator',
  'product_policy',
  'message_activity_sharing',
]);

const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'] as const;

type ContentCheck = (content: unknown, context: SendContext) => Refusal | null;

const CONTENT: Record<string, ContentCheck> = {
  text: (content) => {
    if (!isObject(content) || !isText(content.body))
      return refuse(131008, "Parameter text['body'] is required.");
    return content.body.length > 4096
      ? refuse(131009, "Param text['body'] must be at most 4096 characters long.")
      : null;
  },
  template: (content) => (isObject(content) ? null : refuse(131008, "Parameter 'template' is required.")),
  location: (content) => {
    if (!isObject(content)) return refuse(131008, "Parameter 'location' is required.");
    const latitude = Number(content.latitude);
    const longitude = Number(content.longitude);
    return content.latitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
      ? null
      : refuse(131009, 'location needs a latitude and a longitude.');
  },
  contacts: (content) => {
    if (!Array.isArray(content) || content.length === 0)
      return refuse(131008, "Parameter 'contacts' is required.");
    return content.every((one) => isObject(one) && isObject(one.name) && isText(one.name.formatted_name))
      ? null
      : refuse(131008, "Parameter contacts['name']['formatted_name'] is required.");
  },
  reaction: (content) => {
    if (!isObject(content) || !isText(content.message_id)) {
      return refuse(131008, "Parameter reaction['message_id'] is required.");
    }
    return typeof content.emoji === 'string'
      ? null
      : refuse(131008, "Parameter reaction['emoji'] is required.");
  },
  interactive: (content) =>
    isObject(content) ? validateInteractive(content) : refuse(131008, "Parameter 'interactive' is required."),
};
for (const type of MEDIA_TYPES) CONTENT[type] = (content, context) => validateMedia(type, content, context);

function validateMedia(type: string, content: unknown, context: SendContext): Refusal | null {
  if (!isObject(content)) return refuse(131008, `Parameter '${type}' is required.`);
  if (isText(content.id)) {
    if (!context.hasMedia(content.id))
      return refuse(131053, `Media ${content.id} does not exist or has expired.`);
  } else if (!isText(content.link)) {
    return refuse(131008, `Parameter ${type}['id'] or ${type}['link'] is required.`);
  } else if (!/^https?:\/\//.test(content.link)) {
    return refuse(131009, `Param ${type}['link'] is not a valid URL.`);
  }
  if (content.caption === undefined) return null;
  if (type === 'audio' || type === 'sticker')
    return refuse(100, `Unexpected key "caption" on param "${type}".`);
  return typeof content.caption === 'string' && content.caption.length <= 1024
    ? null
    : refuse(131009, `Param ${type}['caption'] must be at most 1024 characters long.`);
}

/** True for the body that marks an inbound message as read (with or without a typing indicator). */
export function isReadReceipt(body: Json): boolean {
  return body.status !== undefined;
}

/** Checks a read receipt (facts §1.6). */
export function validateReadReceipt(body: Json): Refusal | null {
  if (body.messaging_product !== 'whatsapp')
    return refuse(100, 'The parameter messaging_product is required.');
  if (body.status !== 'read') return refuse(100, 'Param status must be one of {READ}.');
  if (!isText(body.message_id)) return refuse(100, 'The parameter message_id is required.');
  const typing = body.typing_indicator;
  if (typing !== undefined && !(isObject(typing) && typing.type === 'text')) {
    return refuse(100, "Param typing_indicator['type'] must be one of {TEXT}.");
  }
  return null;
}

/** Checks envelope and content of a send; templates are checked against their shape elsewhere. */
export function validateSend(body: Json, context: SendContext): Refusal | null {
  if (body.messaging_product !== 'whatsapp')
    return refuse(100, 'The parameter messaging_product is required.');
  const type = body.type ?? 'text';
  const check = typeof type === 'string' && Object.hasOwn(CONTENT, type) ? CONTENT[type] : undefined;
  if (typeof type !== 'string' || check === undefined) {
    return refuse(
      100,
      `Param type must be one of {${Object.keys(CONTENT).join(', ').toUpperCase()}} - got "${String(type)}".`,
    );
  }
  for (const key in body) {
    if (!ENVELOPE.has(key) && key !== type) return refuse(100, `Unexpected key "${key}" on param "".`);
  }
  const { recipient_type: kind, biz_opaque_callback_data: biz, context: quoted } = body;
  if (kind !== undefined && kind !== 'individual') {
    return refuse(100, 'Param recipient_type must be INDIVIDUAL (groups are not simulated).');
  }
  if (biz !== undefined && (typeof biz !== 'string' || biz.length > 512)) {
    return refuse(100, 'Param biz_opaque_callback_data must be a string of at most 512 characters.');
  }
  if (quoted !== undefined && !(isObject(quoted) && isText(quoted.message_id))) {
    return refuse(131008, "Parameter context['message_id'] is required.");
  }
  if (quoted !== undefined && type === 'reaction') return refuse(100, 'A reaction takes no context.');
  return check(body[type], context);
}
