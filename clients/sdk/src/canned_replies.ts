import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

export type CannedReply = Tables<'canned_replies'>;
/** What is written of one; `shortcut` is lower case and unique in the brand. */
export type CannedReplyDraft = Pick<CannedReply, 'shortcut' | 'body'> & Partial<Pick<CannedReply, 'title'>>;

/** Texts of the chosen brand that agents use again. */
export interface CannedReplies {
  list(): Promise<CannedReply[]>;
  /** @throws WabaseError `already_exists`, `validation_failed` */
  create(reply: CannedReplyDraft): Promise<CannedReply>;
  update(id: string, change: Partial<CannedReplyDraft>): Promise<CannedReply>;
  remove(id: string): Promise<void>;
  /** The text for the contact of a conversation, its variables filled. @throws WabaseError `canned_reply_not_found` */
  render(id: string, conversationId: string): Promise<string>;
}

export function createCannedReplies(supabase: Supabase, scope: Scope): CannedReplies {
  return {
    list: () =>
      rows(supabase.from('canned_replies').select().eq('brand_id', scope.require()).order('shortcut')),
    create: async (reply) =>
      rows(
        supabase
          .from('canned_replies')
          .insert({ ...(await scope.key()), ...reply })
          .select()
          .single(),
      ),
    update: (id, change) =>
      rows(supabase.from('canned_replies').update(change).eq('id', id).select().single()),
    async remove(id) {
      await rows(supabase.from('canned_replies').delete().eq('id', id));
    },
    render: (canned_reply_id, conversation_id) =>
      rows(supabase.rpc('render_canned_reply', { canned_reply_id, conversation_id })),
  };
}
