import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type Conversation = Tables<'conversations'>;

export interface Conversations {
  /**
   * Conversations of the chosen brand, the most recent first.
   * @param options.before the last conversation of the page before
   */
  list(options?: {
    status?: string;
    contactId?: string;
    before?: Pick<Conversation, 'id' | 'last_message_at'>;
    limit?: number;
  }): Promise<Conversation[]>;
  /** @throws WabaseError `not_found` */
  get(conversationId: string): Promise<Conversation>;
}

export function createConversations(supabase: Supabase, scope: Scope): Conversations {
  return {
    list({ status, contactId, before, limit = 50 } = {}) {
      let query = supabase
        .from('conversations')
        .select()
        .eq('brand_id', scope.require())
        .order('last_message_at', { ascending: false })
        .order('id', { ascending: false })
        .limit(limit);
      if (status !== undefined) query = query.eq('status', status);
      if (contactId !== undefined) query = query.eq('contact_id', contactId);
      if (before !== undefined) {
        const { id, last_message_at: at } = before;
        query = query.or(`last_message_at.lt."${at}",and(last_message_at.eq."${at}",id.lt.${id})`);
      }
      return rows(query);
    },
    get: (conversationId) => rows(supabase.from('conversations').select().eq('id', conversationId).single()),
  };
}
