/** Counts how often each 64-bit key was seen, in 12 to 24 bytes a key whatever the key's text was. */
export interface HashCounter {
  /** Counts one occurrence; returns how often the key was seen so far (saturates at 255). */
  add(hi: number, lo: number): number;
  /** Number of different keys. */
  readonly size: number;
  /** Number of keys seen more than once. */
  readonly repeated: number;
}

const FIRST_CAPACITY = 1024;

/** Open addressing over typed arrays: a JS Set of a million phone strings is 60 MB that the collector walks. */
export function createHashCounter(): HashCounter {
  let capacity = FIRST_CAPACITY;
  let his = new Uint32Array(capacity);
  let los = new Uint32Array(capacity);
  let counts = new Uint8Array(capacity);
  let size = 0;
  let repeated = 0;

  function slotOf(hi: number, lo: number): number {
    const mask = capacity - 1;
    let slot = (lo ^ hi) & mask;
    while (counts[slot] !== 0 && (his[slot] !== hi || los[slot] !== lo)) slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    const [oldHis, oldLos, oldCounts] = [his, los, counts];
    capacity *= 2;
    his = new Uint32Array(capacity);
    los = new Uint32Array(capacity);
    counts = new Uint8Array(capacity);
    for (let i = 0; i < oldCounts.length; i += 1) {
      const count = oldCounts[i] ?? 0;
      if (count === 0) continue;
      const slot = slotOf(oldHis[i] ?? 0, oldLos[i] ?? 0);
      his[slot] = oldHis[i] ?? 0;
      los[slot] = oldLos[i] ?? 0;
      counts[slot] = count;
    }
  }

  return {
    add(hi, lo) {
      if (size * 4 >= capacity * 3) grow();
      const slot = slotOf(hi, lo);
      const count = counts[slot] ?? 0;
      if (count === 0) {
        his[slot] = hi;
        los[slot] = lo;
        size += 1;
      } else if (count === 1) {
        repeated += 1;
      }
      if (count < 255) counts[slot] = count + 1;
      return count + 1;
    },
    get size() {
      return size;
    },
    get repeated() {
      return repeated;
    },
  };
}
