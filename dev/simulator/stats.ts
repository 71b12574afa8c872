import { hash64 } from './hash.ts';
import { createLedger, type Ledger, type LedgerSnapshot } from './ledger.ts';
import type { Pace } from './limits.ts';
import type { SendLog } from './send-log.ts';
import type { StatusSchedule } from './status-schedule.ts';
import type { WebhookSender, WebhookStats } from './webhook-sender.ts';
import type { World } from './world.ts';

/** What GET /_sim/stats answers. `webhooks` are always those of the whole simulator. */
export interface Stats extends LedgerSnapshot {
  /** Of one number: how fast requests came, the refused ones too. */
  pace?: Pace;
  /** `pending` counts updates: planned, held, queued and not yet acknowledged. */
  webhooks: WebhookStats & { pending: number; held: number };
}

export interface StatsFilter {
  phone_number_id?: string | undefined;
  /** Counts accepted sends whose biz_opaque_callback_data starts so (the last ~6 million sends are known). */
  biz_prefix?: string | undefined;
}

interface StatsDeps {
  world: World;
  log: SendLog;
  totals: () => Ledger;
  schedule: StatusSchedule;
  sender: WebhookSender;
}

/** Reads the counters; with a filter for one number and, or, for a prefix of the callback data. */
export function readStats({ world, log, totals, schedule, sender }: StatsDeps, filter: StatsFilter): Stats {
  const number =
    filter.phone_number_id === undefined ? undefined : world.numbersById.get(filter.phone_number_id);
  const isUnknown = filter.phone_number_id !== undefined && number === undefined;
  let counts = isUnknown ? createLedger().snapshot() : (number?.ledger ?? totals()).snapshot();
  if (filter.biz_prefix !== undefined && !isUnknown) {
    // Refusals, resets and timeouts are not kept by callback data: only the accepted sends are.
    counts = recount(log, filter.biz_prefix, number?.index);
  }
  const pending = schedule.scheduled + schedule.held + sender.pending;
  const pace = number === undefined ? {} : { pace: number.pace.read() };
  return { ...counts, ...pace, webhooks: { ...sender.stats(), pending, held: schedule.held } };
}

function recount(log: SendLog, prefix: string, numberIndex: number | undefined): LedgerSnapshot {
  const ledger = createLedger();
  const recipient = { hi: 0, lo: 0 };
  const callback = { hi: 0, lo: 0 };
  log.each((record) => {
    if (!record.biz.startsWith(prefix) || (numberIndex !== undefined && record.numberIndex !== numberIndex))
      return;
    hash64(record.to, 1, recipient);
    hash64(record.biz, 2, callback);
    ledger.accept(recipient.hi, recipient.lo, callback.hi, callback.lo, record.biz !== '');
    ledger.decide(record.fate);
  });
  return ledger.snapshot();
}
