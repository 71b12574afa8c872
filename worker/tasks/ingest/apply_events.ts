import { z } from 'zod';
import { type Database, isConnectionLoss } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import { classifyErrorCode } from '../../../functions/whatsapp/errors.ts';
import { normaliseWebhook } from '../../../functions/whatsapp/webhook.ts';
import type { StatusItem, WebhookItem } from '../../../functions/whatsapp/webhook-items.ts';
import type { ProgressAnnouncer } from '../campaigns/announce.ts';

/** Raw events and bytes taken at once: bounds memory and the length of a transaction. */
const BATCH = 200;
const BATCH_BYTES = 512 * 1024;

export const applyEventsPayload = z.object({ key: z.string().regex(/^\d+$/) });

interface RawEvent {
  id: string;
  body: string;
}

interface DeadItem {
  raw_event_id: string;
  path: string;
  reason: string;
}

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
        if (statuses.length > 0) {
          const [row] = await transaction<{ campaigns: string[] }[]>`
            select private.apply_statuses(${transaction.json(statuses)}) as campaigns`;
          for (const id of row?.campaigns ?? []) progress.touch(id);
        }
        if (messages.length > 0) {
          const [row] = await transaction<{ unrouted: DeadItem[] }[]>`
            select private.apply_messages(${transaction.json(messages)}) as unrouted`;
          dead.push(...(row?.unrouted ?? []));
        }
        if (changes.length > 0) await transaction`select private.apply_changes(${transaction.json(changes)})`;
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

function sortItems(events: RawEvent[]) {
  const statuses: ReturnType<typeof statusRow>[] = [];
  const messages: ReturnType<typeof messageRow>[] = [];
  const changes: { field: string; waba_id: string; value: never }[] = [];
  const dead: DeadItem[] = [];
  for (const { id, body } of events) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      dead.push({ raw_event_id: id, path: '', reason: 'The body is not JSON.' });
      continue;
    }
    const { items, rejected } = normaliseWebhook(parsed);
    for (const part of rejected) dead.push({ raw_event_id: id, ...part });
    items.forEach((item, index) => {
      if (item.kind === 'status') statuses.push(statusRow(item));
      else if (item.kind === 'message') messages.push(messageRow(id, index, item));
      // The cast hands Meta's value on as the JSON it is.
      else changes.push({ field: item.field, waba_id: item.waba_id, value: item.value as never });
    });
  }
  return { statuses, messages, changes, dead };
}

function statusRow(item: StatusItem) {
  return {
    phone_number_id: item.phone_number_id,
    message_id: item.message_id,
    wamid: item.wamid,
    status: item.status,
    at: item.timestamp,
    error: item.error && {
      class: classifyErrorCode(item.error.code).class,
      code: item.error.code,
      message: item.error.details ?? item.error.title,
    },
    pricing: item.pricing as never,
  };
}

function messageRow(raw_event_id: string, index: number, item: Extract<WebhookItem, { kind: 'message' }>) {
  return {
    raw_event_id,
    path: `item ${index}`,
    phone_number_id: item.phone_number_id,
    wamid: item.wamid,
    at: item.timestamp,
    type: item.type,
    body: item.body,
    content: item.content as never,
    context_wamid: item.context_wamid,
    phone: item.from_phone,
    bsuid: item.bsuid,
    parent_bsuid: item.parent_bsuid,
    username: item.username,
    profile_name: item.profile_name,
  };
}
