import { z } from 'zod';
import { type Database, isConnectionLoss } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { MediaSource } from '../../../functions/whatsapp/media-source.ts';
import type { Credentials, SendingAccount } from '../../credentials.ts';
import type { Liveness } from '../../liveness.ts';
import type { Storage } from '../../storage.ts';
import { createFetchInbound } from './fetch_inbound.ts';
import { MediaError, type MediaJob } from './job.ts';
import { createUploadOutbound } from './upload_outbound.ts';

/** Files of one number that are on their way at once. */
const SLOTS = 4;
/** Longest a transfer may take: shorter than the four minutes after which another worker takes the file up. */
const TRANSFER_MS = 200_000;

export const transferPayload = z.object({ key: z.uuid() });

/** Seconds until a file is tried again: doubling from ten seconds to an hour, the upper half of it random. */
export function transferDelay(attempt: number, random: () => number = Math.random): number {
  return Math.min(10 * 2 ** Math.max(0, attempt - 1), 3600) * (0.5 + random() / 2);
}

/**
 * Moves the files of one number's messages, in and out, until none is due. Each is claimed for four minutes, moved in constant
 * memory and recorded; what a dead worker had is taken up by the next, and moving a file twice leaves the same.
 */
export function createTransferMedia(deps: {
  sql: Database;
  graph: GraphClient;
  source: MediaSource;
  storage: Storage | null;
  credentials: Credentials;
  liveness: Liveness;
  log: Logger;
}) {
  const { sql, graph, source, storage, credentials, liveness, log } = deps;
  if (storage === null) {
    log.warn('files_are_left_undone', {
      reason: 'SUPABASE_URL, its key, WORKER_EMAIL or WORKER_PASSWORD is not set',
    });
    return async () => {};
  }
  const fetchInbound = createFetchInbound({ sql, graph, source, storage });
  const uploadOutbound = createUploadOutbound({ sql, graph, storage });

  async function move(job: MediaJob, account: SendingAccount, stopping: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(TRANSFER_MS)]);
    try {
      await (job.direction === 'inbound' ? fetchInbound : uploadOutbound)(job, account, signal);
    } catch (error) {
      if (isConnectionLoss(error)) throw error;
      const known = error instanceof MediaError ? error : new MediaError('media_unreachable', false, error);
      const delay = known.isFinal ? null : transferDelay(job.attempts);
      const [row] = await sql<{ state: string | null }[]>`
        select private.record_media_failed(${job.id}, ${known.problem}, ${delay}) as state`;
      log.warn('media_not_transferred', {
        media_id: job.id,
        direction: job.direction,
        problem: known.problem,
        state: row?.state,
        attempt: job.attempts,
        ...(known.cause === undefined ? {} : { error: String(known.cause) }),
      });
    }
  }

  return async function transferMedia(
    payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    const accountId = transferPayload.parse(payload).key;
    await sql`select private.answer('media/transfer', ${accountId})`;
    const account = await credentials.read(accountId);
    if (!account) {
      log.error('number_has_no_credentials', { whatsapp_account_id: accountId });
      return;
    }
    const open = new Set<Promise<void>>();
    try {
      while (!stopping.aborted) {
        const jobs = await sql<
          MediaJob[]
        >`select * from private.claim_media(${accountId}, ${SLOTS - open.size}, ${liveness.workerId()})`;
        for (const job of jobs) {
          const moving = move(job, account, stopping).finally(() => open.delete(moving));
          open.add(moving);
        }
        if (open.size === 0) break;
        await Promise.race(open);
      }
    } finally {
      await Promise.allSettled(open);
    }
    const [row] = await sql<{ wait: number | null }[]>`select private.media_wait(${accountId}) as wait`;
    if (typeof row?.wait !== 'number') return;
    await sql`select private.add_job('media/transfer', ${sql.json({ key: accountId })}::json, ${`media/transfer:${accountId}`},
      now() + ${row.wait} * interval '1 millisecond')`;
  };
}
