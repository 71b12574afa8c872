import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { until } from '../../support/programs.ts';

const SUPPORT = join(import.meta.dirname, '../../support');

/** Starts a PostgreSQL and a program, says their pids, and then waits for ever. */
const SCRIPT = `
  const { startTestPostgres } = await import('${SUPPORT}/postgres.ts');
  const { startProgram } = await import('${SUPPORT}/programs.ts');
  const cluster = await startTestPostgres();
  const sql = (await cluster.createDatabase('empty')).connect('supabase_admin');
  const [{ pid }] = await sql\`select pid from pg_stat_activity where backend_type = 'checkpointer'\`;
  const program = startProgram(['sleep', '600'], {});
  console.log(JSON.stringify([pid, program.pid]));
`;

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a test or bench that is killed leaves neither PostgreSQL nor programs behind', async () => {
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as number[];
  expect(pids.map(isAlive)).toEqual([true, true]);
  parent.kill('SIGKILL');
  await until('both are gone', () => !pids.some(isAlive));
});
