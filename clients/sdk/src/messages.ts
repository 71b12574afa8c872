import type { Json, Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Message = Tables<'messages'>;
/** A message that failed for good and was not sent again. */
export type DeadLetter = Tables<'dead_letters'>;

/** Where a message goes: into a conversation, or to a contact through one of the brand's numbers. */
type Address = { conversation_id: string } | { whatsapp_account_id: string; contact_id: string };

/** A message as `send_message` takes it: Meta's object stands under the name of its type, e.g. `text: {body}`. */
export type OutgoingMessage = Address & {
  type: string;
  /** Your own id of this send: repeating it returns the first message instead of sending again. */
  client_message_id?: string;
  /** Quotes a message of the conversation by Meta's id (wamid). */
  context?: { message_id: string };
} & { [type: string]: Json | undefined };

export interface SentMessage {
  message_id: string;
  conversation_id: string;
  status: string;
  /** True when `client_message_id` was used before: nothing was sent now. */
  duplicate: boolean;
}

/** What became of messages that were to be sent again. */
export interface RetriedMessages {
  sent: number;
  refused: { message_id: string; code: string; message: string; hint: string }[];
  /** From where to go on with the class; null when nothing is left. */
  next: string | null;
}

export interface Messages {
  /**
   * Queues a message. It is sent within moments; its fate comes by `inbox.subscribe` or by reading it again.
   * @throws WabaseError `window_closed`, `message_invalid`, `contact_not_found`, `number_not_connected`, `permission_denied`
   */
  send(message: OutgoingMessage): Promise<SentMessage>;
  /** Shorthand for a text into a conversation. */
  sendText(conversationId: string, body: string, clientMessageId?: string): Promise<SentMessage>;
  /**
   * Messages of a conversation, the newest first.
   * @param options.before id of the oldest message already read
   * @param options.from id of the oldest message wanted: the page then begins with it and goes on to newer ones
   */
  list(
    conversationId: string,
    options?: { before?: string; from?: string; limit?: number },
  ): Promise<Message[]>;
  /** Our id of a message of the chosen brand by Meta's (wamid), such as a quoted one; null when there is none. */
  find(wamid: string): Promise<string | null>;
  /** All that went to and came from a contact, the newest first. @param options.before id of the oldest message already read */
  ofContact(contactId: string, options?: { before?: string; limit?: number }): Promise<Message[]>;
  /** @throws WabaseError `not_found` */
  get(messageId: string): Promise<Message>;
  /**
   * Messages of a brand (the chosen one unless given) that failed for good, the newest first.
   * @param options.from only those of campaigns, or only the others
   * @param options.before id of the last one read
   */
  failed(options?: {
    brandId?: string;
    errorClass?: string;
    from?: 'campaigns' | 'others';
    before?: string;
    limit?: number;
  }): Promise<DeadLetter[]>;
  /**
   * Sends a failed message once more, after all checks of `send`; asked twice it is sent once.
   * @throws WabaseError `message_not_failed`, `message_of_campaign`, `window_closed`, ...
   */
  retry(messageId: string): Promise<SentMessage>;
  /**
   * Sends failed messages of the chosen brand again that belong to no campaign, up to 1,000 at once: these ones, or the newest of an
   * error class. Each is sent once however often it is asked; what is refused stays, with the reason.
   * @param which.before what `next` of the last call said, for the rest of a class
   * @throws WabaseError `selection_invalid`, `permission_denied`
   */
  retryMany(which: { ids: string[] } | { errorClass: string; before?: string }): Promise<RetriedMessages>;
}

export function createMessages(supabase: Supabase, scope: Scope): Messages {
  const send = async (message: OutgoingMessage) =>
    // The database documents this shape; generated types know only that it is JSON.
    (await rows(supabase.rpc('send_message', { message }))) as unknown as SentMessage;

  return {
    send,
    sendText: (conversation_id, body, client_message_id) =>
      send({ conversation_id, type: 'text', text: { body }, client_message_id }),
    async list(conversationId, { before, from, limit = 50 } = {}) {
      const query = supabase
        .from('messages')
        .select()
        .eq('conversation_id', conversationId)
        .order('id', { ascending: from !== undefined })
        .limit(limit);
      if (from !== undefined) return (await rows(query.gte('id', from))).toReversed();
      return rows(before === undefined ? query : query.lt('id', before));
    },
    find: async (wamid) => await rows(supabase.rpc('find_message', { brand_id: scope.require(), wamid })),
    failed({ brandId, errorClass, from, before, limit = 50 } = {}) {
      let query = supabase.from('dead_letters').select().eq('brand_id', scope.require(brandId));
      if (errorClass !== undefined) query = query.eq('error_class', errorClass);
      if (from === 'others') query = query.is('campaign_id', null);
      if (from === 'campaigns') query = query.not('campaign_id', 'is', null);
      if (before !== undefined) query = query.lt('message_id', before);
      return rows(query.order('message_id', { ascending: false }).limit(limit));
    },
    retry: async (message_id) =>
      (await rows(supabase.rpc('retry_message', { message_id }))) as unknown as SentMessage,
    async retryMany(which) {
      const chosen =
        'ids' in which
          ? { message_ids: which.ids }
          : { error_class: which.errorClass, ...(which.before !== undefined && { before: which.before }) };
      // The database documents this shape; generated types know only that it is JSON.
      const retried = await rows(supabase.rpc('retry_messages', { brand_id: scope.require(), ...chosen }));
      return retried as unknown as RetriedMessages;
    },
    ofContact(contactId, { before, limit = 50 } = {}) {
      const query = supabase
        .from('messages')
        .select()
        .eq('contact_id', contactId)
        .order('id', { ascending: false })
        .limit(limit);
      return rows(before === undefined ? query : query.lt('id', before));
    },
    get: (messageId) => rows(supabase.from('messages').select().eq('id', messageId).single()),
  };
}
