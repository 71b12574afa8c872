import { z } from 'zod';
import { type MessageType, messageObjects, messageTypes } from '../whatsapp/message-body.ts';

const base = z.object({
  /** Needed with contact_id; a conversation has its number already. */
  whatsapp_account_id: z.uuid().optional(),
  contact_id: z.uuid().optional(),
  conversation_id: z.uuid().optional(),
  /** Makes a repeated request harmless: the first one's message is answered again. */
  client_message_id: z.string().min(1).max(128).optional(),
  /** Quotes a message of the conversation, by Meta's id (wamid). */
  context: z.strictObject({ message_id: z.string().min(1).max(512) }).optional(),
});

function requestOf(type: MessageType) {
  return base.extend({ type: z.literal(type), [type]: messageObjects[type] }).strict();
}

const [first, ...rest] = messageTypes;

/** Body of `POST /send`: the address, a type, and Meta's object under the type's name. */
export const sendRequest = z
  .discriminatedUnion('type', [requestOf(first), ...rest.map(requestOf)])
  .refine(
    (message) => (message.contact_id === undefined) !== (message.conversation_id === undefined),
    'needs either contact_id or conversation_id',
  )
  .refine(
    (message) => message.contact_id === undefined || message.whatsapp_account_id !== undefined,
    'contact_id needs whatsapp_account_id',
  );
