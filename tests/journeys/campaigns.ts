import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import { contentsOf, draftCampaign, untilFunnel } from './audience.ts';
import type { World } from './world.ts';

/** From the sign-up to a funnel that tells what really happened. */
export function campaignJourneys(world: World): void {
  test('a new user signs up, connects a number and runs a campaign whose funnel is what Meta did', async () => {
    await world.simulator().faults({ failed_share: 0.1, delivered_share: 0.9, read_share: 0.5 });
    const company = await world.company();
    const { client, phone_number_id } = company;
    const { campaign } = await draftCampaign(world, company, 300);
    expect(campaign.status).toBe('draft');
    expect(await client.campaigns.preflight(campaign.id)).toMatchObject({
      audience: 300,
      sendable: 300,
      excluded: { duplicate: 0, invalid_recipient: 0, opted_out: 0, no_consent: 0, missing_parameter: 0 },
      problems: [],
    });

    const launched = await client.campaigns.launch(campaign.id);
    expect(launched.status).toBe('running');
    const again = await client.campaigns.launch(campaign.id);
    expect(again.started_at).toBe(launched.started_at);
    await untilFunnel(company, campaign.id, 'completion', ({ status }) => status === 'completed');
    await world.simulator().settled();

    const meta = await world.simulator().stats(phone_number_id);
    expect(meta).toMatchObject({ accepted: 300, distinct_recipients: 300, accepted_more_than_once: 0 });
    const { delivered, read, failed } = meta.decided;
    const stats = await untilFunnel(
      company,
      campaign.id,
      'the statuses',
      (now) => now.failed === failed && now.delivered === delivered && now.read === read,
    );
    expect(stats).toMatchObject({ audience: 300, queued: 0, skipped: 0, canceled: 0, unknown: 0 });
    expect(stats.accepted).toBe(300);
    expect(failed).toBeGreaterThan(0);

    const unlucky = await client.campaigns.messages(campaign.id, { status: 'failed', limit: 1_000 });
    expect(unlucky).toHaveLength(failed);
    expect(unlucky.every(({ error_code, wamid }) => error_code !== null && wamid !== null)).toBe(true);
    expect((await client.campaigns.get(campaign.id)).completed_at).not.toBeNull();
  });

  test('a contact named twice gets one message, one without an address is skipped', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company();
    const { client, whatsapp_account_id, template } = company;
    const reachable = await client.contacts.create({ name: 'Reachable', phone: world.phone() });
    const nameless = await client.contacts.create({ phone: world.phone() });
    const unreachable = await client.contacts.create({ name: 'No phone' });
    const campaign = await client.campaigns.create({
      name: 'Doubtful audience',
      whatsapp_account_id,
      template_id: template.id,
      audience: { contact_ids: [reachable.id, reachable.id, nameless.id, unreachable.id] },
      parameters: [{ type: 'body', parameters: [{ source: 'name' }] }],
    });
    expect(await client.campaigns.preflight(campaign.id)).toMatchObject({
      audience: 3,
      sendable: 1,
      excluded: { duplicate: 1, invalid_recipient: 1, missing_parameter: 1 },
    });
    await client.campaigns.launch(campaign.id);
    await untilFunnel(company, campaign.id, 'completion', ({ status }) => status === 'completed');
    const messages = await client.campaigns.messages(campaign.id);
    const skipped = messages.filter(({ status }) => status === 'skipped');
    expect(new Map(skipped.map((one) => [one.contact_id, one.skip_reason]))).toEqual(
      new Map([
        [nameless.id, 'missing_parameter'],
        [unreachable.id, 'invalid_recipient'],
      ]),
    );
    expect((await world.simulator().stats(company.phone_number_id)).accepted).toBe(1);
  });

  test('a draft is changed and deleted; what was launched is neither', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company();
    const { client } = company;
    const { campaign, contactIds } = await draftCampaign(world, company, 2);
    const contents = contentsOf(campaign);
    const changed = await client.campaigns.update(campaign.id, {
      ...contents,
      name: 'Second thoughts',
      audience: { contact_ids: contactIds.slice(0, 1) },
    });
    expect(changed).toMatchObject({ id: campaign.id, name: 'Second thoughts', status: 'draft' });
    expect(await client.campaigns.preflight(campaign.id)).toMatchObject({ audience: 1, problems: [] });

    const { campaign: unwanted } = await draftCampaign(world, company, 1);
    await client.campaigns.remove(unwanted.id);
    await expect(client.campaigns.get(unwanted.id)).rejects.toMatchObject({ slug: 'not_found' });

    await client.campaigns.launch(campaign.id);
    await untilFunnel(company, campaign.id, 'completion', ({ status }) => status === 'completed');
    await expect(client.campaigns.update(campaign.id, contents)).rejects.toMatchObject({
      slug: 'campaign_not_draft',
    });
    await expect(client.campaigns.remove(campaign.id)).rejects.toMatchObject({ slug: 'not_found' });
    expect((await client.campaigns.get(campaign.id)).name).toBe('Second thoughts');
  });

  test('a paused campaign rests, a resumed one goes on to the last recipient', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company(80);
    const { client, phone_number_id } = company;
    const { campaign } = await draftCampaign(world, company, 350);
    await client.campaigns.launch(campaign.id);
    await untilFunnel(company, campaign.id, 'the first messages', ({ accepted }) => accepted > 0);
    expect((await client.campaigns.pause(campaign.id)).status).toBe('paused');

    const accepted = async () => (await world.simulator().stats(phone_number_id)).accepted;
    let seen = -1;
    const resting = await until(
      'what was in flight',
      async () => {
        const now = await accepted();
        if (now === seen) return now;
        seen = now;
        return null;
      },
      { everyMs: 500 },
    );
    expect(resting).toBeLessThan(350);
    expect(await client.campaigns.stats(campaign.id)).toMatchObject({ status: 'paused' });
    expect((await client.campaigns.pause(campaign.id)).status).toBe('paused');

    expect((await client.campaigns.resume(campaign.id)).status).toBe('running');
    await untilFunnel(company, campaign.id, 'completion', ({ status }) => status === 'completed');
    expect(await world.simulator().stats(phone_number_id)).toMatchObject({
      accepted: 350,
      distinct_recipients: 350,
      accepted_more_than_once: 0,
    });
  });

  test('a canceled campaign sends no more, and what it sent stays', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company(80);
    const { client, phone_number_id } = company;
    const { campaign } = await draftCampaign(world, company, 350);
    await client.campaigns.launch(campaign.id);
    await untilFunnel(company, campaign.id, 'the first messages', ({ accepted }) => accepted > 0);
    expect((await client.campaigns.cancel(campaign.id)).status).toBe('canceled');
    const stats = await untilFunnel(
      company,
      campaign.id,
      'an outcome for everybody',
      (now) => now.accepted + now.canceled === 350,
    );
    expect(stats.canceled).toBeGreaterThan(0);
    expect(stats.queued).toBe(0);
    expect((await client.campaigns.resume(campaign.id)).status).toBe('canceled');
    expect((await world.simulator().stats(phone_number_id)).accepted).toBe(stats.accepted);
  });

  test('nothing leaves a paused number; resumed, it catches up', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company();
    const { client, phone_number_id, whatsapp_account_id } = company;
    expect(await client.whatsappAccounts.pause(whatsapp_account_id, 'Maintenance')).toMatchObject({
      is_paused: true,
      pause_reason: 'Maintenance',
    });
    const { campaign } = await draftCampaign(world, company, 20);
    await client.campaigns.launch(campaign.id);
    expect(await client.campaigns.stats(campaign.id)).toMatchObject({ status: 'running', queued: 20 });
    expect((await world.simulator().stats(phone_number_id)).accepted).toBe(0);
    expect(await client.whatsappAccounts.resume(whatsapp_account_id)).toMatchObject({ is_paused: false });
    await untilFunnel(company, campaign.id, 'completion', ({ status }) => status === 'completed');
    expect((await world.simulator().stats(phone_number_id)).accepted).toBe(20);
  });
}
