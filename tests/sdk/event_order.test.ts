import { expect, test } from 'vitest';
import { createOrderedEvents, type EventBatch } from '../../clients/sdk/src/event_order.ts';

const batch = (seq: number): EventBatch<string> => ({ seq, events: [`${seq}a`, `${seq}b`] });
const upTo = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => batch(from + i).events).flat();

/** A reader over a log that reaches from `first` to `last`; `fail` makes that many reads fail. */
function readerOf(log: { first: number; last: number; fail?: number; reads?: number }) {
  const heard: string[] = [];
  let resets = 0;
  const ordered = createOrderedEvents<string>({
    async readAfter(seq, limit) {
      log.reads = (log.reads ?? 0) + 1;
      if (log.fail !== undefined && log.fail > 0) {
        log.fail -= 1;
        throw new Error('away');
      }
      const rows: EventBatch<string>[] = [];
      for (let n = Math.max(seq + 1, log.first); n <= log.last && rows.length < limit; n++)
        rows.push(batch(n));
      return rows;
    },
    deliver: (event) => void heard.push(event),
    onReset: () => {
      resets += 1;
    },
    wait: async () => {},
  });
  return { ordered, heard, resets: () => resets };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('batches that come in another order, twice, or before the start are delivered in order and once', async () => {
  const { ordered, heard } = readerOf({ first: 1, last: 0 });
  ordered.receive(batch(7));
  ordered.receive(batch(6));
  ordered.start(5);
  ordered.receive(batch(6));
  ordered.receive(batch(5));
  ordered.receive(batch(8));
  await settled();
  expect(heard).toEqual(upTo(6, 8));
});

test('a gap is filled from the log before what came after it is delivered', async () => {
  const log = { first: 1, last: 4 };
  const { ordered, heard, resets } = readerOf(log);
  ordered.start(1);
  log.last = 9;
  ordered.receive(batch(9));
  ordered.receive(batch(10));
  await settled();
  expect(heard).toEqual(upTo(2, 10));
  expect(resets()).toBe(0);
});

test('catching up reads page by page, through failures, and takes what came meanwhile', async () => {
  const log = { first: 1, last: 950, fail: 3 };
  const { ordered, heard } = readerOf(log);
  ordered.start(3);
  const caughtUp = ordered.catchUp();
  ordered.receive(batch(951));
  log.last = 951;
  await caughtUp;
  expect(heard).toEqual(upTo(4, 951));
});

test('whoever was away longer than the log is kept is told, and goes on from where it begins', async () => {
  const { ordered, heard, resets } = readerOf({ first: 500, last: 502 });
  ordered.start(3);
  await ordered.catchUp();
  ordered.receive(batch(503));
  expect(resets()).toBe(1);
  expect(heard).toEqual(upTo(500, 503));
});

test('a number that the log never shows does not stop the reader for ever', async () => {
  const log = { first: 1, last: 0, reads: 0 };
  const { ordered, heard, resets } = readerOf(log);
  ordered.start(3);
  ordered.receive(batch(6));
  await settled();
  expect(resets()).toBe(1);
  expect(heard).toEqual(upTo(6, 6));
  expect(log.reads).toBeLessThan(10);
});

test('nothing is delivered after the end', async () => {
  const { ordered, heard } = readerOf({ first: 1, last: 9 });
  ordered.start(0);
  const caughtUp = ordered.catchUp();
  ordered.stop();
  ordered.receive(batch(1));
  await caughtUp;
  expect(heard).toEqual([]);
});
