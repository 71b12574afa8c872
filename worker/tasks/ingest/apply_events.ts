import { z } from 'zod';
import { type Database, isConnectionLoss } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { ProgressAnnouncer } from '../campaigns/announce.ts';
import { type DeadItem, type RawEvent, sortItems } from './items.ts';

/** Raw events and bytes taken at once: bounds memory and the length of a transaction. */
const BATCH = 200;
const BATCH_BYTES = 512 * 1024;

export const applyEventsPayload = z.object({ key: z.string().regex(/^\d+$/) });

/**
 * Applies the waiting raw events of one shard, oldest first, until none is left. A batch is fetched, applied and marked
 * in one transaction: a crash at any point leaves it to be applied again, which changes nothing twice. When a batch
 * cannot be applied its events are tried one by one, so that a bad one harms no other.
 */
export function createApplyEvents(deps: { sql: Database; log: Logger; progress: ProgressAnnouncer }) {
  const { sql, log, progress } = deps;

  /** Applies up to `limit` events; returns how many there were. */
  async function applyBatch(shard: number, limit: number): Promise<number> {
    let first: RawEvent | undefined;
    try {
      return await sql.begin(async (transaction) => {
        const events = await transaction<
          RawEvent[]
        >`select id, body from private.fetch_raw_events(${shard}, ${limit}, ${BATCH_BYTES})`;
        if (events.length === 0) return 0;
        first = events[0];
        const { statuses, messages, changes, dead } = sortItems(events);
        if (changes.length > 0) {
          // Beside the transaction: changes lock campaigns and numbers, which come before messages in the order of locks.
          const [row] = await sql<
            { dead: DeadItem[] }[]
          >`select private.apply_changes(${sql.json(changes)}) as dead`;
          dead.push(...(row?.dead ?? []));
        }
        if (messages.length > 0) {
          const [row] = await transaction<{ dead: DeadItem[] }[]>`
            select private.apply_messages(${transaction.json(messages)}) as dead`;
          dead.push(...(row?.dead ?? []));
        }
        if (statuses.length > 0) {
          const [row] = await transaction<{ taken: { campaigns: string[]; dead: DeadItem[] } }[]>`
            select private.take_statuses(${transaction.json(statuses)}) as taken`;
          for (const id of row?.taken.campaigns ?? []) progress.touch(id);
          dead.push(...(row?.taken.dead ?? []));
        }
        await transaction`select private.finish_raw_events(${events.map(({ id }) => id)}::uuid[], ${transaction.json(dead as never)})`;
        return events.length;
      });
    } catch (error) {
      // Nobody's fault: the events are as they were, and the job comes back with the database.
      if (isConnectionLoss(error)) throw error;
      if (limit > 1) return applyOneByOne(shard, error);
      if (first === undefined) throw error;
      const [row] = await sql<
        { state: string }[]
      >`select private.fail_raw_event(${first.id}, ${String(error)}) as state`;
      log.error('raw_event_not_applied', { raw_event_id: first.id, state: row?.state, error: String(error) });
      return 1;
    }
  }

  async function applyOneByOne(shard: number, cause: unknown): Promise<number> {
    log.warn('event_batch_not_applied', { shard, error: String(cause) });
    let applied = 0;
    while (applied < BATCH && (await applyBatch(shard, 1)) > 0) applied++;
    return applied;
  }

  return async function applyEvents(
    payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    const shard = Number(applyEventsPayload.parse(payload).key);
    await sql`select private.answer('ingest/apply_events', ${String(shard)})`;
    while (!stopping.aborted && (await applyBatch(shard, BATCH)) > 0);
  };
}
