import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, isAboutData, isConnectionLoss } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { SendResult } from './result.ts';

/** Most results in one statement: keeps locks short. */
const BATCH = 512;
/** A batch of this many says that more will follow at once. */
const BUSY = 16;
/** Then the next is written when so many are there, or so much later. */
const MANY = 128;
const GATHER_MS = 10;

/**
 * Writes send results, all that gathered while the last statement ran in the next one. A result is kept and tried again
 * while the database is away, because the message has been sent; writing one twice is harmless.
 * @param deps.onLoss told each time the connection was lost
 */
export function createRecorder(deps: { sql: Database; log: Logger; onLoss?: () => void }) {
  const { sql, log, onLoss } = deps;
  let waiting: { result: SendResult; done: () => void }[] = [];
  let writing = false;
  let gathered: (() => void) | undefined;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      await write(batch.map(({ result }) => result));
      for (const { done } of batch) done();
      if (batch.length >= BUSY) await untilMany();
    }
    writing = false;
  }

  /** While much is sent a statement waits for a hundred more results, which it writes for half the cost each. */
  async function untilMany(): Promise<void> {
    if (waiting.length >= MANY) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    gathered = resolve;
    const timer = setTimeout(resolve, GATHER_MS);
    await promise;
    clearTimeout(timer);
    gathered = undefined;
  }

  async function write(results: SendResult[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await sql`select private.record_send_results(
          ${results.map((r) => r.message_id)}::uuid[], ${results.map((r) => r.outcome)}::text[],
          ${results.map((r) => r.wamid)}::text[], ${results.map((r) => r.error_class)}::text[],
          ${results.map((r) => r.error_code)}::int[], ${results.map((r) => r.error_message)}::text[],
          ${results.map((r) => r.retry_after)}::float8[], ${results.map((r) => r.attempt)}::int[],
          ${results.map((r) => r.error_scope)}::text[])`;
        return;
      } catch (error) {
        log.warn('send_results_not_recorded', { results: results.length, attempt, error: String(error) });
        if (isAboutData(error)) return writeApart(results);
        if (isConnectionLoss(error)) onLoss?.();
        await sleep(Math.min(50 * 2 ** attempt, 2000));
      }
    }
  }

  /** One result whose values cannot be stored must not hold back the others; it is unknown, so its status settles it. */
  async function writeApart(results: SendResult[]): Promise<void> {
    const [first] = results;
    if (results.length > 1) {
      for (const result of results) await write([result]);
    } else if (first && first.error_class !== 'unstorable') {
      const { message_id, attempt } = first;
      await write([
        {
          message_id,
          attempt,
          outcome: 'unknown',
          wamid: null,
          error_class: 'unstorable',
          error_code: null,
          error_scope: null,
          error_message: null,
          retry_after: null,
        },
      ]);
    } else if (first) {
      log.error('send_result_given_up', { message_id: first.message_id });
    }
  }

  return {
    /** Resolves once the result is committed. */
    record(result: SendResult): Promise<void> {
      return new Promise((done) => {
        waiting.push({ result, done });
        if (waiting.length >= MANY) gathered?.();
        // A tick later, so that answers that arrive together are written together.
        if (!writing) {
          writing = true;
          setImmediate(drain);
        }
      });
    },
  };
}

export type Recorder = ReturnType<typeof createRecorder>;
