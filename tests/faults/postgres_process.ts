import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DISPOSABLE_SETTINGS,
  spawnPostgres,
  stopPostgres,
  untilAnswering,
} from '../../dev/postgres/cluster.ts';
import { tie } from '../support/leash.ts';
import type { Pipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';

/** What a commit has promised must survive these tests; the disk itself does not fail in them. */
export const CRASH_SAFE = { synchronous_commit: 'on' };

/** The server of a pipeline, to be ended and started again as its supervisor would. */
export async function takePostgres(pipeline: Pipeline) {
  const [row] = await pipeline.sql<{ dir: string }[]>`select current_setting('data_directory') as dir`;
  const dir = row?.dir ?? '';
  let child: ChildProcess | undefined;

  return {
    /** SIGINT: fast shutdown, every connection is cut. SIGKILL: a crash; the next start recovers. */
    async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
      const pid = Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, signal);
      await until('PostgreSQL is gone', () => !isAlive(pid));
    },
    /** Starts it again on the same port; a crashed one may have to wait for its orphaned backends to leave. */
    async start(): Promise<void> {
      const { port } = pipeline.postgres;
      await until('PostgreSQL is back', async () => {
        const settings = { ...DISPOSABLE_SETTINGS, ...CRASH_SAFE };
        const server = spawnPostgres({ dir, port, logFile: join(dir, '../postgres.log'), settings });
        child = server;
        tie(server);
        return untilAnswering(server, pipeline.database.url('supabase_admin')).then(
          () => true,
          () => false,
        );
      });
    },
    async stop(): Promise<void> {
      if (child) await stopPostgres(child);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie of ours still takes signals: it is gone as soon as Node has read its end.
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
