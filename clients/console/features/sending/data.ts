'use client';
import { useQuery } from '@tanstack/react-query';
import type { NumberSending, SendingState } from '../../../sdk/src/sending.ts';
import type { WhatsappAccount } from '../../../sdk/src/whatsapp_accounts.ts';
import { useClient } from '../session/session.tsx';
import { useWorkspace } from '../session/workspace.tsx';

/** States come and go within seconds, and nothing tells of them. */
const AGAIN_MS = 10_000;

export const sendingKey = (brandId: string) => ['sending', brandId];

/** What holds the brand's sending back, looked at again and again. */
export function useSending() {
  const client = useClient();
  const { brand, may } = useWorkspace();
  return useQuery({
    queryKey: sendingKey(brand.id),
    queryFn: () => client.sending.state(brand.id),
    enabled: may('channels.view'),
    refetchInterval: AGAIN_MS,
  });
}

/** Why Meta holds a number, see `whatsapp_accounts.meta_holds`. */
export const HOLD_CAUSES = [
  'ban',
  'disconnected',
  'restriction',
  'policy',
  'review',
  'payment',
  'refused',
] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];

/** What keeps a number from sending at its full rate. The first one found is what has to be mended first. */
export type Hindrance =
  | { kind: 'disconnected' }
  | { kind: 'held'; cause: HoldCause; reason: string; until: string | null }
  | { kind: 'paused'; by: string; reason: string }
  | { kind: 'breaker'; until: string | null; reason: string | null }
  | { kind: 'rests'; until: string; code: number | null }
  | { kind: 'slow'; rate: number; full: number };

/** Everything that hinders a number, the most serious first. */
export function hindrancesOf(account: WhatsappAccount, now: NumberSending | undefined): Hindrance[] {
  const found: Hindrance[] = [];
  // The database documents the shape of this column.
  const holds = account.meta_holds as Record<string, { reason?: string; until?: string }>;
  for (const cause of HOLD_CAUSES) {
    const hold = holds[cause];
    if (hold !== undefined)
      found.push({ kind: 'held', cause, reason: hold.reason ?? '', until: hold.until ?? null });
  }
  if (account.connection_status !== 'connected' && found.length === 0) found.push({ kind: 'disconnected' });
  if (account.is_paused && account.paused_by !== 'meta')
    found.push({ kind: 'paused', by: account.paused_by ?? 'member', reason: account.pause_reason ?? '' });
  if (now === undefined) return found;
  if (now.breaker !== 'closed')
    found.push({ kind: 'breaker', until: now.breaker_until, reason: now.breaker_reason });
  if (now.rests_until !== null)
    found.push({ kind: 'rests', until: now.rests_until, code: now.rests_for_code });
  else if (now.messages_per_second < account.throughput_mps)
    found.push({ kind: 'slow', rate: now.messages_per_second, full: account.throughput_mps });
  return found;
}

/** Who has stopped all sending, the farthest first. */
export function stopOf(
  state: SendingState | undefined,
): { by: keyof SendingState['paused']; reason: string } | null {
  for (const by of ['platform', 'organization', 'brand'] as const) {
    const reason = state?.paused[by];
    if (reason) return { by, reason };
  }
  return null;
}
