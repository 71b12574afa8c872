import type { Pace } from '../../dev/simulator/limits.ts';
import type { Pipeline } from '../support/pipeline.ts';
import { until } from '../support/programs.ts';
import { addContacts, PHONE_NUMBER_ID } from '../support/tenant.ts';
import { launch } from './facts.ts';

/** How often somebody asks for another pump of the number, as every message of an agent does. */
const RING_MS = 150;

/**
 * A campaign larger than the number can send, for so many seconds and until each worker has sent, while bells that keep ringing make
 * all workers want the number at once. The pipeline was started with the number's rate on both sides.
 * @param options.jobs jobs of a worker; with two it hands a number on after a second
 * @returns how requests came to the simulator, and how often it found them too many
 */
export async function sendAtFullRate(
  pipeline: Pipeline,
  { mps, seconds, workers, jobs }: { mps: number; seconds: number; workers: number; jobs?: number },
): Promise<Pace & { refused: number; accepted: number; pumped_by: number }> {
  const { sql, tenant } = pipeline;
  await addContacts(sql, tenant, mps * (seconds + 120));
  for (let n = 0; n < workers; n++)
    await pipeline.startWorker({ slots: 64, ...(jobs === undefined ? {} : { jobs }) });
  await launch(pipeline);
  const seen = new Set<string>();
  await until(
    'the seconds to be over and each worker to have sent',
    async () => {
      await sql`select private.ring('outbox/pump', ${tenant.accountId})`;
      const claims = await sql<{ by: string }[]>`select distinct claimed_by as by from private.outbox`;
      for (const { by } of claims) seen.add(by);
      const { pace } = await pipeline.stats(PHONE_NUMBER_ID);
      return (pace?.per_second.length ?? 0) > seconds && seen.size === workers;
    },
    (seconds + 120) * 1000,
    RING_MS,
  );
  const { pace, accepted, rejected } = await pipeline.stats(PHONE_NUMBER_ID);
  if (!pace) throw new Error('the simulator does not know the number');
  return {
    busiest_second: pace.busiest_second,
    per_second: pace.per_second.slice(0, seconds),
    refused: rejected['130429'] ?? 0,
    accepted,
    pumped_by: seen.size,
  };
}
