import type { Stats } from '../simulator/stats.ts';
import type { Provision } from '../simulator/world.ts';

/** The control API of the WhatsApp simulator, as far as the demo needs it. */
export interface SimulatorControl {
  provision(world: Provision): Promise<void>;
  stats(phoneNumberId?: string): Promise<Stats>;
  /** Waits until every planned status was delivered; false when the time is over. */
  idle(timeoutMs: number): Promise<boolean>;
}

/** @param url address of the simulator */
export function createSimulatorControl(url: string): SimulatorControl {
  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/_sim/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`The simulator refused ${path}: ${answer.error ?? response.status}`);
    return answer;
  }

  return {
    async provision(world) {
      await call('provision', world);
    },
    stats: (phoneNumberId) =>
      call(phoneNumberId === undefined ? 'stats' : `stats?phone_number_id=${phoneNumberId}`),
    async idle(timeoutMs) {
      return (await call<{ idle: boolean }>(`idle?timeout_ms=${timeoutMs}`)).idle;
    },
  };
}
