import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Conversation = Tables<'conversations'>;
/** A conversation as lists show it. */
export type ListedConversation = Conversation & {
  contact: Pick<Tables<'contacts'>, 'id' | 'name' | 'phone' | 'username'> | null;
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
}

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
  /** The conversations of these ids (up to 200), in no order; those that are not there are left out. */
  getMany(conversationIds: string[]): Promise<ListedConversation[]>;
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
  /** Puts labels on it and takes others off; gives the ids it bears now. @throws WabaseError `label_unknown` */
  label(conversationId: string, change: { add?: string[]; remove?: string[] }): Promise<string[]>;
  /** Nothing is unread any more; the customer sees that his messages were read. */
  markRead(conversationId: string): Promise<Conversation>;
  /** Shows the customer that an answer is typed; call it with every key. True when Meta is asked now (once in 20 s). */
  showTyping(conversationId: string): Promise<boolean>;
}

export function createConversations(supabase: Supabase, scope: Scope): Conversations {
  return {
    list({ status, contactId, assignedTo, unread, labelId, before, limit = 50 } = {}) {
      const columns = '*, contact:contacts(id, name, phone, username)';
      // From the label to its conversations: the other way all of the brand's would be read.
      const source =
        labelId === undefined
          ? supabase.from('conversations').select(columns)
          : supabase.rpc('conversations_with_label', { label_id: labelId }).select(columns);
      let query = source
        .eq('brand_id', scope.require())
        .order('last_message_at', { ascending: false })
        .order('id', { ascending: false })
        .limit(limit);
      if (status !== undefined) query = query.eq('status', status);
      if (contactId !== undefined) query = query.eq('contact_id', contactId);
      if (assignedTo === null) query = query.is('assigned_to', null);
      else if (assignedTo !== undefined) query = query.eq('assigned_to', assignedTo);
      if (unread) query = query.gt('unread_count', 0);
      if (before !== undefined) {
        const { id, last_message_at: at } = before;
        query = query.or(`last_message_at.lt."${at}",and(last_message_at.eq."${at}",id.lt.${id})`);
      }
      // The list of columns is put together here, so its type is not read from it.
      return rows(query) as unknown as Promise<ListedConversation[]>;
    },
    getMany: (conversationIds) =>
      rows(
        supabase
          .from('conversations')
          .select('*, contact:contacts(id, name, phone, username)')
          .in('id', conversationIds),
      ),
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
    label: (conversation_id, { add = [], remove = [] }) =>
      rows(supabase.rpc('label_conversation', { conversation_id, add_ids: add, remove_ids: remove })),
    markRead: (conversation_id) => rows(supabase.rpc('mark_conversation_read', { conversation_id })),
    showTyping: (conversation_id) => rows(supabase.rpc('show_typing', { conversation_id })),
  };
}
