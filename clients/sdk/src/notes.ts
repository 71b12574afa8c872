import type { Tables } from './database.types.ts';
import { rows } from './errors.ts';
import type { Supabase } from './scope.ts';

export type Note = Tables<'conversation_notes'>;

/** What colleagues write to each other about a conversation; the customer never sees it. */
export interface Notes {
  /** The newest first. @param options.before id of the oldest note already read */
  list(conversationId: string, options?: { before?: string; limit?: number }): Promise<Note[]>;
  /**
   * Writes a note; members in `mentions` are told.
   * @throws WabaseError `note_invalid`, `member_not_in_brand`, `permission_denied`
   */
  add(conversationId: string, body: string, mentions?: string[]): Promise<Note>;
  /** Removes a note of one's own; with `conversations.view_all` any. */
  remove(noteId: string): Promise<void>;
}

export function createNotes(supabase: Supabase): Notes {
  return {
    list(conversationId, { before, limit = 50 } = {}) {
      const query = supabase
        .from('conversation_notes')
        .select()
        .eq('conversation_id', conversationId)
        .order('id', { ascending: false })
        .limit(limit);
      return rows(before === undefined ? query : query.lt('id', before));
    },
    add: (conversation_id, body, mentions = []) =>
      rows(supabase.rpc('add_note', { conversation_id, body, mentions })),
    async remove(noteId) {
      await rows(supabase.rpc('remove_note', { note_id: noteId }));
    },
  };
}
