import { isObject, type Json } from './json.ts';
import type { SendLog } from './send-log.ts';
import { previewTemplate } from './template-preview.ts';
import type { PhoneNumber, World } from './world.ts';

/** One bubble of a chat as the page shows it. */
export interface ChatMessage {
  direction: 'in' | 'out';
  id: string;
  at: number;
  type: string;
  content: unknown;
  context?: unknown;
  /** Outbound only: accepted, sent, delivered, read or failed. */
  status?: string;
}

export interface ChatSummary {
  phone_number_id: string;
  display_phone_number: string;
  verified_name: string;
  customer: string;
  name: string;
  at: number;
  preview: ChatMessage | undefined;
}

/** A recent send as it was received: kept as raw text, read only when somebody looks. */
export interface RecentSend {
  number: PhoneNumber | undefined;
  customer: string;
  ref: number;
  raw: string;
  at: number;
}

export interface Chats {
  /** Hot path: remembers a send. `isKnown` when the customer has written before, then it joins the chat. */
  recordSend(
    number: PhoneNumber,
    customer: string,
    isKnown: boolean,
    ref: number,
    raw: string,
    at: number,
  ): void;
  recordInbound(number: PhoneNumber, customer: string, name: string, message: ChatMessage): void;
  /** The latest ones; with words only those whose names or numbers have them. */
  list(limit: number, words?: string): ChatSummary[];
  read(numberId: string, customer: string): ChatMessage[];
  recent(limit: number, numberId?: string): (Json & { id: string })[];
  clear(): void;
}

const RECENT = 1000;
const MAX_CHATS = 500;
const MAX_MESSAGES = 100;
const STATUS = ['accepted', 'sent', 'delivered', 'read', 'failed'];

interface Chat {
  number: PhoneNumber;
  customer: string;
  name: string;
  at: number;
  entries: (ChatMessage | RecentSend)[];
}

function isSend(entry: ChatMessage | RecentSend): entry is RecentSend {
  return 'raw' in entry;
}

/**
 * What the page shows: the last 1000 sends in a ring that is reused, and a bounded chat for each customer who wrote.
 * Nothing here grows with a campaign.
 */
export function createChats(log: SendLog, world: World): Chats {
  const ring: RecentSend[] = Array.from({ length: RECENT }, () => ({
    number: undefined,
    customer: '',
    ref: 0,
    raw: '',
    at: 0,
  }));
  let next = 0;
  let chats = new Map<string, Chat>();

  const keyOf = (numberId: string, customer: string) => `${numberId}|${customer}`;

  function* newestSends(): Generator<RecentSend & { number: PhoneNumber }> {
    for (let i = 1; i <= RECENT; i += 1) {
      const send = ring[(next - i + RECENT * 2) % RECENT];
      if (send?.number === undefined) return;
      yield { ...send, number: send.number };
    }
  }

  function append(chat: Chat, entry: ChatMessage | RecentSend): void {
    chat.entries.push(entry);
    chat.at = entry.at;
    if (chat.entries.length > MAX_MESSAGES) chat.entries.shift();
  }

  function open(number: PhoneNumber, customer: string, name: string): Chat {
    const key = keyOf(number.id, customer);
    const known = chats.get(key);
    if (known !== undefined) {
      known.name = name;
      return known;
    }
    const earlier = [...newestSends()].filter((send) => send.number === number && send.customer === customer);
    const chat: Chat = { number, customer, name, at: 0, entries: earlier.reverse() };
    chats.set(key, chat);
    if (chats.size > MAX_CHATS) chats.delete(chats.keys().next().value ?? '');
    return chat;
  }

  function show(entry: ChatMessage | RecentSend): ChatMessage {
    if (!isSend(entry)) return entry;
    const body = parse(entry.raw);
    const type = typeof body.type === 'string' ? body.type : 'text';
    const content =
      type === 'template' && entry.number !== undefined
        ? previewTemplate(entry.number.waba, body.template)
        : body[type];
    return {
      direction: 'out',
      id: log.wamid(entry.ref),
      at: entry.at,
      type,
      content,
      context: body.context,
      status: STATUS[log.reached(entry.ref)] ?? 'accepted',
    };
  }

  function summary(
    number: PhoneNumber,
    customer: string,
    name: string,
    last: ChatMessage | RecentSend | undefined,
  ) {
    return {
      phone_number_id: number.id,
      display_phone_number: number.display,
      verified_name: number.verifiedName,
      customer,
      name,
      at: last?.at ?? 0,
      preview: last === undefined ? undefined : show(last),
    };
  }

  return {
    recordSend(number, customer, isKnown, ref, raw, at) {
      const slot = ring[next];
      if (slot !== undefined) {
        slot.number = number;
        slot.customer = customer;
        slot.ref = ref;
        slot.raw = raw;
        slot.at = at;
      }
      next = (next + 1) % RECENT;
      if (!isKnown) return;
      const chat = chats.get(keyOf(number.id, customer));
      if (chat !== undefined) append(chat, { number, customer, ref, raw, at });
    },
    recordInbound(number, customer, name, message) {
      append(open(number, customer, name), message);
    },
    list(limit, words = '') {
      const found = new Map<string, ChatSummary>();
      const wanted = words.trim().toLowerCase();
      const fits = ({ name, customer, display_phone_number, verified_name }: ChatSummary) =>
        [name, customer, display_phone_number, verified_name].join(' ').toLowerCase().includes(wanted);
      for (const [key, chat] of chats) {
        found.set(key, summary(chat.number, chat.customer, chat.name, chat.entries.at(-1)));
      }
      for (const send of newestSends()) {
        if (wanted === '' && found.size >= limit + chats.size) break;
        const key = keyOf(send.number.id, send.customer);
        if (!found.has(key)) found.set(key, summary(send.number, send.customer, send.customer, send));
      }
      return [...found.values()]
        .filter(fits)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit);
    },
    read(numberId, customer) {
      const chat = chats.get(keyOf(numberId, customer));
      if (chat !== undefined) return chat.entries.map(show);
      const number = world.numbersById.get(numberId);
      return [...newestSends()]
        .filter((send) => send.number === number && send.customer === customer)
        .slice(0, MAX_MESSAGES)
        .reverse()
        .map(show);
    },
    recent(limit, numberId) {
      const found: (Json & { id: string })[] = [];
      for (const send of newestSends()) {
        if (found.length >= limit) break;
        if (numberId !== undefined && send.number.id !== numberId) continue;
        const shown = { id: log.wamid(send.ref), status: STATUS[log.reached(send.ref)], at: send.at };
        found.push({ ...shown, phone_number_id: send.number.id, body: parse(send.raw) });
      }
      return found;
    },
    clear() {
      chats = new Map();
      next = 0;
      for (const slot of ring) {
        slot.number = undefined;
        slot.raw = '';
      }
    },
  };
}

function parse(raw: string): Json {
  const body: unknown = JSON.parse(raw);
  return isObject(body) ? body : {};
}
