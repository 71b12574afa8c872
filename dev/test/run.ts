/** `npm test`: see `--help`. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { startTestPostgres, type TestPostgres } from '../../tests/support/postgres.ts';
import { HELP, readOptions } from './options.ts';
import { listPgtapFiles } from './pgtap/files.ts';
import { runPgtap } from './pgtap/run.ts';
import { crashed, finalLine, type RunnerResult, total } from './results.ts';
import { makeScratch } from './scratch.ts';
import { listBrowserFiles, listVitestFiles, runVitest } from './vitest.ts';

const root = join(import.meta.dirname, '../..');
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

async function main(): Promise<number> {
  const { help, filters } = readOptions(process.argv.slice(2));
  if (help) {
    console.log(HELP);
    return 0;
  }
  const pgtapFiles = listPgtapFiles(root, filters);
  const vitestFiles = listVitestFiles(root, filters);
  const browserFiles = listBrowserFiles(root, filters);
  if (pgtapFiles.length + vitestFiles.length + browserFiles.length === 0) return report(total([]));
  const results: RunnerResult[] = [];
  const scratch = makeScratch();
  process.env.TMPDIR = scratch.dir;
  let cluster: TestPostgres | undefined;
  try {
    cluster = await startTestPostgres({ pgtap: true });
    const control = await cluster.createDatabase('empty');
    if (pgtapFiles.length > 0) results.push(await guard('pgTAP', () => pgtap(cluster, pgtapFiles)));
    const env = { WABASE_TEST_CLUSTER: control.url('supabase_admin') };
    // Beside each other: the browser's tests are one file, and most of the others wait more than they work.
    const runs = [vitestFiles, browserFiles].filter(
      (files) => files.length > 0 && !interrupted.signal.aborted,
    );
    results.push(
      ...(await Promise.all(
        runs.map((files) =>
          guard('vitest', () => runVitest({ root, files, env, signal: interrupted.signal })),
        ),
      )),
    );
  } catch (error) {
    results.push(crashed('the test database', text(error)));
  } finally {
    await cluster?.stop();
    scratch.remove();
  }
  if (interrupted.signal.aborted) results.push(crashed('npm test', 'interrupted'));
  return report(total(results));
}

async function pgtap(cluster: TestPostgres | undefined, files: string[]): Promise<RunnerResult> {
  if (cluster === undefined) throw new Error('no database');
  const database = await cluster.createDatabase();
  const parallel = Math.max(2, Math.min(4, availableParallelism()));
  return runPgtap({ root, files, url: database.url('supabase_admin'), parallel, print: console.log });
}

/** A runner that throws has failed; the others still run. */
async function guard(runner: string, run: () => Promise<RunnerResult>): Promise<RunnerResult> {
  try {
    return await run();
  } catch (error) {
    return crashed(runner, text(error));
  }
}

function text(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The runner has printed all of it already. */
function clip(detail: string): string {
  return detail.length > 2000 ? `${detail.slice(0, 2000)} …` : detail;
}

/** Prints every failure and, as the last line, the sum. */
function report(sum: RunnerResult): number {
  if (sum.failures.length > 0) console.log(`\n${'─'.repeat(30)} Failures ${'─'.repeat(30)}`);
  for (const { where, detail } of sum.failures) {
    console.log(`\n✗ ${where}\n${clip(detail).replace(/^/gm, '    ')}`);
  }
  console.log(`\n${finalLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? error.message : text(error));
  console.log(finalLine(crashed('npm test', '')));
  return 1;
});
