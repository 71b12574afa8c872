import type { Failure } from '../results.ts';

/** One line of TAP with the place of the statement that printed it. */
export interface TapLine {
  text: string;
  /** `file:line`, for the report. */
  where: string;
}

export interface TapResult {
  passed: number;
  failed: number;
  skipped: number;
  failures: Failure[];
}

/**
 * Reads the TAP output of one file. Besides `not ok` these count as a failure: a plan that is absent or was not
 * kept, a test number out of order, and `Bail out!`. A test marked as skipped or
 * as still to be done is counted as skipped, so that it shows in the last line.
 */
export function readTap(lines: TapLine[], file: string): TapResult {
  const result: TapResult = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const fail = (where: string, detail: string) => {
    result.failed += 1;
    result.failures.push({ where, detail });
  };
  let plan: number | null = null;
  let seen = 0;
  for (const { text, where } of lines) {
    const planned = /^1\.\.(\d+)/.exec(text);
    const test = /^(not )?ok\b(?: (\d+))?(?: - )?(.*)$/.exec(text);
    if (planned !== null) plan = Number(planned[1]);
    else if (/^Bail out!/i.test(text)) fail(where, text);
    else if (test !== null) {
      seen += 1;
      const [, not, number, title = ''] = test;
      if (number !== undefined && Number(number) !== seen) fail(where, `test ${number} came as test ${seen}`);
      else if (/# (SKIP|TODO)\b/i.test(title)) result.skipped += 1;
      else if (not === undefined) result.passed += 1;
      else fail(where, title.trim());
    } else if (text.startsWith('#')) appendDiagnostic(result.failures, where, text);
  }
  if (plan === null) fail(file, 'no plan: select plan(n) or no_plan() first, and finish() last');
  else if (plan !== seen) fail(file, `planned ${plan} tests but ran ${seen}`);
  return result;
}

/** A `#` line explains the failure that the same statement has just reported. */
function appendDiagnostic(failures: Failure[], where: string, text: string): void {
  const last = failures.at(-1);
  if (last !== undefined && last.where === where) last.detail += `\n${text.replace(/^# ?/, '')}`;
}
