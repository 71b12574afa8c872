import { createHash } from 'node:crypto';
import type { Database } from '../../../functions/core/database.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { MediaSource } from '../../../functions/whatsapp/media-source.ts';
import { extensionOf, HEAD_BYTES, storedType } from '../../../functions/whatsapp/media-types.ts';
import type { SendingAccount } from '../../credentials.ts';
import { type Storage, StorageFailure } from '../../storage.ts';
import { MediaError, type MediaJob } from './job.ts';

/** Meta takes nothing larger (document messages). */
const LARGEST = 100 * 1024 * 1024;

interface Described {
  url: string;
  mimeType: string;
  sha256: string | null;
}

/**
 * Fetches the file of an inbound message from Meta into Storage, streaming: what is checked is checked on the way, and a
 * file that fails a check never becomes an object. The name is made of our ids, so a second run replaces the first.
 */
export function createFetchInbound(deps: {
  sql: Database;
  graph: GraphClient;
  source: MediaSource;
  storage: Storage;
}) {
  const { sql, graph, source, storage } = deps;

  async function describe(job: MediaJob, account: SendingAccount): Promise<Described> {
    const outcome = await graph.getMedia(job.media_id ?? '', account.token, account.phone_number_id);
    if (outcome.kind === 'rejected') {
      const isGone = outcome.error.class === 'permanent';
      throw new MediaError(isGone ? 'media_expired' : 'media_refused', isGone);
    }
    if (outcome.kind !== 'ok') throw new MediaError('media_unreachable', false);
    const { url, mime_type, sha256, file_size } = outcome.value;
    if (file_size && file_size > LARGEST) throw new MediaError('media_too_large', true);
    return { url, mimeType: mime_type, sha256: sha256 ?? null };
  }

  /** Opens the file; an address that died on the way is asked for once more. */
  async function open(job: MediaJob, account: SendingAccount, signal: AbortSignal) {
    for (let isLast = false; ; isLast = true) {
      const described = await describe(job, account);
      const opened = await source.open(described.url, account.token, signal);
      if (opened.kind === 'ok') return { described, stream: opened.stream };
      const isDead = opened.kind === 'refused' && opened.http_status === 404;
      if (isLast || !isDead) throw new MediaError('media_unreachable', false);
    }
  }

  return async function fetchInbound(
    job: MediaJob,
    account: SendingAccount,
    signal: AbortSignal,
  ): Promise<void> {
    const { described, stream } = await open(job, account, signal);
    const reader = stream.getReader();
    try {
      const head = await readHead(reader);
      const type = storedType(job.kind, described.mimeType, Buffer.concat(head));
      if (type === null) throw new MediaError('media_type_mismatch', true);
      const path = `${job.organization_id}/${job.brand_id}/${job.message_id}/${job.id}.${extensionOf(type)}`;
      const expected = job.sha256 ?? hexOf(described.sha256);
      const { body, result } = checked(head, reader, expected);
      await storage.upload('media', path, body, type).catch((error: unknown) => {
        throw result.problem ?? fromStorage(error);
      });
      const [row] = await sql<{ state: string }[]>`
        select private.record_media_stored(${job.id}, ${path}, ${type}, ${result.size}, ${result.sha256}) as state`;
      if (row?.state !== 'stored') await storage.remove('media', [path]);
    } finally {
      await reader.cancel().catch(() => {});
    }
  };
}

/** What Storage's refusal means for a file. */
export function fromStorage(error: unknown): unknown {
  if (!(error instanceof StorageFailure)) return error;
  if (error.code === 'EntityTooLarge') return new MediaError('media_too_large', true, error);
  return new MediaError('storage_unavailable', error.code === 'InvalidMimeType', error);
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function readHead(reader: Reader): Promise<Uint8Array[]> {
  const head: Uint8Array[] = [];
  for (let size = 0; size < HEAD_BYTES; ) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new MediaError('media_unreachable', false, error);
    });
    if (done) break;
    head.push(value);
    size += value.length;
  }
  return head;
}

/** The file as a stream that breaks off when it grows too large, stops coming, or is not what was announced. */
function checked(head: Uint8Array[], reader: Reader, sha256: string | null) {
  const hash = createHash('sha256');
  const result: { size: number; sha256: string; problem?: MediaError } = { size: 0, sha256: '' };
  const fail = (controller: ReadableStreamDefaultController, problem: MediaError) => {
    result.problem = problem;
    controller.error(problem);
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = head.shift();
        const { done, value } = next === undefined ? await reader.read() : { done: false, value: next };
        if (done || value === undefined) {
          result.sha256 = hash.digest('hex');
          if (sha256 !== null && sha256 !== result.sha256)
            return fail(controller, new MediaError('media_corrupt', false));
          return controller.close();
        }
        result.size += value.length;
        if (result.size > LARGEST) return fail(controller, new MediaError('media_too_large', true));
        hash.update(value);
        controller.enqueue(value);
      } catch (error) {
        fail(controller, new MediaError('media_unreachable', false, error));
      }
    },
  });
  return { body, result };
}

/** Meta writes hashes in hex or base64. */
function hexOf(sha256: string | null): string | null {
  if (sha256 === null || /^[0-9a-f]{64}$/i.test(sha256)) return sha256?.toLowerCase() ?? null;
  const bytes = Buffer.from(sha256, 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : null;
}
