/** A batch of a brand's events as the database numbered it. */
export interface EventBatch<Event> {
  seq: number;
  events: Event[];
}

/** How many batches are asked for at once. */
const PAGE = 200;
/** How often the log is asked for a number that it does not have before it counts as gone. */
const TRIES = 3;

/** Delivers batches in the order of their numbers, each once. */
export interface OrderedEvents<Event> {
  /** Begins after a number; what came by `receive` before is kept until now. */
  start(after: number): void;
  /** Takes a batch from the live channel: in any order, repeated, or with others missing before it. */
  receive(batch: EventBatch<Event>): void;
  /** Reads what the log has beyond the last batch; resolves when nothing is missing. */
  catchUp(): Promise<void>;
  stop(): void;
}

/**
 * Puts live batches into order and fills gaps from the log. A number is delivered when all before it were.
 * @param deps.readAfter batches of the log beyond a number, in order, at most `limit`
 * @param deps.onReset the log no longer reaches back to where the reader was; it goes on from where the log begins
 * @param deps.wait waits before a read is repeated; rejects when there is no point any more
 */
export function createOrderedEvents<Event>(deps: {
  readAfter(seq: number, limit: number): Promise<EventBatch<Event>[]>;
  deliver(event: Event, seq: number): void;
  onReset(): void;
  wait(attempt: number): Promise<void>;
}): OrderedEvents<Event> {
  const { readAfter, deliver, onReset, wait } = deps;
  const held = new Map<number, EventBatch<Event>>();
  let last: number | undefined;
  let isStopped = false;
  let reading: Promise<void> | undefined;
  let isAskedAgain = false;

  function pass(batch: EventBatch<Event>): void {
    last = batch.seq;
    for (const event of batch.events) {
      if (isStopped) return;
      deliver(event, batch.seq);
    }
  }

  function flush(): void {
    if (last === undefined || isStopped) return;
    for (const seq of held.keys()) if (seq <= last) held.delete(seq);
    for (let next = held.get(last + 1); next !== undefined && !isStopped; next = held.get(last + 1)) {
      held.delete(next.seq);
      pass(next);
    }
    if (held.size > 0) void catchUp();
  }

  async function read(): Promise<void> {
    for (let attempt = 1; !isStopped && last !== undefined; ) {
      let page: EventBatch<Event>[];
      try {
        page = await readAfter(last, PAGE);
      } catch {
        await wait(attempt);
        attempt += 1;
        continue;
      }
      const next = page[0]?.seq ?? Math.min(...held.keys());
      if (page.length === 0 && next > last + 1 && next < Infinity && attempt <= TRIES) {
        // The live channel was ahead of the log that answered.
        await wait(attempt);
        attempt += 1;
        continue;
      }
      attempt = 1;
      if (next > last + 1 && next < Infinity) {
        onReset();
        last = next - 1;
      }
      for (const batch of page) if (batch.seq === last + 1) pass(batch);
      if (page.length === PAGE) continue;
      if (!isAskedAgain) return;
      isAskedAgain = false;
    }
  }

  function catchUp(): Promise<void> {
    // A read that is under way may have looked already: one more follows it.
    if (reading !== undefined) isAskedAgain = true;
    reading ??= read()
      .catch(() => {})
      .finally(() => {
        reading = undefined;
        isAskedAgain = false;
        flush();
      });
    return reading;
  }

  return {
    start(after) {
      last = after;
      flush();
    },
    receive(batch) {
      if (isStopped || (last !== undefined && batch.seq <= last)) return;
      held.set(batch.seq, batch);
      if (reading === undefined) flush();
    },
    catchUp,
    stop() {
      isStopped = true;
      held.clear();
    },
  };
}
