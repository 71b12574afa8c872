import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { crashed, type Failure, type RunnerResult } from './results.ts';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export interface VitestRun {
  root: string;
  /** Test files, relative to the project. */
  files: string[];
  /** Added to the environment of the tests. */
  env: NodeJS.ProcessEnv;
  /** Stops the run and everything it started. */
  signal: AbortSignal;
}

/** The test files of the project, relative to it and sorted; with filters only paths that contain one of them. */
export function listVitestFiles(root: string, filters: string[]): string[] {
  return listFiles(root, filters).filter((path) => !path.startsWith('tests/browser/'));
}

/** As listVitestFiles, those that drive a browser. */
export function listBrowserFiles(root: string, filters: string[]): string[] {
  return listFiles(root, filters).filter((path) => path.startsWith('tests/browser/'));
}

function listFiles(root: string, filters: string[]): string[] {
  const files = globSync('tests/**/*.test.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('tests/bench/'))
    .sort();
  return filters.length === 0
    ? files
    : files.filter((path) => filters.some((filter) => path.includes(filter)));
}

/**
 * Runs vitest in a process group of its own, which is ended with it, so that a test cannot leave a process behind.
 * Its readable report goes to our output; the figures come from its JSON report.
 */
export async function runVitest(run: VitestRun): Promise<RunnerResult> {
  const dir = mkdtempSync(join(tmpdir(), 'wabase-vitest-'));
  const report = join(dir, 'report.json');
  try {
    const code = await startVitest(run, report);
    if (!existsSync(report)) return crashed('vitest', `ended with code ${code} before it could report`);
    const result = readReport(Report.parse(JSON.parse(readFileSync(report, 'utf8'))), run.root);
    if (code !== 0 && result.failed === 0) {
      result.failed = 1;
      result.failures.push({
        where: 'vitest',
        detail: `ended with code ${code} though every test passed (see its output)`,
      });
    }
    return result;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function startVitest(run: VitestRun, report: string): Promise<number> {
  const args = [
    join(run.root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...run.files,
  ];
  const child = spawn(process.execPath, args, {
    cwd: run.root,
    env: { ...process.env, ...run.env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const end = () => endGroup(child.pid);
  run.signal.addEventListener('abort', end, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      run.signal.removeEventListener('abort', end);
      end();
      resolve(code ?? 1);
    });
  });
}

/** Ends what is left of the process group; it usually is empty already. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Counts the report's tests. A file that failed as a whole (it could not be imported, a hook threw) is a failure. */
export function readReport(report: z.infer<typeof Report>, root: string): RunnerResult {
  const result: RunnerResult = { runner: 'vitest', passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const file of report.testResults) {
    const where = file.name.startsWith(`${root}/`) ? file.name.slice(root.length + 1) : file.name;
    const failures: Failure[] = [];
    for (const test of file.assertionResults) {
      if (test.status === 'passed') result.passed += 1;
      else if (test.status === 'failed') {
        failures.push({
          where: `${where} > ${test.fullName}`,
          detail: (test.failureMessages ?? []).join('\n'),
        });
      } else result.skipped += 1;
    }
    if (file.status === 'failed' && failures.length === 0) {
      failures.push({ where, detail: file.message || 'the file failed as a whole' });
    }
    result.failed += failures.length;
    result.failures.push(...failures);
  }
  return result;
}
