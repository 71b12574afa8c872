import { createFatePlan, type FatePlan } from './fate.ts';
import { applyFaults, defaultFaults, type Faults, type FaultsPatch } from './faults.ts';
import { createRandom, type Random } from './random.ts';

/** The faults in force and what is derived from them. */
export interface Settings {
  readonly faults: Faults;
  readonly random: Random;
  readonly plan: FatePlan;
  /** True when some send may be answered wrongly on purpose: lets the hot path skip the draw. */
  readonly hasSendFaults: boolean;
  /** Applies a partial change; throws FaultsError. */
  change(patch: unknown): Faults;
  /** Back to the faults of the start. */
  reset(): Faults;
}

/** Makes settings from the defaults and what the starter asked for. */
export function createSettings(initial: FaultsPatch): Settings {
  const first = applyFaults(defaultFaults(), initial);
  let faults = first;
  let random = createRandom(first.seed);
  let plan = createFatePlan(first);
  let hasSendFaults = isFaulty(first);

  function use(next: Faults): Faults {
    if (next.seed !== faults.seed) random = createRandom(next.seed);
    faults = next;
    plan = createFatePlan(next);
    hasSendFaults = isFaulty(next);
    return next;
  }

  return {
    get faults() {
      return faults;
    },
    get random() {
      return random;
    },
    get plan() {
      return plan;
    },
    get hasSendFaults() {
      return hasSendFaults;
    },
    change: (patch) => use(applyFaults(faults, patch)),
    reset() {
      random = createRandom(first.seed);
      return use(first);
    },
  };
}

function isFaulty(faults: Faults): boolean {
  const { rate_429, rate_5xx, rate_timeout, rate_reset_after_accept, rate_reset_before_accept } = faults;
  return rate_429 + rate_5xx + rate_timeout + rate_reset_after_accept + rate_reset_before_accept > 0;
}
