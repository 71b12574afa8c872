import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../../functions/core/log.ts';
import type { Database } from '../../database.ts';
import type { SendResult } from './result.ts';

/** Most results in one statement: keeps locks short. */
const BATCH = 512;

/**
 * Writes send results, all that gathered while the last statement ran in the next one. A result is never given up:
 * while the database is away it is kept and tried again, because the message has been sent.
 */
export function createRecorder(deps: { sql: Database; log: Logger }) {
  const { sql, log } = deps;
  let waiting: { result: SendResult; done: () => void }[] = [];
  let writing = false;

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      await write(batch.map(({ result }) => result));
      for (const { done } of batch) done();
    }
    writing = false;
  }

  async function write(results: SendResult[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await sql`select private.record_send_results(
          ${results.map((r) => r.message_id)}::uuid[], ${results.map((r) => r.outcome)}::text[],
          ${results.map((r) => r.wamid)}::text[], ${results.map((r) => r.error_class)}::text[],
          ${results.map((r) => r.error_code)}::int[], ${results.map((r) => r.error_message)}::text[],
          ${results.map((r) => r.retry_after)}::float8[])`;
        return;
      } catch (error) {
        log.warn('send_results_not_recorded', { results: results.length, attempt, error: String(error) });
        await sleep(Math.min(50 * 2 ** attempt, 2000));
      }
    }
  }

  return {
    /** Resolves once the result is committed. */
    record(result: SendResult): Promise<void> {
      return new Promise((done) => {
        waiting.push({ result, done });
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
