import type { CampaignStats } from '../../clients/sdk/src/campaigns.ts';
import type { WabaseClient } from '../../clients/sdk/src/client.ts';
import { rows } from '../../clients/sdk/src/errors.ts';
import type { Stats } from '../simulator/stats.ts';

/** How many messages got to each step, counted alike on both sides. */
export interface Steps {
  /** By Meta; a message that failed afterwards was accepted too. */
  accepted: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
}

const STEPS = ['accepted', 'sent', 'delivered', 'read', 'failed'] as const;

/**
 * Counts a campaign's messages one by one, the way Meta would: apart from the running counts of `campaign_stats`, so that
 * the demo would show if those drifted.
 */
export async function countSteps(client: WabaseClient, campaignId: string): Promise<Steps> {
  const messages = () =>
    client.supabase
      .from('campaign_messages')
      .select('*', { count: 'exact', head: true })
      .eq('campaign_id', campaignId);
  const count = async (query: ReturnType<typeof messages>) => {
    const answer = await query;
    await rows(Promise.resolve(answer));
    return answer.count ?? 0;
  };
  const [accepted, sent, delivered, read, failed] = await Promise.all([
    count(messages().not('wamid', 'is', null)),
    count(messages().not('sent_at', 'is', null)),
    count(messages().in('status', ['delivered', 'read', 'played'])),
    count(messages().in('status', ['read', 'played'])),
    count(messages().eq('status', 'failed').not('wamid', 'is', null)),
  ]);
  return { accepted, sent, delivered, read, failed };
}

/** What the simulator did between two readings of its counters. */
export function simulatedSteps(before: Stats, after: Stats): Steps & { repeated: number } {
  const { sent, delivered, read, failed } = after.decided;
  return {
    accepted: after.accepted - before.accepted,
    sent: sent - before.decided.sent,
    delivered: delivered - before.decided.delivered,
    read: read - before.decided.read,
    failed: failed - before.decided.failed,
    repeated: after.accepted_more_than_once - before.accepted_more_than_once,
  };
}

/** The steps at which the two sides differ. */
export function differences(ours: Steps, theirs: Steps): string[] {
  return STEPS.filter((step) => ours[step] !== theirs[step]);
}

/** The funnel as a table, the simulator's figures beside ours. */
export function funnelTable(stats: CampaignStats, ours: Steps, theirs: Steps): string {
  const line = (name: string, mine: number | string, other: number | string, remark = '') =>
    `  ${name.padEnd(12)}${String(mine).padStart(10)}${String(other).padStart(12)}${remark}`.trimEnd();
  const wrong = differences(ours, theirs);
  return [
    line('', 'Wabase', 'simulator'),
    line('audience', stats.audience, ''),
    line('queued', stats.queued, ''),
    ...STEPS.map((step) => line(step, ours[step], theirs[step], wrong.includes(step) ? '  differs' : '')),
    line('skipped', stats.skipped, ''),
    line('canceled', stats.canceled, ''),
    line('unknown', stats.unknown, ''),
  ].join('\n');
}
