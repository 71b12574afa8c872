import { createRandom } from '../simulator/random.ts';

/** Repeatable chance: the same seed gives the same choices. */
export interface Dice {
  /** A whole number in [0, below). */
  below(below: number): number;
  chance(share: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A UUIDv7 of today, so that every partition by time has room; those made later sort later. */
  id(): string;
}

/** A source of choices. Ids keep their order, not their first digits, from one day to the next. */
export function createDice(seed: number, stream = 0): Dice {
  const random = createRandom((seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0);
  const now = new Date();
  let clock = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()) + 60_000;
  const below = (limit: number) => Math.floor(random() * limit);
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join('');
  return {
    below,
    chance: (share) => random() < share,
    pick: (list) => {
      if (list.length === 0) throw new Error('Nothing to pick from.');
      return list[below(list.length)] as (typeof list)[number];
    },
    id() {
      clock += 1;
      const time = clock.toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
    },
  };
}
