import { afterEach, expect, test } from 'vitest';
import { type Pipeline, startPipeline, type WorkerProgram } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { addContacts } from '../support/tenant.ts';
import {
  countUnknown,
  expectEachOnce,
  launch,
  report,
  setGrace,
  untilAccepted,
  untilCompleted,
} from './facts.ts';

let pipeline: Pipeline;
afterEach(async () => {
  await pipeline.stop();
});

test('when one of two workers is killed the other takes over within seconds', async () => {
  const recipients = 2500;
  pipeline = await startPipeline({ throughputMps: 300, faults: { latency_ms: { min: 20, max: 80 } } });
  const { sql } = pipeline;
  await setGrace(pipeline, '3 seconds');
  await addContacts(sql, pipeline.tenant, recipients);
  await pipeline.startWebhook();
  const workers = [await pipeline.startWorker(), await pipeline.startWorker()];
  const began = performance.now();
  const campaignId = await launch(pipeline);

  const takeovers: number[] = [];
  for (const at of [400, 1100]) {
    await untilAccepted(pipeline, at);
    const sent = await Promise.all(workers.map(sends));
    const victim = await until('one of them sends', async () => {
      for (const [i, worker] of workers.entries()) {
        if ((await sends(worker)) > (sent[i] ?? 0)) return worker;
      }
      return undefined;
    });
    const [other] = workers.filter((worker) => worker !== victim);
    if (!other) throw new Error('There is no second worker.');
    const before = await sends(other);
    await victim.end('SIGKILL');
    const killed = performance.now();
    await until('the other one sends', async () => (await sends(other)) > before);
    takeovers.push(Math.round(performance.now() - killed));
    workers.splice(workers.indexOf(victim), 1, await pipeline.startWorker());
  }
  await untilCompleted(pipeline, campaignId);
  const seconds = (performance.now() - began) / 1000;
  await expectEachOnce(pipeline, campaignId, recipients);
  for (const ms of takeovers) expect(ms).toBeLessThan(6000);
  report('takeover', { seconds, takeovers_ms: takeovers, unknown: await countUnknown(pipeline) });
});

/** How many sends a worker has had answered. */
async function sends({ port }: WorkerProgram): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^wabase_send_seconds_count (\d+)$/m.exec(text)?.[1] ?? 0);
}
