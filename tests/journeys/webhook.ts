import { createHmac, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { until } from '../../dev/demo/until.ts';
import type { ConnectedNumber, World } from './world.ts';

/** The public door, through the gateway, as Meta and as somebody who pretends to be Meta. */
export function webhookJourneys(world: World): void {
  const post = (body: string, secret: string) =>
    fetch(world.status().webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      body,
    });

  test('the handshake echoes the challenge for the right token only', async () => {
    const { url, verify_token } = world.status().webhook;
    const shake = (token: string) =>
      fetch(`${url}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
    const right = await shake(verify_token);
    expect(right.status).toBe(200);
    expect(await right.text()).toBe('1158201444');
    expect((await shake('something-else')).status).toBe(403);
  });

  test('a webhook with a wrong signature is refused and changes nothing; the same, signed, is applied once', async () => {
    const { client, ...number } = await world.company();
    const body = textWebhook(number, 'Signed?');
    expect((await post(body, 'not the secret')).status).toBe(401);
    const { app_secret } = world.status().webhook;
    const answers = await Promise.all([post(body, app_secret), post(body, app_secret)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const conversation = await until(
      'the conversation',
      async () => (await client.conversations.list())[0] ?? null,
    );
    // Events of a number are applied in the order of their arrival: when this one is, the two before it have been.
    expect((await post(textWebhook(number, 'Later'), app_secret)).status).toBe(200);
    const bodies = await until('the later message', async () => {
      const found = (await client.messages.list(conversation.id)).map((message) => message.body);
      return found.includes('Later') ? found : null;
    });
    expect(bodies.toSorted()).toEqual(['Later', 'Signed?']);
  });
}

function textWebhook(
  { phone_number_id, template }: Pick<ConnectedNumber, 'phone_number_id' | 'template'>,
  text: string,
): string {
  const from = '15550009999';
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550200000', phone_number_id },
    contacts: [{ profile: { name: 'A customer' }, wa_id: from, user_id: 'US.9999999999999999' }],
    messages: [
      {
        from,
        from_user_id: 'US.9999999999999999',
        id: `wamid.${randomUUID()}`,
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'text',
        text: { body: text },
      },
    ],
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: template.waba_id, changes: [{ field: 'messages', value }] }],
  });
}
