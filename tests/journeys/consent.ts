import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import { draftCampaign, untilFunnel } from './audience.ts';
import type { World } from './world.ts';

/** People say stop, and are heard at once. */
export function consentJourneys(world: World): void {
  test('STOP by text while a campaign runs: nothing of it reaches the person, and the funnel says why', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const company = await world.company(60);
    const { client, phone_number_id } = company;
    const { campaign } = await draftCampaign(world, company, 240);
    await client.campaigns.launch(campaign.id);
    const [last] = (await client.campaigns.messages(campaign.id, { after: 239 })).slice(-1);
    const { rows } = await client.contacts.list({ limit: 1_000 });
    const person = rows.find(({ id }) => id === last?.contact_id);
    const phone = person?.phone ?? '';
    await untilFunnel(company, campaign.id, 'the first messages', ({ accepted }) => accepted > 0);

    await world.simulator().inbound({ phone_number_id, phone, text: 'Stop!' });
    const stats = await untilFunnel(
      company,
      campaign.id,
      'completion',
      ({ status }) => status === 'completed',
    );
    expect(stats).toMatchObject({ audience: 240, accepted: 239, skipped: 1, failed: 0 });
    expect(await client.campaigns.messages(campaign.id, { status: 'skipped' })).toMatchObject([
      { contact_id: person?.id, skip_reason: 'opted_out', wamid: null },
    ]);

    const received = async () =>
      (await world.simulator().chat(phone_number_id, phone)).filter(({ direction }) => direction === 'out');
    const confirmed = await until('the confirmation', async () => {
      const messages = await received();
      return messages.length > 0 ? messages : null;
    });
    expect(confirmed.map(({ type }) => type)).toEqual(['text']);

    const [conversation] = await client.conversations.list();
    const { message_id } = await client.messages.sendText(conversation?.id ?? '', 'Of course.');
    await until('the answer of a person', async () =>
      (await client.messages.get(message_id)).status === 'read' ? true : null,
    );
    expect((await received()).map(({ type }) => type)).toEqual(['text', 'text']);
    expect(await world.simulator().stats(phone_number_id)).toMatchObject({ accepted: 241 });
  });

  test('the switch in WhatsApp ends campaigns to the person', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const company = await world.company();
    const { client, phone_number_id } = company;
    const { campaign, contactIds } = await draftCampaign(world, company, 2);
    const [person] = (await client.contacts.list()).rows;
    await world.simulator().inbound({ phone_number_id, phone: person?.phone, preference: 'stop' });
    const excluded = await until('the objection', async () => {
      const preflight = await client.campaigns.preflight(campaign.id);
      return preflight.excluded.opted_out > 0 ? preflight : null;
    });
    expect(excluded).toMatchObject({ audience: contactIds.length, sendable: 1, excluded: { opted_out: 1 } });
  });
}
