import { canonicalPhone, isBsuid } from './identity.ts';

/** A message of ours that is to be sent. */
export interface OutboundMessage {
  /** Our message id; comes back as `biz_opaque_callback_data` with every status. */
  message_id: string;
  /** The phone. It is used when known, also beside a BSUID: Meta recommends it, and `to` wins anyway. */
  to?: string | null;
  /** BSUID or parent BSUID. */
  recipient?: string | null;
  type: string;
  /** Meta's object keyed by type, e.g. `{"text": {"body": "hi"}}`. */
  content: Record<string, unknown>;
  /** Quotes this message. */
  context_wamid?: string | null;
}

/** A message that must not be sent as it is; nothing was sent. */
export class EnvelopeError extends Error {
  readonly slug:
    | 'bsuid_in_to'
    | 'phone_invalid'
    | 'recipient_invalid'
    | 'recipient_missing'
    | 'content_missing';

  constructor(slug: EnvelopeError['slug']) {
    super(`message cannot be sent: ${slug}`);
    this.name = 'EnvelopeError';
    this.slug = slug;
  }
}

/**
 * The body of `POST /{phone_number_id}/messages`.
 *
 * A BSUID in `to` is refused here, because Meta would not: it answers 200 with a wamid and loses the message
 * (chatwoot PR 15150). Facts: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 * @throws EnvelopeError
 */
export function buildEnvelope(message: OutboundMessage): Record<string, unknown> {
  const { type, content } = message;
  const object = content[type];
  if (typeof object !== 'object' || object === null) {
    throw new EnvelopeError('content_missing');
  }
  const envelope: Record<string, unknown> = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...address(message),
    biz_opaque_callback_data: message.message_id,
    type,
    [type]: object,
  };
  // Meta refuses a context on reactions: the target is inside.
  if (message.context_wamid && type !== 'reaction') {
    envelope.context = { message_id: message.context_wamid };
  }
  return envelope;
}

function address(message: OutboundMessage): { to: string } | { recipient: string } {
  if (message.to) {
    if (isBsuid(message.to)) {
      throw new EnvelopeError('bsuid_in_to');
    }
    const phone = canonicalPhone(message.to);
    if (phone === null) {
      throw new EnvelopeError('phone_invalid');
    }
    return { to: phone };
  }
  if (message.recipient) {
    if (!isBsuid(message.recipient)) {
      throw new EnvelopeError('recipient_invalid');
    }
    return { recipient: message.recipient };
  }
  throw new EnvelopeError('recipient_missing');
}
