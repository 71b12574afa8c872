import type { Database } from '../../../functions/core/database.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { SendingAccount } from '../../credentials.ts';
import { type Storage, StorageFailure } from '../../storage.ts';
import { fromStorage } from './fetch_inbound.ts';
import { MediaError, type MediaJob } from './job.ts';

/**
 * Brings the file of an outgoing message from Storage to Meta, streaming, and queues the message once Meta has all of its
 * files. A file that is uploaded twice, because a worker died in between, is two ids of which one is used.
 */
export function createUploadOutbound(deps: { sql: Database; graph: GraphClient; storage: Storage }) {
  const { sql, graph, storage } = deps;

  return async function uploadOutbound(
    job: MediaJob,
    account: SendingAccount,
    signal: AbortSignal,
  ): Promise<void> {
    const path = job.storage_path ?? '';
    const stream = await storage.download('media', path).catch((error: unknown) => {
      const isMissing = error instanceof StorageFailure && error.code === 'NoSuchKey';
      throw isMissing ? new MediaError('file_missing', true, error) : fromStorage(error);
    });
    const outcome = await graph.uploadMedia(
      account.phone_number_id,
      account.token,
      {
        stream,
        size: job.size ?? 0,
        type: job.mime_type ?? 'application/octet-stream',
        name: job.filename ?? path.split('/').at(-1) ?? 'file',
      },
      { signal },
    );
    if (outcome.kind === 'rejected') {
      throw new MediaError('media_refused', outcome.error.class === 'permanent');
    }
    if (outcome.kind !== 'ok') throw new MediaError('media_unreachable', false);
    await sql`select private.record_media_uploaded(${job.id}, ${outcome.value.id})`;
  };
}
