import { z } from 'zod';
import type { Database } from '../functions/core/database.ts';

const payload = z.object({ key: z.uuid() });

/** After how many seconds work that found no place, or was interrupted, is looked at again. */
const LATER_SECONDS = 3;

/**
 * A rung task for long work on files: no more than `places` of its jobs run at once in this process, so that those who send
 * keep theirs. What finds no place, and what says that the worker's stop interrupted it, comes again.
 */
export function createFewAtOnce(deps: { sql: Database; task: string; places: number }) {
  const { sql, task, places } = deps;
  let running = 0;

  const later = (key: string) => sql`
    select private.add_job(${task}, ${sql.json({ key })}, ${`${task}:${key}`}, now() + make_interval(secs => ${LATER_SECONDS}))`;

  return (work: (id: string, stopping: AbortSignal) => Promise<'done' | 'interrupted'>) =>
    async (given: unknown, { stopping }: { stopping: AbortSignal }): Promise<void> => {
      const { key } = payload.parse(given);
      if (running >= places) {
        await later(key);
        return;
      }
      running++;
      try {
        await sql`select private.answer(${task}, ${key})`;
        if ((await work(key, stopping)) === 'interrupted') await later(key);
      } finally {
        running--;
      }
    };
}
