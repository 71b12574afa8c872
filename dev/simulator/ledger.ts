import { createHashCounter } from './hash-counter.ts';
import { FATE } from './send-log.ts';

/** Counts of what the Graph API did: one for everything and one for each phone number. */
export interface Ledger {
  accept(recipientHi: number, recipientLo: number, bizHi: number, bizLo: number, hasBiz: boolean): void;
  decide(fate: number): void;
  reject(code: number): void;
  reset(): void;
  timeout(): void;
  snapshot(): LedgerSnapshot;
}

export interface LedgerSnapshot {
  accepted: number;
  distinct_recipients: number;
  /** Values of biz_opaque_callback_data that were accepted more than once. */
  accepted_more_than_once: number;
  /** Refused sends by Graph error code. */
  rejected: Record<string, number>;
  /** How many messages reach each step. `delivered` includes those read at once; `lost` get no status at all. */
  decided: { sent: number; delivered: number; read: number; failed: number; lost: number };
  resets: number;
  timeouts: number;
}

/** Makes an empty ledger. */
export function createLedger(): Ledger {
  const recipients = createHashCounter();
  const callbacks = createHashCounter();
  const rejected = new Map<number, number>();
  const decided = { sent: 0, delivered: 0, read: 0, failed: 0, lost: 0 };
  let accepted = 0;
  let resets = 0;
  let timeouts = 0;
  return {
    accept(recipientHi, recipientLo, bizHi, bizLo, hasBiz) {
      accepted += 1;
      recipients.add(recipientHi, recipientLo);
      if (hasBiz) callbacks.add(bizHi, bizLo);
    },
    decide(fate) {
      countFate(decided, fate);
    },
    reject(code) {
      rejected.set(code, (rejected.get(code) ?? 0) + 1);
    },
    reset() {
      resets += 1;
    },
    timeout() {
      timeouts += 1;
    },
    snapshot: () => ({
      accepted,
      distinct_recipients: recipients.size,
      accepted_more_than_once: callbacks.repeated,
      rejected: Object.fromEntries(rejected),
      decided: { ...decided },
      resets,
      timeouts,
    }),
  };
}

/** Adds one message's fate to a funnel. */
export function countFate(decided: LedgerSnapshot['decided'], fate: number): void {
  if (fate === 0) decided.lost += 1;
  if (fate & FATE.sent) decided.sent += 1;
  if (fate & FATE.delivered) decided.delivered += 1;
  if (fate & FATE.read) decided.read += 1;
  if (fate & FATE.failed) decided.failed += 1;
}
