import type { CampaignStats } from '../../clients/sdk/src/campaigns.ts';
import type { WabaseClient } from '../../clients/sdk/src/client.ts';
import type { StackStatus } from '../stack/status.ts';
import { prepareAudience } from './audience.ts';
import { countSteps, differences, funnelTable, type Steps, simulatedSteps } from './funnel.ts';
import { createStackClient } from './people.ts';
import { brandNumberOf, CAMPAIGN_TEMPLATE } from './plan.ts';
import { createProgress } from './progress.ts';
import { createSimulatorControl } from './simulator.ts';
import { until } from './until.ts';
import { watchCampaign } from './watch.ts';

export interface DemoOptions {
  /** Size of the audience; 1,000 unless given. */
  contacts?: number;
  say?: (line: string) => void;
}

export interface DemoResult {
  campaign_id: string;
  stats: CampaignStats;
  ours: Steps;
  theirs: Steps;
  seconds: number;
  /** Progress events that Realtime brought. */
  events: number;
  /** True when the simulator and the database tell the same of every message, and each was accepted once. */
  agrees: boolean;
}

const SETTLE_MS = 60_000;

/** Runs a campaign in the first brand of the demo, shows its progress and compares its funnel with the simulator's. */
export async function runDemo(stack: StackStatus, options: DemoOptions = {}): Promise<DemoResult> {
  const { contacts = 1_000, say = console.log } = options;
  const client = createStackClient(stack);
  try {
    const { campaignId, phoneNumberId } = await prepareCampaign(stack, client, contacts, say);
    const simulator = createSimulatorControl(stack.simulator_url);
    const before = await simulator.stats(phoneNumberId);
    const progress = createProgress(contacts);
    const watch = await watchCampaign(client, campaignId, progress.show);
    const launchedAt = Date.now();
    let seconds: number;
    try {
      await client.campaigns.launch(campaignId);
      await watch.ended;
      seconds = (Date.now() - launchedAt) / 1000;
      await simulator.idle(SETTLE_MS);
      await until(
        'the last statuses',
        async () => {
          const theirs = simulatedSteps(before, await simulator.stats(phoneNumberId));
          return differences(await countSteps(client, campaignId), theirs).length === 0 ? true : null;
        },
        { timeoutMs: 15_000, everyMs: 250 },
      ).catch(() => {}); // the table says what differs
      progress.show(await client.campaigns.stats(campaignId));
    } finally {
      progress.stop();
      await watch.stop();
    }
    const stats = await client.campaigns.stats(campaignId);
    const ours = await countSteps(client, campaignId);
    const { repeated, ...theirs } = simulatedSteps(before, await simulator.stats(phoneNumberId));
    const agrees = differences(ours, theirs).length === 0 && repeated === 0 && stats.status === 'completed';
    say(`\n${funnelTable(stats, ours, theirs)}\n`);
    say(verdict({ stats, seconds, repeated, agrees }));
    return { campaign_id: campaignId, stats, ours, theirs, seconds, events: watch.events(), agrees };
  } finally {
    await client.close();
  }
}

async function prepareCampaign(
  { demo }: StackStatus,
  client: WabaseClient,
  contacts: number,
  say: (line: string) => void,
): Promise<{ campaignId: string; phoneNumberId: string }> {
  const account = demo.whatsapp_accounts[0];
  const owner = demo.users.find(
    (user) => user.role === 'owner' && user.organization_id === account?.organization_id,
  );
  if (account === undefined || owner === undefined) throw new Error('This data folder has no demo data.');
  await client.auth.signIn(owner.email, owner.password);
  client.brands.use(account.brand_id);
  const brand = (await client.brands.list()).find(({ id }) => id === account.brand_id);
  const template = (await client.templates.list({ metaStatus: 'APPROVED' })).find(
    ({ name, waba_id }) => name === CAMPAIGN_TEMPLATE && waba_id === account.waba_id,
  );
  if (brand === undefined || template === undefined) throw new Error('The demo template is not there.');
  const audience = await prepareAudience(client, brandNumberOf(brand.name), contacts);
  const campaign = await client.campaigns.create({
    name: `Season greeting to ${contacts}`,
    whatsapp_account_id: account.whatsapp_account_id,
    template_id: template.id,
    audience: { contact_ids: audience },
    parameters: [{ type: 'body', parameters: [{ source: 'name', fallback: 'there' }] }],
  });
  const { sendable, problems } = await client.campaigns.preflight(campaign.id);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  say(`\nDemo campaign of ${brand.name}: "${template.name}" to ${sendable} contacts.`);
  return { campaignId: campaign.id, phoneNumberId: account.phone_number_id };
}

function verdict(result: {
  stats: CampaignStats;
  seconds: number;
  repeated: number;
  agrees: boolean;
}): string {
  const { stats, seconds, repeated, agrees } = result;
  const rate = Math.round((stats.audience - stats.skipped) / seconds);
  const time = `${seconds.toFixed(1)} s (${rate} messages/s)`;
  if (agrees) return `The campaign took ${time}. Every message was accepted once; both sides agree.`;
  if (repeated > 0)
    return `The campaign took ${time}, but ${repeated} messages were accepted more than once.`;
  if (stats.status !== 'completed') return `The campaign is ${stats.status} after ${time}.`;
  return `The campaign took ${time}, but Wabase and the simulator do not agree.`;
}
