import type { Faults, Range } from './faults.ts';
import { createPairQueue } from './pair-queue.ts';
import type { Random } from './random.ts';
import { FATE, type SendLog } from './send-log.ts';
import { createTimingWheel } from './timing-wheel.ts';

/** Stage numbers as the log and the webhook body know them. */
export const STAGE = { sent: 1, delivered: 2, read: 3, failed: 4 } as const;

export interface StatusSchedule {
  /** Plans the statuses of an accepted message. */
  accept(ref: number): void;
  /** Stops (or resumes) the flow; what falls due while held waits. */
  hold(isHeld: boolean): void;
  readonly scheduled: number;
  readonly held: number;
  clear(): void;
}

interface StatusScheduleDeps {
  log: SendLog;
  faults: () => Faults;
  random: () => Random;
  /** Receives a status that is due: reference of the message, stage, its time in Unix seconds. */
  emit: (ref: number, stage: number, atSeconds: number) => void;
}

// An entry of the wheel is one number: reference * 8 + stage. A carried time other than 0 marks a status that was
// overtaken on purpose: it is emitted as it is and plans nothing.
const STAGES_PER_REF = 8;

/** Walks each message through sent, delivered and read (or failed), one wheel entry a message at a time. */
export function createStatusSchedule({ log, faults, random, emit }: StatusScheduleDeps): StatusSchedule {
  const held = createPairQueue();
  const wheel = createTimingWheel(fire);
  let isHeld = false;

  function delay({ min, max }: Range): number {
    return min + random()() * (max - min);
  }

  function nextStage(fate: number, stage: number): number {
    if (stage === 0) return fate & FATE.sent ? STAGE.sent : fate & FATE.failed ? STAGE.failed : 0;
    if (stage === STAGE.sent) {
      if (fate & FATE.failed) return STAGE.failed;
      if (fate & FATE.skipDelivered) return STAGE.read;
      return fate & FATE.delivered ? STAGE.delivered : 0;
    }
    return stage === STAGE.delivered && fate & FATE.read ? STAGE.read : 0;
  }

  function delayOf(stage: number): number {
    const delays = faults().status_delays;
    if (stage === STAGE.delivered) return delay(delays.delivered);
    if (stage === STAGE.read) return delay(delays.read);
    return delay(delays.sent);
  }

  function plan(ref: number, stage: number): void {
    if (stage === 0) log.settle(ref);
    else if (isHeld) held.push(ref * STAGES_PER_REF + stage, 0);
    else wheel.add(ref * STAGES_PER_REF + stage, 0, delayOf(stage));
  }

  function fire(code: number, carriedAt: number): void {
    if (isHeld) {
      held.push(code, carriedAt);
      return;
    }
    const ref = Math.floor(code / STAGES_PER_REF);
    const stage = code % STAGES_PER_REF;
    if (carriedAt !== 0) {
      emit(ref, stage, carriedAt);
      return;
    }
    const at = Math.floor(Date.now() / 1000);
    const share = faults().out_of_order_webhooks;
    if (share > 0 && random()() < share) {
      const { delivered, read } = faults().status_delays;
      wheel.add(code, at, (delivered.max + read.max) * random()() * 1.5);
    } else {
      emit(ref, stage, at);
    }
    plan(ref, nextStage(log.fate(ref), stage));
  }

  return {
    accept: (ref) => plan(ref, nextStage(log.fate(ref), 0)),
    hold(value) {
      isHeld = value;
      if (isHeld) return;
      while (held.shift()) wheel.add(held.first, held.second, delayOf(held.first % STAGES_PER_REF));
    },
    get scheduled() {
      return wheel.size;
    },
    get held() {
      return held.length;
    },
    clear() {
      wheel.clear();
      held.clear();
    },
  };
}
