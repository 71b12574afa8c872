import { createHash, randomInt } from 'node:crypto';

/** A stored file. */
export interface Media {
  id: string;
  bytes: Buffer;
  mimeType: string;
  sha256: string;
  filename: string | undefined;
  /** The number it belongs to. */
  numberId: string;
  /** When the last URL was handed out, in ms: URLs live five minutes. */
  urlIssuedAt: number;
}

export interface MediaStore {
  put(numberId: string, bytes: Buffer, mimeType: string, filename?: string): Media;
  get(id: string): Media | undefined;
  remove(id: string): boolean;
  clear(): void;
}

const MAX_BYTES = 256 * 1024 * 1024;
/** Sizes of facts §1.4 by the first part of the MIME type; anything else counts as a document. */
const LIMITS: Record<string, number> = { image: 5, video: 16, audio: 16, application: 100, text: 100 };
const MEGABYTE = 1024 * 1024;

/** Largest file of a MIME type in bytes; undefined when the type is not supported. */
export function mediaLimit(mimeType: string): number | undefined {
  const limit = LIMITS[mimeType.split('/')[0] ?? ''];
  return limit === undefined ? undefined : limit * MEGABYTE;
}

/** Keeps uploaded files in memory; the oldest go first when 256 MB are passed. */
export function createMediaStore(): MediaStore {
  const files = new Map<string, Media>();
  let total = 0;

  function remove(id: string): boolean {
    const media = files.get(id);
    if (media === undefined) return false;
    total -= media.bytes.length;
    return files.delete(id);
  }

  return {
    put(numberId, bytes, mimeType, filename) {
      const media: Media = {
        id: String(randomInt(1e14, 2e14)),
        bytes,
        mimeType,
        sha256: createHash('sha256').update(bytes).digest('base64'),
        filename,
        numberId,
        urlIssuedAt: 0,
      };
      files.set(media.id, media);
      total += bytes.length;
      for (const oldest of files.keys()) {
        if (total <= MAX_BYTES || oldest === media.id) break;
        remove(oldest);
      }
      return media;
    },
    get: (id) => files.get(id),
    remove,
    clear() {
      files.clear();
      total = 0;
    },
  };
}
