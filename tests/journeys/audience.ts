import type { Campaign, CampaignStats, NewCampaign } from '../../clients/sdk/src/campaigns.ts';
import { until } from '../../dev/demo/until.ts';
import type { Company, World } from './world.ts';

/** Makes `size` contacts and a draft campaign to all of them. */
export async function draftCampaign(
  world: World,
  { client, whatsapp_account_id, template }: Company,
  size: number,
): Promise<{ campaign: Campaign; contactIds: string[] }> {
  const contactIds = await client.contacts.importMany(
    Array.from({ length: size }, (_, i) => ({ name: `Customer ${i}`, phone: world.phone() })),
    { chunk: 150 },
  );
  const campaign = await client.campaigns.create({
    name: 'Greeting',
    whatsapp_account_id,
    template_id: template.id,
    audience: { contact_ids: contactIds },
    parameters: [{ type: 'body', parameters: [{ source: 'name', fallback: 'there' }] }],
  });
  return { campaign, contactIds };
}

/** Waits until the funnel of a campaign is as wanted. */
export function untilFunnel(
  { client }: Pick<Company, 'client'>,
  campaignId: string,
  what: string,
  isSo: (stats: CampaignStats) => boolean,
): Promise<CampaignStats> {
  return until(what, async () => {
    const stats = await client.campaigns.stats(campaignId);
    return isSo(stats) ? stats : null;
  });
}

/** What a campaign was made of. */
export function contentsOf(campaign: Campaign): NewCampaign {
  const { name, whatsapp_account_id, template_id } = campaign;
  // The columns hold the shapes that the client has put there.
  const { audience, parameters } = campaign as unknown as Required<NewCampaign>;
  return { name, whatsapp_account_id, template_id, audience, parameters };
}
