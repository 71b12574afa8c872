import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';
import type { ProgressAnnouncer } from './announce.ts';

export const launchPayload = z.object({ key: z.uuid() });

/** Launches a campaign whose time has come, or whose audience was too large for a client's request. */
export function createCampaignLaunch(deps: { sql: Database; log: Logger; progress: ProgressAnnouncer }) {
  const { sql, log, progress } = deps;

  return async function launchCampaign(payload: unknown): Promise<void> {
    const id = launchPayload.parse(payload).key;
    await sql`select private.answer('campaigns/launch', ${id})`;
    const [row] = await sql<{ status: string | null }[]>`
      select private.launch_waiting_campaign(${id}) as status`;
    progress.touch(id);
    log.info('campaign_launched', { campaign_id: id, status: row?.status });
  };
}
