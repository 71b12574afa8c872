import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import { contentsOf, draftCampaign } from './audience.ts';
import type { World } from './world.ts';

/** Lists are read page by page, by key. */
export function pagingJourneys(world: World): void {
  test('every contact and every draft is on one page only', async () => {
    const company = await world.company();
    const { client } = company;
    const { campaign, contactIds } = await draftCampaign(world, company, 5);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page = await client.contacts.list({ after: next, limit: 2 });
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows.map(({ id }) => id));
      next = page.next;
    } while (next !== null);
    expect(seen).toEqual(contactIds.toSorted());

    const { campaign: newer } = await draftCampaign(world, company, 1);
    const [first] = await client.campaigns.list({ limit: 1 });
    // An audience may name a hundred thousand people: a list does not carry it.
    expect(first).not.toHaveProperty('audience');
    expect(first?.id).toBe(newer.id);
    expect((await client.campaigns.list({ before: newer.id })).map(({ id }) => id)).toEqual([campaign.id]);

    await client.campaigns.update(campaign.id, { ...contentsOf(campaign), name: '100% wool' });
    const found = async (options: { search?: string; statuses?: string[] }) =>
      (await client.campaigns.list(options)).map(({ id }) => id);
    expect(await found({ search: ' 100% W' })).toEqual([campaign.id]);
    expect(await found({ search: '10_% ' })).toEqual([]);
    expect(await found({ statuses: ['draft'] })).toEqual([newer.id, campaign.id]);
    expect(await found({ statuses: ['running', 'paused'] })).toEqual([]);
  });

  test('conversations come by their last message, the newest first; so do messages', async () => {
    const { client, phone_number_id } = await world.company();
    const now = Math.floor(Date.now() / 1000);
    // Two of them at the same second: the page may end between them.
    const ages = [30, 20, 20, 10];
    for (const age of ages) {
      const phone = world.phone();
      await world.simulator().inbound({ phone_number_id, phone, text: 'Hi', timestamp: now - age });
    }
    const all = await until('the conversations', async () => {
      const found = await client.conversations.list();
      return found.length === ages.length ? found : null;
    });
    const paged = [];
    let before: (typeof all)[number] | undefined;
    do {
      const page = await client.conversations.list({ limit: 2, ...(before && { before }) });
      before = page.at(-1);
      paged.push(...page);
    } while (before !== undefined);
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const times = all.map(({ last_message_at }) => Date.parse(last_message_at ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => b - a));

    const thread = all[0]?.id ?? '';
    const { message_id } = await client.messages.sendText(thread, 'Hello');
    const [newest] = await client.messages.list(thread, { limit: 1 });
    expect(newest?.id).toBe(message_id);
    expect(await client.messages.list(thread, { before: message_id })).toMatchObject([{ body: 'Hi' }]);
    expect(await client.conversations.list({ status: 'closed' })).toEqual([]);
    expect((await client.conversations.get(thread)).id).toBe(thread);
  });

  test('the recipients of a campaign come in sending order', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company();
    const { campaign } = await draftCampaign(world, company, 5);
    await company.client.campaigns.launch(campaign.id);
    const positions: number[] = [];
    for (let after = 0; ; after = positions.at(-1) ?? 0) {
      const page = await company.client.campaigns.messages(campaign.id, { after, limit: 2 });
      positions.push(...page.map(({ position }) => position));
      if (page.length === 0) break;
    }
    expect(positions).toEqual([1, 2, 3, 4, 5]);
  });
}
