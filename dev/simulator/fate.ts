import type { Faults } from './faults.ts';
import { mix32 } from './hash.ts';
import { FATE } from './send-log.ts';

/** What becomes of a message: status bits and, when it fails, the error code. */
export interface Fate {
  bits: number;
  failCode: number;
}

/** Decides fates; `out` is reused so that deciding allocates nothing. */
export interface FatePlan {
  decide(recipientHash: number, messageHash: number, out: Fate): void;
}

/**
 * Prepares the decision for the current faults. The fate follows from seed, recipient and message, not from the order
 * of arrival: two runs with the same seed and the same messages give the same funnel however they are interleaved.
 */
export function createFatePlan(faults: Faults): FatePlan {
  const codes = Object.entries(faults.failed_codes).map(([code, weight]) => ({ code: Number(code), weight }));
  const total = codes.reduce((sum, { weight }) => sum + weight, 0);

  function failCode(point: number): number {
    let rest = point * total;
    for (const { code, weight } of codes) {
      rest -= weight;
      if (rest < 0) return code;
    }
    return codes.at(-1)?.code ?? 131026;
  }

  return {
    decide(recipientHash, messageHash, out) {
      const draw = (salt: number) => mix32(recipientHash, messageHash, faults.seed + salt) / 4294967296;
      out.failCode = 0;
      if (draw(1) < faults.failed_share) {
        out.bits = FATE.failed | (draw(2) < faults.failed_after_sent_share ? FATE.sent : 0);
        out.failCode = failCode(draw(3));
        return;
      }
      out.bits = FATE.sent;
      if (draw(4) >= faults.delivered_share) return;
      out.bits |= FATE.delivered;
      if (draw(5) >= faults.read_share) return;
      out.bits |= FATE.read;
      if (draw(6) < faults.read_without_delivered_share) out.bits |= FATE.skipDelivered;
    },
  };
}
