import type { ChatMessage } from '../../dev/simulator/chats.ts';
import type { FaultsPatch } from '../../dev/simulator/faults.ts';
import type { Stats } from '../../dev/simulator/stats.ts';
import type { Provision } from '../../dev/simulator/world.ts';

/** The simulator's control API, as a test drives it. */
export interface Simulator {
  provision(world: Provision): Promise<unknown>;
  faults(patch: FaultsPatch): Promise<unknown>;
  /** A customer says something. @returns Meta's id of the message */
  inbound(message: Record<string, unknown>): Promise<string>;
  stats(phoneNumberId: string): Promise<Stats>;
  /** What a customer (phone or BSUID) and a number said to each other, oldest first. */
  chat(phoneNumberId: string, customer: string): Promise<ChatMessage[]>;
  /** The last sends of a number as Meta received them, newest first. */
  sends(phoneNumberId: string): Promise<{ body: unknown }[]>;
  /** Waits until every planned status has been delivered. */
  settled(): Promise<void>;
}

/** @param url address of the simulator */
export function createSimulator(url: string): Simulator {
  async function call<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}/_sim/${path}`, init);
    if (!response.ok) throw new Error(`/_sim/${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  return {
    provision: (world) => call('provision', world),
    faults: (patch) => call('faults', patch),
    inbound: async (message) => (await call<{ message_id: string }>('inbound', message)).message_id,
    stats: (phoneNumberId) => call(`stats?phone_number_id=${phoneNumberId}`),
    chat: async (phoneNumberId, customer) =>
      (
        await call<{ data: ChatMessage[] }>(
          `chat?phone_number_id=${phoneNumberId}&customer=${customer.replace('+', '')}`,
        )
      ).data,
    sends: async (phoneNumberId) =>
      (await call<{ data: { body: unknown }[] }>(`messages?phone_number_id=${phoneNumberId}`)).data,
    async settled() {
      const { idle } = await call<{ idle: boolean }>('idle?timeout_ms=20000');
      if (!idle) throw new Error('The simulator still has statuses to deliver.');
    },
  };
}
