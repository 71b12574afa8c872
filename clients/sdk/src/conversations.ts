import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Conversation = Tables<'conversations'>;
/** A conversation as lists show it: small, because a list may hold a hundred thousand. */
export type ListedConversation = Pick<
  Conversation,
  | 'id'
  | 'brand_id'
  | 'contact_id'
  | 'whatsapp_account_id'
  | 'status'
  | 'assigned_to'
  | 'unread_count'
  | 'last_message_at'
  | 'last_message_direction'
  | 'last_message_preview'
  | 'snoozed_until'
  | 'window_expires_at'
> & {
  contact: Pick<Tables<'contacts'>, 'name' | 'phone' | 'username'> | null;
  labels: Pick<Tables<'conversation_labels'>, 'label_id'>[];
};
export type ConversationStatus = 'open' | 'pending' | 'snoozed' | 'closed';

/** Which conversations of the chosen brand are wanted; what is left out does not matter. */
export interface ConversationFilter {
  status?: ConversationStatus;
  contactId?: string;
  /** A member's id, or null for those of nobody. */
  assignedTo?: string | null;
  unread?: boolean;
  labelId?: string;
  /** One of the brand's numbers. */
  whatsappAccountId?: string;
  /** Beyond a promised time of answering or closing, see `sla_policies`. */
  isLate?: boolean;
  /** In the contact's name, username or number, up to 100 characters; of very many the hundred latest. */
  words?: string;
  /** Only those of these ids (up to 200): which of them belong into a list. */
  ids?: string[];
}

const LISTED =
  'id, brand_id, contact_id, whatsapp_account_id, status, assigned_to, unread_count, last_message_at, last_message_direction, ' +
  'last_message_preview, snoozed_until, window_expires_at, contact:contacts(name, phone, username), labels:conversation_labels(label_id)';

export interface Conversations {
  /**
   * Conversations, the most recent first.
   * @param options.before the last conversation of the page before
   */
  list(
    options?: ConversationFilter & {
      before?: Pick<Conversation, 'id' | 'last_message_at'>;
      limit?: number;
    },
  ): Promise<ListedConversation[]>;
  /** How many have something unread, counted up to `most`: what is counted is read. */
  countUnread(most: number): Promise<number>;
  /** @throws WabaseError `not_found` */
  get(conversationId: string): Promise<Conversation>;
  /** Until the customer writes again. */
  close(conversationId: string): Promise<Conversation>;
  reopen(conversationId: string): Promise<Conversation>;
  /** Waits for something of ours; stays pending when the customer writes. */
  hold(conversationId: string): Promise<Conversation>;
  /** Away until a time within a year, or until the customer writes. @throws WabaseError `snooze_invalid` */
  snooze(conversationId: string, until: Date): Promise<Conversation>;
  /**
   * Gives it to a member, or to nobody. Without `conversations.assign` one may take what is nobody's and hand on one's own.
   * @throws WabaseError `permission_denied`, `member_not_in_brand`
   */
  assign(conversationId: string, memberId: string | null): Promise<Conversation>;
  /** The ids of the labels that it bears. */
  labelsOf(conversationId: string): Promise<string[]>;
  /** Puts labels on it and takes others off; gives the ids it bears now. @throws WabaseError `label_unknown` */
  label(conversationId: string, change: { add?: string[]; remove?: string[] }): Promise<string[]>;
  /** Nothing is unread any more; the customer sees that his messages were read. */
  markRead(conversationId: string): Promise<Conversation>;
  /** Shows the customer that an answer is typed; call it with every key. True when Meta is asked now (once in 20 s). */
  showTyping(conversationId: string): Promise<boolean>;
}

export function createConversations(supabase: Supabase, scope: Scope): Conversations {
  /** From the contact or what is late to the conversations: the other way all of the brand's would be read. */
  function sourceOf(options: Parameters<Conversations['list']>[0] & {}) {
    const { isLate, words, contactId } = options;
    if (words !== undefined)
      return supabase.rpc('search_conversations', { brand_id: scope.require(), words }).select(LISTED);
    if (isLate) return supabase.rpc('late_conversations', { brand_id: scope.require() }).select(LISTED);
    // By contact an index finds them; of the inbox the database knows what the caller sees.
    if (contactId !== undefined) return supabase.from('conversations').select(LISTED);
    const { status, assignedTo, unread, labelId, whatsappAccountId, ids, before, limit = 50 } = options;
    return supabase
      .rpc('inbox_conversations', {
        brand_id: scope.require(),
        most: limit,
        ...(status !== undefined && { status }),
        ...(assignedTo === null && { only_unassigned: true }),
        ...(assignedTo && { assigned_to: assignedTo }),
        ...(unread && { only_unread: true }),
        ...(labelId !== undefined && { label_id: labelId }),
        ...(ids !== undefined && { ids }),
        ...(whatsappAccountId !== undefined && { whatsapp_account_id: whatsappAccountId }),
        ...(before !== undefined && { before_at: before.last_message_at ?? undefined, before_id: before.id }),
      })
      .select(LISTED);
  }

  return {
    async list(options = {}) {
      const { status, contactId, assignedTo, unread, whatsappAccountId, ids, before, limit = 50 } = options;
      let query = sourceOf(options)
        .eq('brand_id', scope.require())
        .order('last_message_at', { ascending: false })
        .order('id', { ascending: false })
        .limit(limit);
      if (status !== undefined) query = query.eq('status', status);
      if (contactId !== undefined) query = query.eq('contact_id', contactId);
      if (assignedTo === null) query = query.is('assigned_to', null);
      else if (assignedTo !== undefined) query = query.eq('assigned_to', assignedTo);
      if (unread) query = query.gt('unread_count', 0);
      if (whatsappAccountId !== undefined) {
        // With the whole key of the number, as its index has it.
        const { organization_id } = await scope.key();
        query = query.eq('whatsapp_account_id', whatsappAccountId).eq('organization_id', organization_id);
      }
      if (ids !== undefined) query = query.in('id', ids);
      if (before !== undefined) {
        const { id, last_message_at: at } = before;
        query = query.or(`last_message_at.lt."${at}",and(last_message_at.eq."${at}",id.lt.${id})`);
      }
      // The list of columns is put together here, so its type is not read from it.
      return (await rows(query)) as unknown as ListedConversation[];
    },
    async countUnread(most) {
      const query = supabase
        .rpc('inbox_conversations', { brand_id: scope.require(), only_unread: true, most })
        .select('id');
      return (await rows(query)).length;
    },
    get: (conversationId) => rows(supabase.from('conversations').select().eq('id', conversationId).single()),
    close: (conversation_id) => rows(supabase.rpc('close_conversation', { conversation_id })),
    reopen: (conversation_id) => rows(supabase.rpc('reopen_conversation', { conversation_id })),
    hold: (conversation_id) => rows(supabase.rpc('hold_conversation', { conversation_id })),
    snooze: (conversation_id, until) =>
      rows(supabase.rpc('snooze_conversation', { conversation_id, until: until.toISOString() })),
    assign: (conversation_id, memberId) =>
      rows(
        supabase.rpc('assign_conversation', {
          conversation_id,
          ...(memberId !== null && { member_id: memberId }),
        }),
      ),
    async labelsOf(conversationId) {
      const query = supabase
        .from('conversation_labels')
        .select('label_id')
        .eq('conversation_id', conversationId);
      return (await rows(query)).map(({ label_id }) => label_id);
    },
    label: (conversation_id, { add = [], remove = [] }) =>
      rows(supabase.rpc('label_conversation', { conversation_id, add_ids: add, remove_ids: remove })),
    markRead: (conversation_id) => rows(supabase.rpc('mark_conversation_read', { conversation_id })),
    showTyping: (conversation_id) => rows(supabase.rpc('show_typing', { conversation_id })),
  };
}
