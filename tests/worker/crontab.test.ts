import { readFileSync } from 'node:fs';
import { parseCrontab } from 'graphile-worker';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../worker/${path}`, import.meta.url), 'utf8');

test('every task of the crontab is one that the worker has', () => {
  const scheduled = parseCrontab(read('crontab')).map(({ task }) => task);
  const known = new Set(
    [...read('worker.ts').matchAll(/^ {4}'([a-z]+\/[a-z_]+)':/gm)].map(([, name]) => name),
  );
  expect(scheduled).toContain('audit/seal');
  expect(scheduled.filter((task) => !known.has(task))).toEqual([]);
});
