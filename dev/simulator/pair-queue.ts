/** A first-in first-out queue of number pairs in one typed array, so a million waiting entries are 16 MB. */
export interface PairQueue {
  push(first: number, second: number): void;
  /** Moves the oldest pair to `first` and `second`; false when the queue is empty. */
  shift(): boolean;
  /** `first` of the oldest pair, which stays; Infinity when the queue is empty. */
  peek(): number;
  readonly first: number;
  readonly second: number;
  readonly length: number;
  clear(): void;
}

/** Makes an empty queue; the ring doubles when it is full. */
export function createPairQueue(): PairQueue {
  let ring = new Float64Array(2048);
  let head = 0;
  let length = 0;
  let first = 0;
  let second = 0;

  return {
    push(a, b) {
      const capacity = ring.length / 2;
      if (length === capacity) {
        const bigger = new Float64Array(ring.length * 2);
        bigger.set(ring.subarray(head * 2));
        bigger.set(ring.subarray(0, head * 2), (capacity - head) * 2);
        ring = bigger;
        head = 0;
      }
      const slot = ((head + length) % (ring.length / 2)) * 2;
      ring[slot] = a;
      ring[slot + 1] = b;
      length += 1;
    },
    shift() {
      if (length === 0) return false;
      first = ring[head * 2] ?? 0;
      second = ring[head * 2 + 1] ?? 0;
      head = (head + 1) % (ring.length / 2);
      length -= 1;
      return true;
    },
    peek: () => (length === 0 ? Number.POSITIVE_INFINITY : (ring[head * 2] ?? 0)),
    get first() {
      return first;
    },
    get second() {
      return second;
    },
    get length() {
      return length;
    },
    clear() {
      ring = new Float64Array(2048);
      head = 0;
      length = 0;
    },
  };
}
