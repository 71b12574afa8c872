import type { z } from 'zod';
import { cleanJson, cleanText } from './clean-json.ts';
import { classifyIdentity } from './identity.ts';
import type { ChangeOrigin } from './webhook.ts';
import type { MessageItem } from './webhook-items.ts';
import {
  contactSchema,
  contentTextSchema,
  systemSchema,
  type WebhookContact,
  type WebhookMessage,
} from './webhook-schemas.ts';

/** Finds the contact of a message among `value.contacts`. */
export type FindContact = (message: WebhookMessage) => WebhookContact | null;

/** Keys of a message that are not content. */
const envelopeKeys: ReadonlySet<string> = new Set([
  'id',
  'timestamp',
  'type',
  'from',
  'from_user_id',
  'from_parent_user_id',
  'group_id',
  'context',
]);

/**
 * Makes the search in `value.contacts`. Contacts are matched by id and never by position: nothing documents that
 * the two arrays run in parallel.
 */
export function createContactFinder(parts: unknown[]): FindContact {
  const contacts = parts.flatMap((part) => {
    const parsed = contactSchema.safeParse(part);
    return parsed.success ? [parsed.data] : [];
  });
  const [only] = contacts;
  if (only && contacts.length === 1) {
    return (message) => (contradicts(only, message) ? null : only);
  }
  const byId = new Map<string, WebhookContact>();
  for (const contact of contacts) {
    if (contact.wa_id) byId.set(contact.wa_id, contact);
    if (contact.user_id) byId.set(contact.user_id, contact);
  }
  return ({ from_user_id, from }) => byId.get(from_user_id ?? '') ?? byId.get(from ?? '') ?? null;
}

/** True when both name a sender and it is not the same one; either may leave its ids out. */
function contradicts(contact: WebhookContact, message: WebhookMessage): boolean {
  if (contact.user_id && message.from_user_id) {
    return contact.user_id !== message.from_user_id;
  }
  return Boolean(contact.wa_id && message.from && contact.wa_id !== message.from);
}

/** One message as an item, or null when it tells nothing of its sender. */
export function normaliseMessage(
  origin: ChangeOrigin,
  message: WebhookMessage,
  findContact: FindContact,
): MessageItem | null {
  // Meta sends no contact with a system message; one that stands in the same batch is somebody else.
  const contact = message.type === 'system' ? null : findContact(message);
  const sender = classifyIdentity(
    message.from || contact?.wa_id || undefined,
    message.from_user_id || contact?.user_id || undefined,
  );
  // A number change speaks of the person inside `system`: there the outer sender may be missing.
  if (sender.phone === null && sender.bsuid === null && !namesSomeone(message)) {
    return null;
  }
  const text = (value: string | null | undefined) => (value ? cleanText(value) : null);
  return {
    kind: 'message',
    ...origin,
    wamid: cleanText(message.id),
    timestamp: message.timestamp,
    from_phone: sender.phone,
    bsuid: text(sender.bsuid),
    parent_bsuid: text(message.from_parent_user_id || contact?.parent_user_id),
    username: text(contact?.profile?.username?.replace(/^@/, '')),
    profile_name: text(contact?.profile?.name),
    group_id: text(message.group_id),
    type: cleanText(message.type),
    body: text(bodyOf(message.type, message)),
    content: contentOf(message),
    context_wamid: text(message.context?.id),
  };
}

/** Everything that is not envelope, so that a type unknown today is still kept whole. */
function contentOf(message: WebhookMessage): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const key of Object.keys(message)) {
    if (!envelopeKeys.has(key) && message[key] !== undefined && message[key] !== null) {
      content[key] = message[key];
    }
  }
  const { id: _id, from: _from, ...more } = message.context ?? {};
  if (Object.keys(more).length > 0) {
    content.context = more;
  }
  return cleanJson(content);
}

function namesSomeone(message: WebhookMessage): boolean {
  if (message.type !== 'system') {
    return false;
  }
  const system = systemSchema.safeParse(message.system);
  return system.success && Boolean(system.data.wa_id || system.data.user_id || system.data.previous_user_id);
}

/** The words of a message, or null when it has none. */
function bodyOf(type: string, message: Record<string, unknown>): string | null {
  if (type === 'edit') {
    return editedBody(message.edit);
  }
  const parsed = contentTextSchema.safeParse({ [type]: message[type] });
  return parsed.success ? (wordsOf(type, parsed.data) ?? null) : null;
}

/** An edit carries the new message inside; an edit of an edit is not documented. */
function editedBody(edit: unknown): string | null {
  if (typeof edit !== 'object' || edit === null || !('message' in edit)) {
    return null;
  }
  const { message } = edit;
  if (typeof message !== 'object' || message === null || !('type' in message)) {
    return null;
  }
  return typeof message.type === 'string' && message.type !== 'edit'
    ? bodyOf(message.type, { ...message })
    : null;
}

function wordsOf(type: string, content: z.infer<typeof contentTextSchema>): string | null | undefined {
  switch (type) {
    case 'text':
      return content.text?.body;
    case 'image':
      return content.image?.caption;
    case 'video':
      return content.video?.caption;
    case 'document':
      return content.document?.caption || content.document?.filename;
    case 'location':
      return content.location?.name || content.location?.address;
    case 'contacts':
      return content.contacts?.flatMap((contact) => contact.name?.formatted_name || []).join(', ');
    case 'button':
      return content.button?.text || content.button?.payload;
    case 'interactive': {
      const { button_reply, list_reply, nfm_reply } = content.interactive ?? {};
      return button_reply?.title || list_reply?.title || nfm_reply?.body;
    }
    case 'reaction':
      return content.reaction?.emoji;
    case 'order':
      return content.order?.text;
    case 'system':
      return content.system?.body;
    default:
      return null;
  }
}
