import type { Database } from '../../../functions/core/database.ts';
import type { Logger } from '../../../functions/core/log.ts';

/** Gathers the campaigns that moved and tells their brands the new funnel, at most once a second a campaign. */
export interface ProgressAnnouncer {
  touch(campaignId: string): void;
  stop(): Promise<void>;
}

/** @param deps.everyMs how often, in milliseconds */
export function createProgressAnnouncer(deps: {
  sql: Database;
  log: Logger;
  everyMs?: number;
}): ProgressAnnouncer {
  const { sql, log, everyMs = 1000 } = deps;
  let touched = new Set<string>();
  let announcing = Promise.resolve();

  function announce(): void {
    if (touched.size === 0) return;
    const ids = [...touched];
    touched = new Set();
    announcing = sql`select private.announce_campaigns(${ids}::uuid[])`.then(
      () => {},
      (error) => log.warn('campaign_progress_not_announced', { campaigns: ids.length, error: String(error) }),
    );
  }
  const timer = setInterval(announce, everyMs);

  return {
    touch: (campaignId) => touched.add(campaignId),
    async stop() {
      clearInterval(timer);
      announce();
      await announcing;
    },
  };
}
