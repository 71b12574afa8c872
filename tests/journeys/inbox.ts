import { expect, test } from 'vitest';
import type { ListedConversation } from '../../clients/sdk/src/conversations.ts';
import { until } from '../../dev/demo/until.ts';
import type { Company, World } from './world.ts';

const DAY = 24 * 3600;

/** A customer writes, the business answers. */
export function inboxJourneys(world: World): void {
  async function conversationWith(
    { client, phone_number_id }: Company,
    said: object,
  ): Promise<ListedConversation> {
    await world.simulator().inbound({ phone_number_id, ...said });
    return until('the conversation', async () => (await client.conversations.list())[0] ?? null);
  }

  test('a message becomes a conversation; the answer is sent, delivered and read', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const company = await world.company();
    const { client } = company;
    const phone = world.phone();
    const conversation = await conversationWith(company, {
      phone,
      name: 'A customer',
      text: 'Are you open?',
    });
    expect(conversation).toMatchObject({ status: 'open', unread_count: 1 });
    expect((await client.contacts.list()).rows).toMatchObject([
      { id: conversation.contact_id, phone, name: 'A customer', source: 'inbound' },
    ]);
    const [question] = await client.messages.list(conversation.id);
    expect(question).toMatchObject({
      direction: 'inbound',
      type: 'text',
      body: 'Are you open?',
      status: 'received',
    });

    const sent = await client.messages.sendText(conversation.id, 'Until six.');
    expect(sent).toMatchObject({ conversation_id: conversation.id, status: 'queued', duplicate: false });
    const answer = await until('the answer to be read', async () => {
      const message = await client.messages.get(sent.message_id);
      return message.status === 'read' ? message : null;
    });
    expect(answer).toMatchObject({ direction: 'outbound', body: 'Until six.' });
    expect(answer.delivered_at).not.toBeNull();
    expect((await client.messages.list(conversation.id)).map(({ id }) => id)).toEqual([
      answer.id,
      question?.id,
    ]);
  });

  test('a customer without a phone number is answered by his user id', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const company = await world.company();
    const { client } = company;
    const user_id = 'US.1234567890123456';
    const conversation = await conversationWith(company, { user_id, username: 'a.customer', text: 'Hi' });
    expect((await client.contacts.list()).rows).toMatchObject([{ phone: null, bsuid: user_id }]);
    const { message_id } = await client.messages.sendText(conversation.id, 'Hello');
    await until('the answer to be read', async () =>
      (await client.messages.get(message_id)).status === 'read' ? true : null,
    );
  });

  test('outside the 24-hour window only templates can be sent', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const company = await world.company();
    const { client, whatsapp_account_id, template } = company;
    const closed = { status: 422, code: 'PT422', slug: 'window_closed', hint: 'Send an approved template.' };
    const silent = await client.contacts.create({ phone: world.phone() });
    const address = { whatsapp_account_id, contact_id: silent.id };
    await expect(
      client.messages.send({ ...address, type: 'text', text: { body: 'Hello' } }),
    ).rejects.toMatchObject(closed);

    const timestamp = Math.floor(Date.now() / 1000) - DAY - 60;
    const conversation = await conversationWith(company, { phone: world.phone(), text: 'Late', timestamp });
    await expect(client.messages.sendText(conversation.id, 'Too late')).rejects.toMatchObject(closed);

    const { message_id } = await client.messages.send({
      ...address,
      type: 'template',
      template: {
        name: template.name,
        language: { code: template.language },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'there' }] }],
      },
    });
    await until('the template to arrive', async () =>
      (await client.messages.get(message_id)).status === 'read' ? true : null,
    );
  });

  test('a send that is repeated with its client_message_id happens once', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const company = await world.company();
    const { client, phone_number_id } = company;
    const conversation = await conversationWith(company, { phone: world.phone(), text: 'Hi' });
    const send = () => client.messages.sendText(conversation.id, 'Once', 'order-7-confirmation');
    const results = await Promise.all([send(), send(), send()]);
    expect(new Set(results.map(({ message_id }) => message_id)).size).toBe(1);
    expect(results.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    const id = results[0]?.message_id ?? '';
    await until('the message to be read', async () =>
      (await client.messages.get(id)).status === 'read' ? true : null,
    );
    expect(await send()).toMatchObject({ message_id: id, duplicate: true, status: 'read' });
    expect((await world.simulator().stats(phone_number_id)).accepted).toBe(1);
  });

  test('a team works its inbox: routing, notes, labels, canned replies, snooze, close and reopen', async () => {
    const owner = await world.company();
    const { client, brandId, phone_number_id } = owner;
    const agent = await world.join(owner, { role: 'agent', brandIds: [brandId] });
    agent.client.brands.use(brandId);
    await client.routing.setSettings({ mode: 'least_busy', max_open: 1 });
    await client.routing.setSettings({ mode: 'round_robin' });
    expect(await client.routing.settings()).toMatchObject({ mode: 'round_robin', max_open: 1 });
    const hours = { timezone: 'Europe/Lisbon', weekly: [{ day: 1, from: '00:00', to: '24:00' }] };
    await client.routing.setHours(hours);
    expect(await client.routing.setHours({ ...hours, away_message: 'Back soon.' })).toMatchObject(hours);
    await expect(client.routing.setHours({ ...hours, timezone: 'Nowhere' })).rejects.toMatchObject({
      slug: 'timezone_unknown',
    });
    await client.routing.setSla({ first_response_minutes: 5, counts: 'all_hours' });
    await agent.client.members.setAvailability('online');

    const personal: string[] = [];
    await agent.client.inbox.subscribePersonal({
      memberId: agent.memberId,
      onEvent: ({ event, conversation_id }) => void personal.push(`${event} ${conversation_id}`),
    });
    await expect(
      agent.client.inbox.subscribePersonal({ memberId: await seatOf(owner), onEvent() {} }),
    ).rejects.toMatchObject({ slug: 'realtime_refused' });
    const heard: string[] = [];
    const leave = await client.inbox.subscribe({ onEvent: ({ event }) => void heard.push(event) });
    await world.simulator().inbound({ phone_number_id, phone: world.phone(), name: 'Ann Lee', text: 'Hi' });
    const mine = await until(
      'the conversation to be given to the agent',
      async () => (await agent.client.conversations.list({ assignedTo: agent.memberId }))[0] ?? null,
    );
    expect(mine).toMatchObject({ status: 'open', unread_count: 1, contact: { name: 'Ann Lee' } });
    await until('the agent to be told', async () => (personal.length > 0 ? true : null));
    expect(personal).toEqual([`assignment ${mine.id}`]);
    await world.simulator().inbound({ phone_number_id, phone: world.phone(), text: 'Me too' });
    await until('the second', async () => (await client.conversations.list()).length === 2 || null);
    expect(await client.conversations.list({ assignedTo: null, status: 'open' })).toHaveLength(1);

    expect(await agent.client.conversations.markRead(mine.id)).toMatchObject({ unread_count: 0 });
    expect(await agent.client.conversations.showTyping(mine.id)).toBe(true);
    expect(await client.conversations.list({ unread: true })).toHaveLength(1);
    await agent.client.notes.add(mine.id, 'Asks for the owner', [await seatOf(owner)]);
    const [note] = await client.notes.list(mine.id);
    expect(note).toMatchObject({ body: 'Asks for the owner', author_id: agent.memberId });
    const reply = await agent.client.cannedReplies.create({
      shortcut: 'hi',
      body: 'Hello {{contact.first_name}}!',
    });
    expect(await agent.client.cannedReplies.render(reply.id, mine.id)).toBe('Hello Ann!');
    await agent.client.messages.sendText(mine.id, 'Hello Ann!');
    const timers = await client.routing.timers(mine.id);
    expect(timers).toMatchObject([{ kind: 'first_response', breached_at: null }]);
    expect(timers[0]?.ended_at).not.toBeNull();

    const { data: label } = await agent.client.supabase
      .from('labels')
      .insert({ organization_id: owner.organizationId, brand_id: brandId, name: 'vip' })
      .select()
      .single();
    const labelId = label?.id ?? '';
    expect(await agent.client.conversations.label(mine.id, { add: [labelId] })).toEqual([labelId]);
    expect(await client.conversations.list({ labelId, status: 'open' })).toMatchObject([
      { id: mine.id, contact: { name: 'Ann Lee' } },
    ]);
    expect(await client.conversations.list({ labelId, status: 'closed' })).toEqual([]);

    const tomorrow = new Date(Date.now() + 24 * 3_600_000);
    expect(await agent.client.conversations.snooze(mine.id, tomorrow)).toMatchObject({ status: 'snoozed' });
    // Who snoozes has room again: the second conversation is his.
    await until(
      'the second to be given to the agent',
      async () =>
        (await agent.client.conversations.list({ assignedTo: agent.memberId })).length === 2 || null,
    );
    expect(await agent.client.conversations.hold(mine.id)).toMatchObject({ status: 'pending' });
    expect(await agent.client.conversations.close(mine.id)).toMatchObject({ status: 'closed' });
    expect(await client.conversations.assign(mine.id, null)).toMatchObject({ assigned_to: null });
    expect(await client.conversations.reopen(mine.id)).toMatchObject({ status: 'open', opening: 2 });
    await until('the events', async () =>
      heard.filter((one) => one === 'conversation').length > 8 ? true : null,
    );
    expect(new Set(heard)).toEqual(new Set(['message', 'conversation', 'note', 'status']));
    await leave();
  });
}

async function seatOf({ client, organizationId, userId }: Company): Promise<string> {
  const seat = (await client.members.list(organizationId)).find(({ user_id }) => user_id === userId);
  return seat?.id ?? '';
}
