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
  upload(
    file: Blob,
    options?: {
      name?: string;
      contentType?: string;
      /** Hears how much of the file is there, 0 to 1. In browsers. */
      onProgress?: (part: number) => void;
      /** Ends the upload. In browsers. */
      signal?: AbortSignal;
    },
  ): Promise<string>;
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
      if (options.onProgress !== undefined && typeof XMLHttpRequest !== 'undefined') {
        const { data, error } = await supabase.storage.from(BUCKET).createSignedUploadUrl(path);
        if (error !== null) throw fromStorage(error);
        await put(data.signedUrl, new Blob([file], { type: contentType }), options);
        return path;
      }
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

/** Uploads to a signed address with the one browser API that tells how far it is. */
function put(
  url: string,
  body: Blob,
  { onProgress, signal }: { onProgress?: (part: number) => void; signal?: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (message: string) => () => reject(fromStorage({ message, status: 0 }));
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(loaded / total));
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(fromStorage(refusalOf(request))),
    );
    request.addEventListener('error', fail('The upload was interrupted.'));
    request.addEventListener('abort', fail('The upload was stopped.'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.open('PUT', url);
    request.setRequestHeader('content-type', body.type);
    request.setRequestHeader('cache-control', 'max-age=3600');
    request.send(body);
  });
}

function refusalOf({ status, responseText }: XMLHttpRequest): StorageRefusal {
  try {
    const { message, statusCode } = JSON.parse(responseText) as Partial<StorageRefusal>;
    return { message: message ?? responseText, status, ...(statusCode !== undefined && { statusCode }) };
  } catch {
    return { message: responseText, status };
  }
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

/** What Storage answers; hosted Storage tells the status in its body and answers 400. */
interface StorageRefusal {
  message: string;
  status?: number;
  statusCode?: string;
}

function fromStorage(error: StorageRefusal): WabaseError {
  const status = Number(error.statusCode ?? error.status ?? 0);
  const slug = SLUGS[status] ?? (status === 0 ? 'unreachable' : 'request_failed');
  return new WabaseError({ status, code: '', slug, message: error.message, hint: '' }, error);
}
