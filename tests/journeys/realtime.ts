import { expect, test } from 'vitest';
import type { CampaignStats } from '../../clients/sdk/src/campaigns.ts';
import type { InboxEvent, MessageEvent, StatusEvent } from '../../clients/sdk/src/inbox.ts';
import type { Colleague } from '../../clients/sdk/src/team.ts';
import { until } from '../../dev/demo/until.ts';
import { draftCampaign } from './audience.ts';
import type { World } from './world.ts';

/** What members see without asking, and strangers do not. */
export function realtimeJourneys(world: World): void {
  test('a member hears of a campaign until its end', async () => {
    await world.simulator().faults({ failed_share: 0 });
    const company = await world.company();
    const { client } = company;
    const { campaign } = await draftCampaign(world, company, 200);
    const heard: CampaignStats[] = [];
    const leave = await client.campaigns.subscribe({
      campaignId: campaign.id,
      onProgress: (stats) => void heard.push(stats),
    });
    await client.campaigns.launch(campaign.id);
    const last = await until(
      'the end',
      async () => heard.find(({ status }) => status === 'completed') ?? null,
    );
    expect(last).toMatchObject({ campaign_id: campaign.id, audience: 200, accepted: 200, queued: 0 });
    await leave();
  });

  test('a member hears of messages and of their states; two listeners share the channel', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const { client, phone_number_id } = await world.company();
    const heard: InboxEvent[] = [];
    const heardToo: InboxEvent[] = [];
    const messages = () => heard.filter((one): one is MessageEvent => one.event === 'message');
    const statuses = () => heardToo.filter((one): one is StatusEvent => one.event === 'status');
    const leave = await client.inbox.subscribe({ onEvent: (event) => void heard.push(event) });
    const leaveToo = await client.inbox.subscribe({ onEvent: (event) => void heardToo.push(event) });
    await world.simulator().inbound({ phone_number_id, phone: world.phone(), text: 'Hi' });
    const inbound = await until(
      'the inbound event',
      async () => messages().find(({ direction }) => direction === 'inbound') ?? null,
    );
    expect(inbound.status).toBe('received');
    const { message_id } = await client.messages.sendText(inbound.conversation_id, 'Hello');
    await until(
      'the event that it was read',
      async () => statuses().find((one) => one.message_id === message_id && one.status === 'read') ?? null,
    );
    expect(messages().some((one) => one.message_id === message_id && one.direction === 'outbound')).toBe(
      true,
    );

    await leave();
    const before = heard.length;
    await client.messages.sendText(inbound.conversation_id, 'And one more');
    await until('more statuses', async () => (statuses().length > 3 ? true : null));
    expect(heard).toHaveLength(before);
    await leaveToo();
    expect(client.supabase.getChannels()).toHaveLength(0);
  });

  test('colleagues see who is there, what he looks at, and that he types; a reader types nothing', async () => {
    const owner = await world.company();
    const { brandId } = owner;
    const agent = await world.join(owner, { role: 'agent', brandIds: [brandId] });
    const analyst = await world.join(owner, { role: 'analyst' });
    const [ownSeat] = (await owner.client.members.list(owner.organizationId)).filter(
      ({ user_id }) => user_id === owner.userId,
    );
    let present: Colleague[] = [];
    const typed: string[] = [];
    const seat = await owner.client.team.join({
      memberId: ownSeat?.id ?? '',
      onPresence: (colleagues) => {
        present = colleagues;
      },
      onTyping: ({ member_id, conversation_id }) => void typed.push(`${member_id} ${conversation_id}`),
    });
    const agentSeat = await agent.client.team.join({ brandId, memberId: agent.memberId });
    const analystSeat = await analyst.client.team.join({ brandId, memberId: analyst.memberId });
    await agentSeat.look('a-conversation');
    await until(
      'all three, and what the agent looks at',
      async () =>
        (present.length === 3 &&
          present.some(
            (one) => one.member_id === agent.memberId && one.conversation_id === 'a-conversation',
          )) ||
        null,
    );
    await analystSeat.type('a-conversation');
    await agentSeat.type('a-conversation');
    await agentSeat.type('a-conversation');
    await until('the typing', async () => (typed.length > 0 ? true : null));
    expect(typed).toEqual([`${agent.memberId} a-conversation`]);
    await agentSeat.leave();
    await until('the agent to be gone', async () => (present.length === 2 ? true : null));
    const stranger = await world.signUp();
    await expect(stranger.client.team.join({ brandId, memberId: agent.memberId })).rejects.toMatchObject({
      slug: 'realtime_refused',
    });
    await Promise.all([seat.leave(), analystSeat.leave()]);
  });

  test('a stranger is refused the channel of a brand', async () => {
    const { brandId } = await world.company();
    const stranger = await world.signUp();
    await expect(stranger.client.inbox.subscribe({ brandId })).rejects.toMatchObject({
      status: 403,
      slug: 'realtime_refused',
    });
    expect(stranger.client.supabase.getChannels()).toHaveLength(0);
  });
}
