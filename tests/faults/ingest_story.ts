import { PHONE_NUMBER_ID, WABA_ID } from '../support/tenant.ts';

/** What the simulator is asked to deliver: one `messages` change each. */
export interface Update {
  field: 'messages';
  waba_id: string;
  value: Record<string, unknown>;
}

/** Updates in the order in which they are sent, and what they must come to. */
export interface Story {
  updates: Update[];
  /** Customers' messages by Meta's id: the words they end with, whether revoked, the reaction they end with. */
  messages: Map<string, { body: string; edited: boolean; revoked: boolean; emoji: string | null }>;
}

const PEOPLE = 300;
const BEGAN = 1_790_000_000;

/**
 * Makes a mix of so many updates: customers write, react, edit and revoke, and messages of ours are sent, delivered and read.
 * Statuses, and what is done to a message, come in any order, also before the message.
 * @param sent Meta's ids of messages of ours, enough for 40 % of the updates at three each
 */
export function tellStory(count: number, sent: string[]): Story {
  const messages: Story['messages'] = new Map();
  const updates: Update[] = [];
  for (let i = 0; updates.length < count; i++) {
    const wamid = `wamid.STORY${i}`;
    const said = { body: `Message ${i}`, edited: false, revoked: false, emoji: null as string | null };
    messages.set(wamid, said);
    const parts = [messageOf(i, wamid, 0, 'text', { body: said.body })];
    if (i % 6 === 0) {
      parts.push(messageOf(i, `${wamid}.r1`, 10, 'reaction', { message_id: wamid, emoji: '👍' }));
      parts.push(
        messageOf(
          i,
          `${wamid}.r2`,
          20,
          'reaction',
          i % 12 === 0 ? { message_id: wamid } : { message_id: wamid, emoji: '🎉' },
        ),
      );
      said.emoji = i % 12 === 0 ? null : '🎉';
    }
    if (i % 10 === 0) {
      for (const [n, words] of ['better', 'best'].entries()) {
        const message = { type: 'text', text: { body: `Message ${i}, ${words}` } };
        parts.push(messageOf(i, `${wamid}.e${n}`, 30 + n, 'edit', { original_message_id: wamid, message }));
      }
      Object.assign(said, { body: `Message ${i}, best`, edited: true });
    }
    if (i % 25 === 0) {
      parts.push(messageOf(i, `${wamid}.x`, 40, 'revoke', { original_message_id: wamid }));
      said.revoked = true;
    }
    // About two statuses for three messages of customers.
    const ours = i % 9 < 4 ? sent.shift() : undefined;
    if (ours !== undefined)
      parts.push(...['read', 'sent', 'delivered'].map((status) => statusOf(ours, status)));
    // What belongs to one message is sent backwards, every second time.
    updates.push(...(i % 2 === 0 ? parts.reverse() : parts));
  }
  return { updates, messages };
}

function update(value: Record<string, unknown>): Update {
  const metadata = { display_phone_number: '15550100001', phone_number_id: PHONE_NUMBER_ID };
  return {
    field: 'messages',
    waba_id: WABA_ID,
    value: { messaging_product: 'whatsapp', metadata, ...value },
  };
}

function messageOf(
  i: number,
  id: string,
  after: number,
  type: string,
  content: Record<string, unknown>,
): Update {
  const phone = String(3_000_000_000 + (i % PEOPLE));
  const person = {
    wa_id: phone,
    user_id: `US.${70_000 + (i % PEOPLE)}`,
    profile: { name: `Person ${i % PEOPLE}` },
  };
  const message = {
    from: phone,
    from_user_id: person.user_id,
    id,
    timestamp: String(BEGAN + i + after),
    type,
    [type]: content,
  };
  return update({ contacts: [person], messages: [message] });
}

function statusOf(id: string, status: string): Update {
  const seconds = { sent: 1, delivered: 2, read: 3 }[status] ?? 0;
  return update({
    statuses: [{ id, status, timestamp: String(BEGAN + seconds), recipient_id: '16505550100' }],
  });
}
