import { describe, expect, test } from 'vitest';
import type { CampaignStats } from '../../clients/sdk/src/campaigns.ts';
import { createWabaseClient } from '../../clients/sdk/src/client.ts';
import { differences, funnelTable, simulatedSteps } from '../../dev/demo/funnel.ts';
import { watchCampaign } from '../../dev/demo/watch.ts';
import type { Stats } from '../../dev/simulator/stats.ts';

const stats: CampaignStats = {
  campaign_id: 'campaign',
  status: 'running',
  audience: 10,
  queued: 4,
  accepted: 5,
  sent: 5,
  delivered: 3,
  read: 1,
  failed: 1,
  skipped: 0,
  canceled: 0,
  unknown: 0,
  held: 0,
  rate: 0,
  eta_seconds: null,
};
const steps = { accepted: 6, sent: 5, delivered: 3, read: 1, failed: 1 };

describe('funnel', () => {
  test('counts what the simulator did since the first reading', () => {
    const reading = (n: number): Stats => ({
      accepted: 2 * n,
      distinct_recipients: n,
      accepted_more_than_once: n - 1,
      rejected: {},
      decided: { sent: 3 * n, delivered: 4 * n, read: 5 * n, failed: 6 * n, lost: 0 },
      resets: 0,
      timeouts: 0,
      webhooks: { ...({} as Stats['webhooks']), pending: 0, held: 0 },
    });
    expect(simulatedSteps(reading(1), reading(3))).toEqual({
      accepted: 4,
      sent: 6,
      delivered: 8,
      read: 10,
      failed: 12,
      repeated: 2,
    });
  });

  test('marks the step at which the two sides differ', () => {
    expect(differences(steps, steps)).toEqual([]);
    const theirs = { ...steps, read: 2 };
    expect(differences(steps, theirs)).toEqual(['read']);
    const lines = funnelTable(stats, steps, theirs).split('\n');
    expect(lines.filter((line) => line.includes('differs'))).toEqual([
      expect.stringMatching(/read +1 +2 +differs/),
    ]);
  });
});

describe('watchCampaign', () => {
  test('reads the funnel at intervals where there is no Realtime', async () => {
    const client = createWabaseClient({ url: 'http://127.0.0.1:9', publishableKey: 'sb_publishable_test' });
    const readings = [stats, { ...stats, status: 'completed', queued: 0 }];
    client.campaigns.subscribe = () => Promise.reject(new Error('no Realtime'));
    client.campaigns.stats = async () => readings.shift() ?? stats;
    const shown: string[] = [];
    const watch = await watchCampaign(client, 'campaign', ({ status }) => void shown.push(status), {
      staleMs: 5,
      stuckMs: 5_000,
    });
    expect((await watch.ended).queued).toBe(0);
    expect(shown).toEqual(['running', 'completed']);
    expect(watch.events()).toBe(0);
    await watch.stop();
    await client.close();
  });

  test('gives up on a campaign that does not move', async () => {
    const client = createWabaseClient({ url: 'http://127.0.0.1:9', publishableKey: 'sb_publishable_test' });
    client.campaigns.subscribe = async () => async () => {};
    client.campaigns.stats = async () => stats;
    const watch = await watchCampaign(client, 'campaign', () => {}, { staleMs: 5, stuckMs: 50 });
    await expect(watch.ended).rejects.toThrow('has not moved');
    await watch.stop();
    await client.close();
  });
});
