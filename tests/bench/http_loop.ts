import { Agent, request } from 'undici';

/** Options of a bounded request loop; the program below reads them from its only argument. */
interface Loop {
  url: string;
  concurrency: number;
  requests: number;
  headers: Record<string, string>;
  /** Bodies are sent in turn, each with its own headers on top of the common ones. */
  bodies: { body: string; headers?: Record<string, string> }[];
}

export interface LoopResult {
  per_second: number;
  errors: number;
  latencies: Float64Array;
}

/** Sends `requests` POSTs over `concurrency` keep-alive connections as fast as they are answered. Loopback only. */
export async function httpLoop(loop: Loop): Promise<LoopResult> {
  if (!['127.0.0.1', 'localhost'].includes(new URL(loop.url).hostname))
    throw new Error('Only loopback is a target.');
  const agent = new Agent({ connections: loop.concurrency, pipelining: 1 });
  const latencies = new Float64Array(loop.requests);
  let next = 0;
  let errors = 0;
  async function lane(): Promise<void> {
    while (next < loop.requests) {
      const index = next++;
      const { body, headers } = loop.bodies[index % loop.bodies.length] ?? { body: '' };
      const began = performance.now();
      const response = await request(loop.url, {
        dispatcher: agent,
        method: 'POST',
        headers: { ...loop.headers, ...headers },
        body,
      });
      await response.body.text();
      if (response.statusCode !== 200) errors++;
      latencies[index] = performance.now() - began;
    }
  }
  const began = performance.now();
  await Promise.all(Array.from({ length: loop.concurrency }, lane));
  const seconds = (performance.now() - began) / 1000;
  await agent.close();
  return { per_second: loop.requests / seconds, errors, latencies: latencies.sort() };
}
