/** A message and the moment at which it may leave. */
interface Paced {
  /** Milliseconds by the database's clock. */
  send_at: number;
  claimed_at: number;
  /** Milliseconds to the number's next message. */
  spacing: number;
}

/** What a computer may be late without its next sends being put off. */
const TOLERANCE_MS = 4;
/** A number that is behind sends this much faster than its slots, still within what Meta allows, until it is not. */
const CATCH_UP = 0.995;
/** How long the shortest way from the database is remembered. */
const MEMORY_MS = 30_000;

/**
 * Lets the messages of one number go at the moments that the database gave them, one after the other: after a pause of
 * this process they do not leave all at once. The database's clock is read from claims: the one whose answer took least
 * is nearest to the truth.
 * @param deps.now milliseconds of a clock that never jumps
 */
export function createPacer<T extends Paced>(deps: {
  go: (message: T) => void;
  now?: () => number;
  setTimer?: (run: () => void, ms: number) => unknown;
}) {
  const { go, now = () => performance.now(), setTimer = setTimeout } = deps;
  const waiting: T[] = [];
  let next = 0;
  let isSet = false;
  let free = Number.NEGATIVE_INFINITY;
  let shortest = { offset: Number.POSITIVE_INFINITY, before: Number.POSITIVE_INFINITY, since: now() };

  function hear(claimedAt: number): void {
    const at = now();
    if (at - shortest.since > MEMORY_MS) {
      shortest = { offset: Number.POSITIVE_INFINITY, before: shortest.offset, since: at };
    }
    shortest.offset = Math.min(shortest.offset, at - claimedAt);
  }

  function run(): void {
    isSet = false;
    for (;;) {
      const message = waiting[next];
      if (!message) {
        waiting.length = 0;
        next = 0;
        return;
      }
      const at = now();
      const due = Math.max(message.send_at + Math.min(shortest.offset, shortest.before), free);
      if (due > at + 0.5) {
        isSet = true;
        setTimer(run, due - at);
        return;
      }
      next += 1;
      free = Math.max(due, at - TOLERANCE_MS) + message.spacing * CATCH_UP;
      go(message);
    }
  }

  return {
    /** Takes what one claim returned, in its order. */
    add(messages: T[]): void {
      const [first] = messages;
      if (!first) return;
      hear(first.claimed_at);
      waiting.push(...messages);
      if (!isSet) run();
    },
  };
}
