import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseWebhook } from '../../functions/whatsapp/webhook.ts';
import type { MessageItem, NormalisedWebhook, StatusItem } from '../../functions/whatsapp/webhook-items.ts';

const folder = join(import.meta.dirname, 'fixtures');

/** Names of all fixtures, one webhook body an event type, written from Meta's documented shapes. */
export const fixtureNames = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

/** The text of a fixture, as a webhook would carry it. */
export function fixtureText(name: string): string {
  return readFileSync(join(folder, `${name}.json`), 'utf8');
}

/** A fixture taken apart. */
export function normaliseFixture(name: string): NormalisedWebhook {
  return normaliseWebhook(JSON.parse(fixtureText(name)));
}

/** The first item of a fixture, which must be a message. */
export function messageOf(name: string): MessageItem {
  const [item] = normaliseFixture(name).items;
  if (item?.kind !== 'message') {
    throw new Error(`${name} holds no message`);
  }
  return item;
}

/** The first item of a fixture, which must be a status. */
export function statusOf(name: string): StatusItem {
  const [item] = normaliseFixture(name).items;
  if (item?.kind !== 'status') {
    throw new Error(`${name} holds no status`);
  }
  return item;
}

/** A webhook body around the value of one `messages` change. */
export function envelopeOf(
  value: Record<string, unknown>,
  wabaId = '102290129340398',
): Record<string, unknown> {
  const metadata = { display_phone_number: '15550100001', phone_number_id: '106540352242922' };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: wabaId,
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  };
}
