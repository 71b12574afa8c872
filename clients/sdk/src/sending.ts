import { rows } from './errors.ts';
import type { Scope, Supabase } from './scope.ts';

/** How a number sends at present, apart from what its own row says (`is_paused`, `meta_holds`). */
export interface NumberSending {
  whatsapp_account_id: string;
  /** Its rate now; less than `throughput_mps` while it recovers from being too fast. */
  messages_per_second: number;
  rests_until: string | null;
  /** Meta's code that made it rest. */
  rests_for_code: number | null;
  /** `open`: Meta does not answer, all numbers of the account wait; `half_open`: one message tries. */
  breaker: 'closed' | 'open' | 'half_open';
  breaker_until: string | null;
  breaker_reason: string | null;
  /** Messages in line, without recipients of campaigns whose turn has not come. */
  waiting: number;
  /** Messages that Meta has not confirmed yet and that are not sent again without evidence. */
  unknown: number;
}

/** What holds the sending of a brand back. */
export interface SendingState {
  /** Why nothing is sent at all, by who decided that; null where it is. */
  paused: { platform: string | null; organization: string | null; brand: string | null };
  /** What the platform allows the organization; null without limits. */
  limits: {
    per_minute: number | null;
    per_hour: number | null;
    per_day: number | null;
    sent_this_minute: number;
    sent_this_hour: number;
    sent_today: number;
    waits_until: string | null;
  } | null;
  numbers: NumberSending[];
}

/** Whose sending is stopped: one brand's or the whole organization's. */
export type SendingScope = { brandId: string } | { organizationId: string };

export interface Sending {
  /** What holds the chosen brand back (or another). @throws WabaseError `permission_denied` */
  state(brandId?: string): Promise<SendingState>;
  /** Stops all sending, whatever numbers and campaigns say; what is in flight finishes. Returns the reason. */
  pause(scope: SendingScope, reason?: string): Promise<string>;
  /** What was waiting goes on. */
  resume(scope: SendingScope): Promise<void>;
}

export function createSending(supabase: Supabase, scope: Scope): Sending {
  const of = (whose: SendingScope) =>
    'brandId' in whose ? { brand_id: whose.brandId } : { organization_id: whose.organizationId };
  return {
    state: async (brandId) =>
      // The database documents this shape; generated types know only that it is JSON.
      (await rows(
        supabase.rpc('sending_state', { brand_id: scope.require(brandId) }),
      )) as unknown as SendingState,
    pause: (whose, reason) =>
      rows(supabase.rpc('pause_sending', { ...of(whose), ...(reason !== undefined && { reason }) })),
    async resume(whose) {
      await rows(supabase.rpc('resume_sending', of(whose)));
    },
  };
}
