/** One inbound message. */
export interface MessageItem {
  kind: 'message';
  /** Where it stands in the body, as in `RejectedPart`. */
  path: string;
  waba_id: string;
  phone_number_id: string;
  wamid: string;
  /** ISO 8601, the time the person sent it: windows are counted from here, not from arrival. */
  timestamp: string;
  /** '+' and digits; null when Meta hides the phone. */
  from_phone: string | null;
  /** null on `system` messages without it, and from senders older than April 2026. */
  bsuid: string | null;
  parent_bsuid: string | null;
  /** Without a leading '@'. For display: it changes and is no address. */
  username: string | null;
  profile_name: string | null;
  /** Set when the message was written in a group. */
  group_id: string | null;
  type: string;
  /** Words to show and search: text, caption, title of the chosen button or row. */
  body: string | null;
  /** Meta's object keyed by type, as received; `errors`, `unsupported`, `referral` and what `context` says beyond ids beside it. */
  content: Record<string, unknown>;
  context_wamid: string | null;
}

/** One status of a message of ours. */
export interface StatusItem {
  kind: 'status';
  path: string;
  waba_id: string;
  phone_number_id: string;
  wamid: string;
  /** Our message id out of `biz_opaque_callback_data`; null when that holds something else. */
  message_id: string | null;
  /** sent, delivered, read, played, failed; others pass as received. */
  status: string;
  timestamp: string;
  recipient_phone: string | null;
  recipient_bsuid: string | null;
  error: { code: number; title: string | null; details: string | null } | null;
  pricing: Record<string, unknown> | null;
}

/** Any other field, and the errors that stand beside messages. */
export interface ChangeItem {
  kind: 'change';
  path: string;
  /** For `partner_solutions` and PARTNER_* events this is a business portfolio. */
  waba_id: string;
  phone_number_id: string | null;
  /** Time of the entry, ISO 8601; null when Meta sent none. */
  timestamp: string | null;
  field: string;
  value: Record<string, unknown>;
}

export type WebhookItem = MessageItem | StatusItem | ChangeItem;

/** A part that could not be read. The raw event still holds it. */
export interface RejectedPart {
  reason: string;
  /** Where it stands, e.g. `entry[0].changes[1].value.messages[3]`. */
  path: string;
}

/** A webhook taken apart. */
export interface NormalisedWebhook {
  items: WebhookItem[];
  rejected: RejectedPart[];
}
