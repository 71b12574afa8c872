import type { Tables } from './database.types.ts';
import { rows, WabaseError } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

/** The file of a message: `pending` until it can be shown (inbound) or sent (outbound), `stored`, or `failed` with `error`. */
export type MessageMedia = Tables<'message_media'>;

const BUCKET = 'media';

export interface Media {
  /**
   * Uploads a file that is to be sent, under the chosen brand.
   * @param file a File has a name and a type of its own
   * @returns its path: send it as `{type: 'document', document: {path, filename}}`
   * @throws WabaseError `permission_denied`, `file_invalid` (too large, or of a type that WhatsApp does not take)
   */
  upload(file: Blob, options?: { name?: string; contentType?: string }): Promise<string>;
  /** Files of messages; a message has none, one, or one a card. */
  ofMessages(messageIds: string[]): Promise<MessageMedia[]>;
  /**
   * Addresses under which stored files can be shown, for an hour unless said otherwise, by path. What the caller may not see
   * is missing.
   */
  urls(
    paths: string[],
    options?: { seconds?: number; download?: string | boolean },
  ): Promise<Map<string, string>>;
  /** Has an inbound file that failed fetched again; Meta keeps it for seven days. */
  retry(messageMediaId: string): Promise<void>;
}

export function createMedia(supabase: Supabase, scope: Scope): Media {
  return {
    async upload(file, options = {}) {
      const { organization_id, brand_id } = await scope.key();
      const name = safeName(options.name ?? (file instanceof File ? file.name : 'file'));
      const path = `${organization_id}/${brand_id}/${crypto.randomUUID()}/${name}`;
      const contentType = options.contentType ?? file.type;
      const { error } = await supabase.storage
        .from(BUCKET)
        .upload(path, contentType === file.type ? file : new Blob([file], { type: contentType }));
      if (error !== null) throw fromStorage(error);
      return path;
    },
    ofMessages: (messageIds) =>
      rows(supabase.from('message_media').select().in('message_id', messageIds).order('id')),
    async urls(paths, { seconds = 3600, download } = {}) {
      if (paths.length === 0) return new Map();
      const { data, error } = await supabase.storage
        .from(BUCKET)
        .createSignedUrls(paths, seconds, download === undefined ? {} : { download });
      if (error !== null) throw fromStorage(error);
      return new Map(data.flatMap(({ path, signedUrl }) => (path && signedUrl ? [[path, signedUrl]] : [])));
    },
    async retry(messageMediaId) {
      await rows(supabase.rpc('retry_media', { message_media_id: messageMediaId }));
    },
  };
}

/** Storage takes letters, digits and a few signs in names; the name that a recipient reads is sent beside the path. */
function safeName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\w.-]+/g, '_');
  return plain.replace(/^\.+/, '').slice(-100) || 'file';
}

const SLUGS: Record<string, string> = {
  403: 'permission_denied',
  404: 'not_found',
  413: 'file_invalid',
  415: 'file_invalid',
};

function fromStorage(error: { message: string; status?: number; statusCode?: string }): WabaseError {
  const status = Number(error.statusCode ?? error.status ?? 0);
  const slug = SLUGS[status] ?? (status === 0 ? 'unreachable' : 'request_failed');
  return new WabaseError({ status, code: '', slug, message: error.message, hint: '' }, error);
}
