import { describe, expect, test } from 'vitest';
import { readTap } from '../../../dev/test/pgtap/tap.ts';
import { finalLine, total } from '../../../dev/test/results.ts';
import { readReport } from '../../../dev/test/vitest.ts';

function tap(...lines: string[]) {
  return readTap(
    lines.map((text, index) => ({ text, where: `f.sql:${index + 1}` })),
    'f.sql',
  );
}

describe('TAP', () => {
  test('counts what passed, with the plan first or last', () => {
    expect(tap('1..2', 'ok 1 - a', 'ok 2 - b')).toMatchObject({ passed: 2, failed: 0, skipped: 0 });
    expect(tap('ok 1 - a', '1..1')).toMatchObject({ passed: 1, failed: 0 });
  });

  test('tells a failure with its place and its diagnostics', () => {
    const result = tap('1..1', 'not ok 1 - a');
    expect(result).toMatchObject({ failed: 1, failures: [{ where: 'f.sql:2', detail: 'a' }] });
    const lines = ['not ok 1 - a', '# have: 1', '# want: 2'].map((text) => ({ text, where: 'f.sql:7' }));
    expect(readTap([{ text: '1..1', where: 'f.sql:1' }, ...lines], 'f.sql').failures[0]?.detail).toBe(
      'a\nhave: 1\nwant: 2',
    );
  });

  test.each([
    ['a plan that promised more', ['1..2', 'ok 1 - a'], /planned 2 tests but ran 1/],
    ['a plan that promised less', ['1..1', 'ok 1 - a', 'ok 2 - b'], /planned 1 tests but ran 2/],
    ['no plan', ['ok 1 - a'], /no plan/],
    ['nothing at all', [], /no plan/],
    ['a bail out', ['1..1', 'ok 1 - a', 'Bail out! broken'], /broken/],
    ['a number out of order', ['1..2', 'ok 2 - a', 'ok 2 - b'], /test 2 came as test 1/],
  ])('fails for %s', (_, lines, message) => {
    const result = tap(...lines);
    expect(result.failed).toBe(1);
    expect(result.failures[0]?.detail).toMatch(message);
  });

  test('counts skipped and postponed tests apart', () => {
    const result = tap('1..3', 'ok 1 - # SKIP why', `not ok 2 - # ${'TO'}DO later`, 'ok 3 - a');
    expect(result).toMatchObject({ passed: 1, failed: 0, skipped: 2 });
  });
});

describe("vitest's report", () => {
  const test1 = { fullName: 'a b', status: 'passed' };

  test('is counted by test', () => {
    const testResults = [
      {
        name: '/p/tests/x.test.ts',
        status: 'failed',
        assertionResults: [
          test1,
          { fullName: 'c', status: 'failed', failureMessages: ['no'] },
          { fullName: 'd', status: 'pending' },
        ],
      },
    ];
    expect(readReport({ testResults }, '/p')).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 1,
      failures: [{ where: 'tests/x.test.ts > c', detail: 'no' }],
    });
  });

  test('of a file that could not be loaded is one failure', () => {
    const testResults = [{ name: '/p/x.test.ts', status: 'failed', message: 'syntax', assertionResults: [] }];
    expect(readReport({ testResults }, '/p')).toMatchObject({ failed: 1, failures: [{ detail: 'syntax' }] });
  });
});

describe('the sum', () => {
  const result = { runner: 'x', passed: 2, failed: 0, skipped: 0, failures: [] };

  test('is the last line', () => {
    expect(finalLine(total([result, result]))).toBe('4 passed, 0 failed');
    expect(finalLine(total([{ ...result, skipped: 1 }]))).toBe('2 passed, 0 failed, 1 skipped');
  });

  test('of no test at all is a failure', () => {
    expect(finalLine(total([]))).toBe('0 passed, 1 failed');
    expect(total([{ ...result, passed: 0 }]).failed).toBe(1);
  });
});
