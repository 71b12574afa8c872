import { expect, test } from 'vitest';
import type { Conversation } from '../../clients/sdk/src/conversations.ts';
import { until } from '../../dev/demo/until.ts';
import type { Company, World } from './world.ts';

const DAY = 24 * 3600;

/** A customer writes, the business answers. */
export function inboxJourneys(world: World): void {
  async function conversationWith({ client, phone_number_id }: Company, said: object): Promise<Conversation> {
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
}
