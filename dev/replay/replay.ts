import type { Sql } from 'postgres';
import type { Options } from './options.ts';

/** Events replayed in one statement: keeps transactions short while the worker applies what came before. */
const PAGE = 1000;

/** What a replay did. */
export interface ReplayReport {
  found: number;
  replayed: number;
}

/** Finds raw events page by page and has them applied again. */
export async function replay(
  sql: Sql,
  options: Pick<Options, 'ids' | 'from' | 'to' | 'state' | 'dryRun'>,
): Promise<ReplayReport> {
  const report: ReplayReport = { found: 0, replayed: 0 };
  if (options.ids.length > 0) {
    await take(sql, options.ids, options.dryRun, report);
    return report;
  }
  // The whole list first: a page that was replayed may be in the same state again while the next one is looked for.
  const [row] = await sql<{ ids: string[] }[]>`
    select private.find_raw_events(${options.from}, ${options.to}, ${options.state}, null) as ids`;
  const ids = row?.ids ?? [];
  for (let at = 0; at < ids.length; at += PAGE)
    await take(sql, ids.slice(at, at + PAGE), options.dryRun, report);
  return report;
}

async function take(sql: Sql, ids: string[], dryRun: boolean, report: ReplayReport): Promise<void> {
  const [row] = dryRun
    ? await sql<
        { n: number }[]
      >`select count(*)::int as n from private.raw_events where id = any (${ids}::uuid[])`
    : await sql<{ n: number }[]>`select private.replay_raw_events(${ids}::uuid[]) as n`;
  report.found += row?.n ?? 0;
  if (!dryRun) report.replayed += row?.n ?? 0;
}
