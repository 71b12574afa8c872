import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../functions/core/database.ts';
import type { Logger } from '../functions/core/log.ts';

/** Puts what happened in brands into the one order that clients see, and sends it. */
export interface EventSequencer {
  stop(): Promise<void>;
}

/**
 * Looks every `everyMs` for what was committed since. Looking at nothing costs an index read; a bell for each webhook
 * would cost a job and a NOTIFY, and half the wait here (25 ms) is the price in delay. Any number of workers may look.
 */
export function startEventSequencer(deps: { sql: Database; log: Logger; everyMs?: number }): EventSequencer {
  const { sql, log, everyMs = 50 } = deps;
  const stopping = new AbortController();
  let isFailing = false;

  async function keepOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await sql`select private.sequence_brand_events()`;
        isFailing = false;
      } catch (error) {
        // Said once an outage, not twenty times a second.
        if (!isFailing) log.warn('events_not_sequenced', { error: String(error) });
        isFailing = true;
      }
      await sleep(isFailing ? 1000 : everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const running = keepOn();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
