import { z } from 'zod';

/**
 * Body of `POST /send`: an object with a type and Meta's object under the type's name. What may stand in them, to whom it
 * may go and when is decided in one place, the SQL function `send_message`, which names the field that is wrong.
 */
export const sendRequest = z.looseObject({
  type: z.string(),
  conversation_id: z.string().optional(),
  contact_id: z.string().optional(),
  whatsapp_account_id: z.string().optional(),
  /** Makes a repeated request harmless: the first one's message is answered again. */
  client_message_id: z.string().min(1).max(128).optional(),
});
