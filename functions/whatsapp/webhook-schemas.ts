import { z } from 'zod';

/**
 * Shapes of webhook payloads as Meta documents them for 2026 (Webhooks overview, messages reference, status
 * messages, business-scoped user ids). Strict where we could not work without a field, tolerant elsewhere: unknown
 * keys pass, and what may be absent or empty may be absent or empty.
 */

/** Unix seconds, as text in messages and statuses, as a number in management fields. */
const unixSeconds = z
  .union([z.string().regex(/^\d{1,12}$/), z.number().int()])
  .transform(Number)
  // Milliseconds or nonsense would become a date far away; 4102444800 is the year 2100.
  .refine((seconds) => seconds > 0 && seconds < 4_102_444_800, 'is not a time in Unix seconds')
  .transform((seconds) => new Date(seconds * 1000).toISOString());

/** Ids are documented as texts; numbers are seen in samples. */
const id = z.union([z.string().min(1), z.number().int().transform(String)]);

const object = z.looseObject({});
const optionalText = z.string().nullish().catch(null);

/** The outer envelope. `changes` are judged one by one, so that a bad one does not cost the others. */
export const envelopeSchema = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});

export const entrySchema = z.looseObject({
  id,
  time: unixSeconds.nullish().catch(null),
  changes: z.array(z.unknown()),
});

export const changeSchema = z.looseObject({
  field: z.string().min(1),
  value: object,
});

/** `value` of the field `messages`; its items are judged one by one. */
export const messagesValueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: id, display_phone_number: optionalText }),
  contacts: z.array(z.unknown()).nullish().catch(null),
  messages: z.array(z.unknown()).nullish(),
  statuses: z.array(z.unknown()).nullish(),
  errors: z.array(z.unknown()).nullish().catch(null),
});

export const contactSchema = z.looseObject({
  wa_id: optionalText,
  user_id: optionalText,
  parent_user_id: optionalText,
  profile: z.looseObject({ name: optionalText, username: optionalText }).nullish().catch(null),
});
export type WebhookContact = z.infer<typeof contactSchema>;

export const messageSchema = z.looseObject({
  id: z.string().min(1).max(512),
  timestamp: unixSeconds,
  type: z.string().min(1).default('unknown'),
  from: optionalText,
  from_user_id: optionalText,
  from_parent_user_id: optionalText,
  group_id: optionalText,
  context: z.looseObject({ id: optionalText }).nullish().catch(null),
  referral: object.nullish().catch(null),
  errors: z.array(z.unknown()).nullish().catch(null),
});
export type WebhookMessage = z.infer<typeof messageSchema>;

export const statusSchema = z.looseObject({
  id: z.string().min(1).max(512),
  status: z.string().min(1).max(64),
  timestamp: unixSeconds,
  recipient_id: optionalText,
  recipient_user_id: optionalText,
  recipient_type: optionalText,
  recipient_participant_id: optionalText,
  recipient_participant_user_id: optionalText,
  biz_opaque_callback_data: optionalText,
  pricing: object.nullish().catch(null),
  errors: z.array(z.unknown()).nullish().catch(null),
});
export type WebhookStatus = z.infer<typeof statusSchema>;

/** An error as it stands in a failed status, a message or `value.errors`. */
export const webhookErrorSchema = z.looseObject({
  code: z.coerce.number().int(),
  title: optionalText,
  message: optionalText,
  error_data: z.looseObject({ details: optionalText }).nullish().catch(null),
});

/** Parts of message content that hold words to show and search. All optional: content is kept whatever it holds. */
export const contentTextSchema = z.object({
  text: z.object({ body: optionalText }).nullish().catch(null),
  image: z.object({ caption: optionalText }).nullish().catch(null),
  video: z.object({ caption: optionalText }).nullish().catch(null),
  document: z.object({ caption: optionalText, filename: optionalText }).nullish().catch(null),
  location: z.object({ name: optionalText, address: optionalText }).nullish().catch(null),
  contacts: z
    .array(z.object({ name: z.object({ formatted_name: optionalText }).nullish().catch(null) }))
    .nullish()
    .catch(null),
  button: z.object({ text: optionalText, payload: optionalText }).nullish().catch(null),
  interactive: z
    .object({
      button_reply: z.object({ title: optionalText }).nullish().catch(null),
      list_reply: z.object({ title: optionalText }).nullish().catch(null),
      nfm_reply: z.object({ body: optionalText }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  reaction: z.object({ emoji: optionalText }).nullish().catch(null),
  order: z.object({ text: optionalText }).nullish().catch(null),
  system: z.object({ body: optionalText }).nullish().catch(null),
});

/** Who changed, in a system message (number or BSUID change); used when the message has no sender field. */
export const systemSchema = z.looseObject({
  wa_id: optionalText,
  user_id: optionalText,
  previous_user_id: optionalText,
});
