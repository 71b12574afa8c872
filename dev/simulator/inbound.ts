import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Chats } from './chats.ts';
import type { Customer, Customers } from './customers.ts';
import type { Events } from './events.ts';
import { BSUID } from './identity.ts';
import { isObject, type Json } from './json.ts';
import type { MediaStore } from './media.ts';
import { SAMPLES } from './media-samples.ts';
import type { RawUpdate } from './webhook-payload.ts';
import type { PhoneNumber, World } from './world.ts';

const rawSchema = z.strictObject({ field: z.string(), value: z.looseObject({}), waba_id: z.coerce.string() });

const messageSchema = z.looseObject({
  phone_number_id: z.coerce.string(),
  /** Phone of the customer, with or without `+`. Leave it out for a customer who hides it. */
  phone: z.string().optional(),
  user_id: z.string().regex(BSUID).optional(),
  /** Another name of user_id. */
  bsuid: z.string().regex(BSUID).optional(),
  parent_user_id: z.string().optional(),
  name: z.string().optional(),
  username: z.string().optional(),
  type: z.string().default('text'),
  /** Unix seconds; the service window opens from here, not from the arrival. */
  timestamp: z.coerce.number().int().optional(),
  id: z.string().optional(),
  context: z.looseObject({}).optional(),
  referral: z.looseObject({}).optional(),
  errors: z.array(z.looseObject({})).optional(),
  /** The native marketing preference instead of a message. */
  preference: z.enum(['stop', 'resume']).optional(),
});
type InboundMessage = z.infer<typeof messageSchema>;

interface InboundDeps {
  world: World;
  customers: Customers;
  chats: Chats;
  media: MediaStore;
  events: Events;
  push: (update: RawUpdate) => void;
}

/** Makes a customer say something: builds the webhook of facts §2.5 and opens the service window. */
export interface Inbound {
  /**
   * Takes one description, or many as {updates: [...]}.
   * Throws InboundError or a ZodError when one makes no sense.
   */
  receive(input: unknown): Json;
}

/** A description that cannot be turned into a webhook. */
export class InboundError extends Error {}

/** Creates the inbound side of the simulator. */
export function createInbound({ world, customers, chats, media, events, push }: InboundDeps): Inbound {
  function pushRaw(input: unknown): Json {
    const { field, value, waba_id } = rawSchema.parse(input);
    push({ wabaId: waba_id, field, value: JSON.stringify(value) });
    return { success: true };
  }

  function contentOf(number: PhoneNumber, input: InboundMessage): unknown {
    const given = input[input.type];
    if (input.type === 'text' && typeof given === 'string') return { body: given };
    const sample = SAMPLES[input.type];
    if (sample === undefined) return given;
    // `data`, base64, is the customer's file; everything else is as Meta tells it.
    const { data, ...described }: Json = isObject(given) ? given : {};
    if (described.id !== undefined) return described;
    const mimeType = typeof described.mime_type === 'string' ? described.mime_type : sample.mimeType;
    const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : sample.bytes;
    const file = media.put(number.id, bytes, mimeType);
    return { mime_type: mimeType, sha256: file.sha256, id: file.id, ...described };
  }

  function contactOf(customer: Customer, phone: string | undefined, parent: string | undefined): Json {
    const { name, username, user_id } = customer;
    return {
      profile: { name, ...(username !== undefined && { username }) },
      ...(phone !== undefined && { wa_id: phone }),
      user_id,
      ...(parent !== undefined && { parent_user_id: parent }),
    };
  }

  function metadataOf(number: PhoneNumber): Json {
    return { display_phone_number: number.digits, phone_number_id: number.id };
  }

  function preference(
    number: PhoneNumber,
    customer: Customer,
    phone: string | undefined,
    value: string,
    at: number,
  ) {
    customer.marketingStopped = value === 'stop';
    const wa = phone === undefined ? {} : { wa_id: phone };
    const update = {
      ...wa,
      user_id: customer.user_id,
      category: 'marketing_messages',
      value,
      detail: `User requested to ${value} marketing messages`,
      timestamp: at,
    };
    const body = {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      contacts: [contactOf(customer, phone, undefined)],
      user_preferences: [update],
    };
    push({ wabaId: number.waba.id, field: 'user_preferences', value: JSON.stringify(body) });
    return { wa_id: phone, user_id: customer.user_id, preference: value };
  }

  function message(input: InboundMessage): Json {
    const number = world.numbersById.get(input.phone_number_id);
    if (number === undefined)
      throw new InboundError(`phone_number_id ${input.phone_number_id} is not provisioned`);
    const phone = input.phone?.replace(/\D/g, '');
    const userId = input.user_id ?? input.bsuid;
    if (!phone && userId === undefined) throw new InboundError('give phone, user_id or both');
    const customer = customers.resolve({
      phone,
      user_id: userId,
      name: input.name,
      username: input.username,
    });
    const at = input.timestamp ?? Math.floor(Date.now() / 1000);
    if (input.preference !== undefined) return preference(number, customer, phone, input.preference, at);
    customer.lastMessageAt.set(number.id, Math.max(at, customer.lastMessageAt.get(number.id) ?? 0));

    const id = input.id ?? `wamid.HBgM${randomBytes(18).toString('base64').replaceAll(/[+/]/g, 'z')}`;
    const content = contentOf(number, input);
    const isSystem = input.type === 'system';
    const body = {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      ...(!isSystem && { contacts: [contactOf(customer, phone, input.parent_user_id)] }),
      messages: [
        {
          ...(phone && { from: phone }),
          ...(!isSystem && { from_user_id: customer.user_id }),
          ...(!isSystem &&
            input.parent_user_id !== undefined && { from_parent_user_id: input.parent_user_id }),
          id,
          timestamp: String(at),
          type: input.type,
          ...(content !== undefined && { [input.type]: content }),
          ...(input.context && { context: input.context }),
          ...(input.referral && { referral: input.referral }),
          ...(input.errors && { errors: input.errors }),
        },
      ],
    };
    push({ wabaId: number.waba.id, field: 'messages', value: JSON.stringify(body) });
    chats.recordInbound(number, customer.key, customer.name, {
      direction: 'in',
      id,
      at: at * 1000,
      type: input.type,
      content,
      context: input.context,
    });
    events.touch();
    return { message_id: id, wa_id: phone, user_id: customer.user_id, timestamp: String(at) };
  }

  function one(input: unknown): Json {
    return isObject(input) && 'field' in input ? pushRaw(input) : message(messageSchema.parse(input));
  }

  return {
    receive: (input) => {
      if (isObject(input) && Array.isArray(input.updates)) return { data: input.updates.map(one) };
      return one(input);
    },
  };
}
