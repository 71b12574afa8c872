import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import type { World } from './world.ts';

const DAY = 24 * 3600;

/** Who writes, whatever ids he shows. */
export function identityJourneys(world: World): void {
  test('a username-only customer is answered through recipient, later shares a phone, and is one contact', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const { client, phone_number_id } = await world.company();
    const phone = world.phone();
    const user_id = 'US.5550001112223334';
    await client.contacts.create({ name: 'Ann Porter', phone });
    await world.simulator().inbound({ phone_number_id, user_id, username: 'ann.p', name: 'Ann', text: 'Hi' });
    const conversation = await until(
      'the conversation',
      async () => (await client.conversations.list())[0] ?? null,
    );
    expect((await client.contacts.list()).rows).toHaveLength(2);
    const { message_id } = await client.messages.sendText(conversation.id, 'Hello Ann');
    await until('the answer to be read', async () =>
      (await client.messages.get(message_id)).status === 'read' ? true : null,
    );
    const [sent] = await world.simulator().sends(phone_number_id);
    expect(sent?.body).toMatchObject({ recipient: user_id });
    expect(sent?.body).not.toHaveProperty('to');

    await world.simulator().inbound({ phone_number_id, user_id, phone, name: 'Ann', text: 'My number' });
    const [contact, ...others] = await until('one contact', async () => {
      const { rows } = await client.contacts.list();
      return rows.length === 1 ? rows : null;
    });
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ name: 'Ann Porter', phone, bsuid: user_id, username: 'ann.p' });
    expect(await client.conversations.list()).toMatchObject([
      { id: conversation.id, contact_id: contact?.id },
    ]);
    expect(await client.messages.list(conversation.id)).toHaveLength(3);
  });

  test('a number that changed keeps the person, told by a system message with the new ids', async () => {
    await world.simulator().faults({ failed_share: 0, delivered_share: 1, read_share: 1 });
    const { client, phone_number_id } = await world.company();
    const [old, now] = [world.phone(), world.phone()];
    await world
      .simulator()
      .inbound({ phone_number_id, phone: old, user_id: 'US.5550001112223335', text: 'Hi' });
    await until('the conversation', async () => (await client.conversations.list())[0] ?? null);
    const system = {
      type: 'user_changed_number',
      body: 'User changed',
      wa_id: now.slice(1),
      user_id: 'US.5550001112223336',
      previous_user_id: 'US.5550001112223335',
    };
    await world.simulator().inbound({ phone_number_id, phone: old, type: 'system', system });
    const contact = await until('the new number', async () => {
      const { rows } = await client.contacts.list();
      return rows.find(({ phone }) => phone === now) ?? null;
    });
    expect(contact.bsuid).toBe('US.5550001112223336');
    expect((await client.contacts.list()).rows).toHaveLength(1);
  });

  test('a webhook that is six days late opens no window', async () => {
    const { client, phone_number_id } = await world.company();
    const timestamp = Math.floor(Date.now() / 1000) - 6 * DAY;
    await world.simulator().inbound({ phone_number_id, phone: world.phone(), text: 'Hi', timestamp });
    const conversation = await until(
      'the conversation',
      async () => (await client.conversations.list())[0] ?? null,
    );
    expect(new Date(conversation.window_expires_at ?? 0).getTime()).toBe((timestamp + DAY) * 1000);
    await expect(client.messages.sendText(conversation.id, 'Too late')).rejects.toMatchObject({
      slug: 'window_closed',
    });
  });
}
