/** What one runner found. Every number counts single assertions or tests, not files. */
export interface RunnerResult {
  runner: string;
  passed: number;
  failed: number;
  skipped: number;
  failures: Failure[];
}

/** A failure as it is printed at the end: where, and what was seen. */
export interface Failure {
  where: string;
  detail: string;
}

/** A result that holds one failure: the form in which a crashed runner is counted. */
export function crashed(runner: string, detail: string): RunnerResult {
  return { runner, passed: 0, failed: 1, skipped: 0, failures: [{ where: runner, detail }] };
}

/** Sums the results. No test at all is a failure: a filter that matches nothing must not look green. */
export function total(results: RunnerResult[]): RunnerResult {
  const sum: RunnerResult = { runner: 'all', passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const result of results) {
    sum.passed += result.passed;
    sum.failed += result.failed;
    sum.skipped += result.skipped;
    sum.failures.push(...result.failures);
  }
  return sum.passed + sum.failed + sum.skipped === 0 ? crashed('npm test', 'no test was run') : sum;
}

/** The last line of the run, which other programs read. */
export function finalLine(sum: RunnerResult): string {
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  return `${sum.passed} passed, ${sum.failed} failed${skipped}`;
}
