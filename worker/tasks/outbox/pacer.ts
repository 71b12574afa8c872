/** A message and the moment at which it may leave. */
interface Paced {
  /** Milliseconds by the database's clock. */
  send_at: number;
  claimed_at: number;
  /** Milliseconds to the number's next message. */
  spacing: number;
}

/** How long the moments of as many messages last as Meta allows a second: private.take_slots gives out a hundredth fewer. */
const ROUND_MS = 1000 / 0.99;
/**
 * A second by Meta's clock, and what a message may take longer on its way than another. What is left of a round is for timers that fire
 * late: with more than four milliseconds each the number would fall behind its rate.
 */
const SECOND_MS = 1006;
/** The spacing of the fastest numbers there are is a little more; only benches have faster ones. */
const LEAST_SPACING_MS = 1;
/** How long the shortest way from the database is remembered. */
const MEMORY_MS = 30_000;

/**
 * Lets the messages of one number go at the moments that the database gave them. After a pause of this process what is late
 * leaves at once, and a round later nothing leaves before a second has passed since: however late messages were, no second sees more
 * than Meta allows. The database's clock is read from claims: the one whose answer took least is nearest to the truth.
 * @param deps.go sends a message; when it returns the message has left
 * @param deps.now milliseconds of a clock that never jumps
 */
export function createPacer<T extends Paced>(deps: {
  go: (message: T) => void;
  now?: () => number;
  setTimer?: (run: () => void, ms: number) => unknown;
}) {
  const { go, now = () => performance.now(), setTimer = setTimeout } = deps;
  const waiting = createLine<T>();
  /** What left within the last round: the moment a round later, and when a message of that moment may leave. */
  const left = createLine<{ moment: number; free: number }>();
  let isSet = false;
  let free = Number.NEGATIVE_INFINITY;
  let empty: (() => void) | undefined;
  let shortest = { offset: Number.POSITIVE_INFINITY, before: Number.POSITIVE_INFINITY, since: now() };

  function hear(claimedAt: number): void {
    const at = now();
    if (at - shortest.since > MEMORY_MS) {
      shortest = { offset: Number.POSITIVE_INFINITY, before: shortest.offset, since: at };
    }
    shortest.offset = Math.min(shortest.offset, at - claimedAt);
  }

  /** Milliseconds by our clock at the database's zero. */
  function offset(): number {
    return Math.min(shortest.offset, shortest.before);
  }

  function dueAt(message: T): number {
    for (let last = left.first(); last && last.moment <= message.send_at; last = left.first()) {
      free = last.free;
      left.next();
    }
    return Math.max(message.send_at + offset(), free);
  }

  function run(): void {
    isSet = false;
    for (let message = waiting.first(); message; message = waiting.first()) {
      const at = now();
      const due = dueAt(message);
      if (due > at + 0.5) {
        isSet = true;
        setTimer(run, due - at);
        return;
      }
      waiting.next();
      go(message);
      if (message.spacing >= LEAST_SPACING_MS) {
        // When it has left: putting it together takes time too. Half a millisecond for what moments lose when they are written down.
        left.add({ moment: message.send_at + ROUND_MS - 0.5, free: now() + SECOND_MS });
      }
    }
    empty?.();
  }

  return {
    /** Takes what one claim returned, in its order. */
    add(messages: T[]): void {
      const [first] = messages;
      if (!first) return;
      hear(first.claimed_at);
      waiting.add(...messages);
      if (!isSet) run();
    },
    /** Resolves once nothing waits for its moment. */
    untilEmpty(): Promise<void> {
      return new Promise((resolve) => {
        empty = resolve;
        if (!waiting.first()) resolve();
      });
    },
    /** How many milliseconds after its moment a message of the next round leaves, at most. */
    lateness(): number {
      return left.all().reduce((most, { moment, free }) => Math.max(most, free - (moment + offset())), 0);
    },
  };
}

/** A queue whose head moves, since an array's `shift` costs its length. */
function createLine<T>() {
  let items: T[] = [];
  let head = 0;
  return {
    add(...more: T[]): void {
      items.push(...more);
    },
    first: (): T | undefined => items[head],
    next(): void {
      head += 1;
      if (head === items.length) items.length = 0;
      else if (head < 1024 || head * 2 < items.length) return;
      else items = items.slice(head);
      head = 0;
    },
    all: (): T[] => items.slice(head),
  };
}
