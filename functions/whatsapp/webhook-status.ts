import { cleanJson, cleanText } from './clean-json.ts';
import { classifyIdentity } from './identity.ts';
import type { ChangeOrigin } from './webhook.ts';
import type { StatusItem } from './webhook-items.ts';
import { type WebhookStatus, webhookErrorSchema } from './webhook-schemas.ts';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One status as an item. Join it by `wamid` or `message_id`; the recipient may be absent altogether. */
export function normaliseStatus(origin: ChangeOrigin, status: WebhookStatus): StatusItem {
  // In a group `recipient_id` is the group, and the person is the participant.
  const isGroup = status.recipient_type === 'group' || Boolean(status.recipient_participant_id);
  const recipient = isGroup
    ? classifyIdentity(
        status.recipient_participant_id ?? undefined,
        status.recipient_participant_user_id ?? undefined,
      )
    : classifyIdentity(status.recipient_id ?? undefined, status.recipient_user_id ?? undefined);
  const callback = status.biz_opaque_callback_data ?? '';
  return {
    kind: 'status',
    ...origin,
    wamid: cleanText(status.id),
    message_id: uuidShape.test(callback) ? callback.toLowerCase() : null,
    status: cleanText(status.status),
    timestamp: status.timestamp,
    recipient_phone: recipient.phone,
    recipient_bsuid: recipient.bsuid === null ? null : cleanText(recipient.bsuid),
    error: errorOf(status.errors?.[0]),
    pricing: cleanJson(status.pricing ?? null),
  };
}

function errorOf(part: unknown): StatusItem['error'] {
  if (part === undefined) {
    return null;
  }
  const parsed = webhookErrorSchema.safeParse(part);
  if (!parsed.success) {
    // A failure whose reason cannot be read is still a failure; 131000 is Meta's "unknown error".
    return { code: 131000, title: null, details: null };
  }
  const { code, title, message, error_data } = parsed.data;
  const details = error_data?.details || message;
  return { code, title: title ? cleanText(title) : null, details: details ? cleanText(details) : null };
}
