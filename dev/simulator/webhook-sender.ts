import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Faults } from './faults.ts';
import { createPairQueue } from './pair-queue.ts';
import type { Random } from './random.ts';
import type { PayloadBuilder, RawUpdate } from './webhook-payload.ts';

/** Where webhooks go and the app secret that signs them. */
export interface WebhookTarget {
  url: string;
  appSecret: string;
}

export interface WebhookSender {
  pushStatus(ref: number, stage: number, atSeconds: number): void;
  pushRaw(update: RawUpdate): void;
  setTarget(target: WebhookTarget | undefined): void;
  readonly target: WebhookTarget | undefined;
  /** Updates that no 200 has answered yet. */
  readonly pending: number;
  stats(): WebhookStats;
  /** Resolves when a POST was answered or failed: what tests await instead of sleeping. */
  settled(): Promise<void>;
  clear(): void;
  close(): Promise<void>;
}

export interface WebhookStats {
  /** POSTs answered with 200. */
  sent: number;
  /** POSTs answered otherwise, or not at all. */
  failed: number;
  /** POSTs that were attempts after a failure. */
  retried: number;
  /** POSTs repeated on purpose. */
  duplicated: number;
  /** Updates inside the POSTs answered with 200. */
  updates: number;
  /** Updates that had no webhook URL to go to. */
  dropped: number;
}

interface Batch {
  body: Buffer;
  updates: number;
  attempt: number;
}

interface SenderDeps {
  payload: PayloadBuilder;
  faults: () => Faults;
  random: () => Random;
}

/** Serialised batches that wait for a retry; above it nothing new is serialised, so a dead target costs no memory. */
const MAX_WAITING_BATCHES = 64;

/** The X-Hub-Signature-256 header of a body. */
export function sign(body: Buffer | string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Sends updates in signed batches, a bounded number at a time, until each is answered with 200 (at least once). */
export function createWebhookSender({ payload, faults, random }: SenderDeps): WebhookSender {
  const agent = new Agent({ connections: 256, pipelining: 1 });
  const statuses = createPairQueue();
  let raws: RawUpdate[] = [];
  let target: WebhookTarget | undefined;
  let stats = emptyStats();
  let inFlight = 0;
  let unacknowledged = 0;
  /** Batches that failed and wait: counted, their timers kept so that `clear` can stop them. */
  const waiting = new Set<NodeJS.Timeout>();
  const ready: Batch[] = [];
  let flushTimer: NodeJS.Timeout | undefined;
  /** Counts resets: an answer that arrives after one must not touch the new numbers. */
  let epoch = 0;
  let waiters: (() => void)[] = [];

  function queued(): number {
    return statuses.length + raws.length;
  }

  function schedule(): void {
    const { max_updates, max_wait_ms } = faults().webhook_batch;
    if (queued() >= max_updates) {
      pump(false);
    } else {
      flushTimer ??= setTimeout(() => {
        flushTimer = undefined;
        pump(true);
      }, max_wait_ms);
    }
  }

  function pump(isFlush: boolean): void {
    const { concurrency, max_updates } = faults().webhook_batch;
    while (inFlight < concurrency) {
      let batch = ready.shift();
      if (batch === undefined) {
        if (waiting.size >= MAX_WAITING_BATCHES) return;
        if (queued() === 0 || (!isFlush && queued() < max_updates)) return;
        const isShuffled = faults().out_of_order_webhooks > 0;
        const { body, updates } = payload.build(
          raws,
          statuses,
          max_updates,
          isShuffled ? random() : undefined,
        );
        if (updates === 0) continue;
        batch = { body: Buffer.from(body), updates, attempt: 0 };
        unacknowledged += updates;
      }
      void post(batch, epoch);
    }
  }

  async function post(batch: Batch, startedIn: number): Promise<void> {
    inFlight += 1;
    if (batch.attempt > 0) stats.retried += 1;
    const isAccepted = await deliver(batch.body);
    if (startedIn !== epoch) return;
    inFlight -= 1;
    if (isAccepted) {
      stats.sent += 1;
      stats.updates += batch.updates;
      unacknowledged -= batch.updates;
      repeatPerhaps(batch);
    } else {
      stats.failed += 1;
      retryLater(batch);
    }
    for (const wake of waiters.splice(0)) wake();
    pump(false);
    if (queued() > 0) schedule();
  }

  async function deliver(body: Buffer): Promise<boolean> {
    if (target === undefined) return false;
    const { timeout_ms: timeout } = faults().webhook_batch;
    try {
      const response = await request(target.url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': sign(body, target.appSecret),
        },
        dispatcher: agent,
        headersTimeout: timeout,
        bodyTimeout: timeout,
      });
      await response.body.dump();
      return response.statusCode === 200;
    } catch {
      return false;
    }
  }

  function repeatPerhaps(batch: Batch): void {
    const share = faults().duplicate_webhooks;
    if (share === 0 || batch.attempt < 0 || random()() >= share) return;
    stats.duplicated += 1;
    unacknowledged += batch.updates;
    // Attempt -1 marks the copy: it is not repeated again.
    later({ ...batch, attempt: -1 }, 20 + random()() * 200);
  }

  function retryLater(batch: Batch): void {
    const { retry_base_ms, retry_max_ms } = faults().webhook_batch;
    const attempt = Math.max(batch.attempt, 0);
    later({ ...batch, attempt: attempt + 1 }, Math.min(retry_base_ms * 2 ** attempt, retry_max_ms));
  }

  function later(batch: Batch, delayMs: number): void {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      ready.push(batch);
      pump(false);
    }, delayMs);
    waiting.add(timer);
  }

  function clear(): void {
    epoch += 1;
    clearTimeout(flushTimer);
    flushTimer = undefined;
    for (const timer of waiting) clearTimeout(timer);
    waiting.clear();
    ready.length = 0;
    raws = [];
    statuses.clear();
    inFlight = 0;
    unacknowledged = 0;
    stats = emptyStats();
  }

  return {
    pushStatus(ref, stage, atSeconds) {
      if (target === undefined) {
        stats.dropped += 1;
        return;
      }
      statuses.push(ref * 8 + stage, atSeconds);
      schedule();
    },
    pushRaw(update) {
      if (target === undefined) {
        stats.dropped += 1;
        return;
      }
      raws.push(update);
      schedule();
    },
    setTarget(value) {
      target = value;
    },
    get target() {
      return target;
    },
    get pending() {
      return queued() + unacknowledged;
    },
    stats: () => ({ ...stats }),
    settled: () => new Promise((resolve) => waiters.push(resolve)),
    clear,
    async close() {
      clear();
      for (const wake of waiters.splice(0)) wake();
      waiters = [];
      await agent.destroy();
    },
  };
}

function emptyStats(): WebhookStats {
  return { sent: 0, failed: 0, retried: 0, duplicated: 0, updates: 0, dropped: 0 };
}
