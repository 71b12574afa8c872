import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Database, isConnectionLoss } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { Credentials, SendingAccount } from '../../credentials.ts';
import type { Liveness } from '../../liveness.ts';
import type { SendLatency } from '../../send_latency.ts';
import type { ProgressAnnouncer } from '../campaigns/announce.ts';
import { createPacer } from './pacer.ts';
import type { Recorder } from './recorder.ts';
import { resultOf, resultOfBrokenMessage } from './result.ts';

/** One row of private.claim_outbox; times are milliseconds by the database's clock. */
interface ClaimedMessage {
  message_id: string;
  attempts: number;
  tries: number;
  phone: string | null;
  bsuid: string | null;
  type: string;
  content: Record<string, unknown>;
  context_wamid: string | null;
  campaign_id: string | null;
  send_at: number;
  claimed_at: number;
  spacing: number;
}

/** Whether a bell rang for a number while it was pumped, and what to do when it does. */
interface Bell {
  rang: boolean;
  wake: () => void;
}

/** A message that waits for its moment. */
type Waiting = Pick<ClaimedMessage, 'send_at' | 'claimed_at' | 'spacing'> & { leave: () => void };

/** How long one run keeps its place among the worker's jobs before it lets another number have it. */
const SLICE_MS = 10_000;
/** The same while numbers take half of these places: then others wait for one. */
const CROWDED_SLICE_MS = 1000;
/** A wait longer than this is left to a job with a time; a shorter one is slept through. */
const NAP_MS = 250;

export const pumpPayload = z.object({ key: z.uuid() });

/**
 * Sends what one number has to send: claims a batch within its rate (marked in flight and committed), keeps up to
 * `slots` requests open, each sent at the moment its claim gave it, records results as they come, and claims again as soon
 * as half of the slots is free.
 * Memory is bounded by the slots, whatever the campaign's size.
 */
export function createPump(deps: {
  sql: Database;
  graph: GraphClient;
  credentials: Credentials;
  recorder: Recorder;
  progress: ProgressAnnouncer;
  latency: SendLatency;
  log: Logger;
  liveness: Liveness;
  slots: number;
  /** Jobs that this worker runs at once. */
  jobs: number;
}) {
  const { sql, graph, credentials, recorder, progress, latency, log, liveness, slots, jobs } = deps;

  async function send(account: SendingAccount, message: ClaimedMessage): Promise<void> {
    let result: ReturnType<typeof resultOf>;
    try {
      const began = performance.now();
      const outcome = await graph.sendOutbound(account.phone_number_id, account.token, {
        message_id: message.message_id,
        to: message.phone,
        recipient: message.bsuid,
        type: message.type,
        content: message.content,
        context_wamid: message.context_wamid,
      });
      latency.observe((performance.now() - began) / 1000);
      result = resultOf(message, outcome);
    } catch (error) {
      result = resultOfBrokenMessage(message, error);
    }
    await recorder.record(result);
    if (message.campaign_id) progress.touch(message.campaign_id);
  }

  /** Milliseconds until there is something to claim, null for never. */
  async function wait(accountId: string): Promise<number | null> {
    const [row] = await sql<{ wait: number | null }[]>`
      select private.outbox_wait(${accountId}, ${liveness.workerId()}) as wait`;
    return row?.wait ?? null;
  }

  const pacers = new Map<string, ReturnType<typeof createPacer<Waiting>>>();
  function pacerOf(accountId: string) {
    const pacer = pacers.get(accountId) ?? createPacer<Waiting>({ go: ({ leave }) => leave() });
    pacers.set(accountId, pacer);
    return pacer;
  }

  /** Numbers that are being pumped here, and whether a bell rang for them since they last looked. */
  const running = new Map<string, Bell>();

  return async function pump(payload: unknown, { stopping }: { stopping: AbortSignal }): Promise<void> {
    const accountId = pumpPayload.parse(payload).key;
    await sql`select private.answer('outbox/pump', ${accountId})`;
    const already = running.get(accountId);
    if (already) {
      // Two pumps of one number would only wait for each other on its token bucket.
      already.rang = true;
      already.wake();
      return;
    }
    const bell: Bell = { rang: false, wake: () => {} };
    running.set(accountId, bell);
    try {
      await pumpNumber(accountId, bell, stopping);
    } finally {
      running.delete(accountId);
      if (bell.rang) await again(accountId, 0);
    }
  };

  async function pumpNumber(accountId: string, bell: Bell, stopping: AbortSignal): Promise<void> {
    const account = await credentials.read(accountId);
    if (!account) {
      log.error('number_has_no_credentials', { whatsapp_account_id: accountId });
      return;
    }

    const open = new Set<Promise<void>>();
    try {
      await sendSlice(accountId, account, bell, stopping, open);
    } finally {
      // Also when the database is away: what is open is recorded before this number is pumped again.
      await Promise.all(open);
    }
  }

  async function sendSlice(
    accountId: string,
    account: SendingAccount,
    bell: Bell,
    stopping: AbortSignal,
    open: Set<Promise<void>>,
  ): Promise<void> {
    const began = Date.now();
    const isOver = () => Date.now() - began >= (running.size * 2 >= jobs ? CROWDED_SLICE_MS : SLICE_MS);
    let freed: (() => void) | undefined;
    const claimSize = Math.max(1, Math.floor(slots / 2));

    while (!isOver() && !stopping.aborted) {
      if (slots - open.size < claimSize) {
        await new Promise<void>((resolve) => {
          freed = resolve;
        });
        continue;
      }
      bell.rang = false;
      const asked = slots - open.size;
      const claimed = await claim(accountId, asked);
      const waiting = claimed.map((message): Waiting => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const sending = promise.finally(() => {
          open.delete(sending);
          if (slots - open.size >= claimSize) freed?.();
        });
        open.add(sending);
        const { send_at, claimed_at, spacing } = message;
        return { send_at, claimed_at, spacing, leave: () => resolve(send(account, message)) };
      });
      pacerOf(accountId).add(waiting);
      if (claimed.length === asked) continue;

      const pause = await wait(accountId);
      if (pause !== null && pause <= NAP_MS) {
        await sleep(Math.max(pause, claimed.length > 0 ? 1 : 50));
      } else if (open.size > 0) {
        // A send that gets no answer must not keep waiting what somebody has just written.
        const rung = new Promise<void>((resolve) => {
          bell.wake = resolve;
        });
        if (!bell.rang) await Promise.race([...open, rung]);
      } else if (!bell.rang) {
        const done = await sql<{ id: string }[]>`select private.complete_campaigns(${accountId}) as id`;
        for (const { id } of done) progress.touch(id);
        if (pause !== null) {
          await handOn(accountId);
          await again(accountId, pause);
        }
        return;
      }
    }
    await handOn(accountId);
    await Promise.all(open);
    await again(accountId, 0);
  }

  /** Whoever pumps the number next goes on with it at once, if it was held here. */
  async function handOn(accountId: string): Promise<void> {
    const pacer = pacerOf(accountId);
    await pacer.untilEmpty();
    await sql`select private.hand_on_number(${accountId}, ${liveness.workerId()}, ${pacer.lateness()})`;
  }

  async function claim(accountId: string, most: number): Promise<ClaimedMessage[]> {
    try {
      return await sql<ClaimedMessage[]>`
        select * from private.claim_outbox(${accountId}, ${most}, ${liveness.workerId()})`;
    } catch (error) {
      // It may have been committed: then messages are marked as in flight that nobody here knows of.
      if (isConnectionLoss(error)) liveness.renew();
      throw error;
    }
  }

  async function again(accountId: string, delayMs: number): Promise<void> {
    await sql`select private.add_job('outbox/pump', ${sql.json({ key: accountId })}::json, ${`outbox/pump:${accountId}`},
      now() + ${delayMs} * interval '1 millisecond')`;
  }
}
