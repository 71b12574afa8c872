import type { CampaignStats } from '../../clients/sdk/src/campaigns.ts';
import type { WabaseClient } from '../../clients/sdk/src/client.ts';

/** How patient a watch is, in milliseconds. */
export interface Patience {
  /** So long without news, and the funnel is read instead. */
  staleMs: number;
  /** So long without any change, and the campaign counts as stuck. */
  stuckMs: number;
}

const PATIENCE: Patience = { staleMs: 2_000, stuckMs: 60_000 };
const ENDS = ['completed', 'canceled', 'failed'];

/** A campaign that is being watched. */
export interface Watch {
  /** Resolves when the campaign has ended. @throws Error when nothing moves any more */
  ended: Promise<CampaignStats>;
  /** How many events Realtime has brought; 0 when the funnel was only read at intervals. */
  events(): number;
  stop(): Promise<void>;
}

/** Follows a campaign of the chosen brand through Realtime, and by reading it when no news comes. */
export async function watchCampaign(
  client: WabaseClient,
  campaignId: string,
  onProgress: (stats: CampaignStats) => void,
  { staleMs, stuckMs }: Patience = PATIENCE,
): Promise<Watch> {
  const end = Promise.withResolvers<CampaignStats>();
  let events = 0;
  let heardAt = Date.now();
  let changedAt = Date.now();
  let before = '';

  const take = (stats: CampaignStats) => {
    const now = JSON.stringify({ ...stats, id: undefined });
    if (now !== before) changedAt = Date.now();
    before = now;
    heardAt = Date.now();
    onProgress(stats);
    if (ENDS.includes(stats.status)) end.resolve(stats);
  };
  const leave = await client.campaigns
    .subscribe({
      campaignId,
      onProgress(stats) {
        events += 1;
        take(stats);
      },
    })
    // Without Realtime the watch still works, only a little later.
    .catch(() => async () => {});

  const timer = setInterval(() => {
    if (Date.now() - changedAt > stuckMs) {
      end.reject(new Error(`The campaign has not moved for ${stuckMs / 1000} s. Is the worker running?`));
    } else if (Date.now() - heardAt > staleMs) {
      client.campaigns.stats(campaignId).then(take, () => {});
    }
  }, staleMs / 4);
  end.promise.catch(() => {});
  return {
    ended: end.promise,
    events: () => events,
    async stop() {
      clearInterval(timer);
      await leave();
    },
  };
}
