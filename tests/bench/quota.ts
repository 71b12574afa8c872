import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import postgres, { type Sql } from 'postgres';
import { DURABLE } from '../support/pipeline.ts';
import { startTestPostgres } from '../support/postgres.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

/**
 * Callers that each take one message of one tenant's daily and monthly quota and commit. Beside it the least that counts
 * exactly: `update … returning` of one row by as many callers.
 */
export async function benchQuota(args: Record<string, number>): Promise<BenchResult> {
  const callers = args.callers ?? 50;
  const seconds = args.seconds ?? 5;
  say('starting PostgreSQL (durable settings)');
  const cluster = await startTestPostgres({ settings: DURABLE });
  try {
    const database = await cluster.createDatabase();
    const admin = database.connect('supabase_admin');
    const organization = randomUUID();
    await admin`insert into public.organizations (id, name, slug) values (${organization}, 'Bench', 'bench')`;
    await admin`update public.subscriptions set plan_key = 'enterprise', limit_overrides = '{"messages_per_day": 100000000, "messages_per_month": 100000000}'`;
    await admin`create table public.bare_counters (id int primary key, used bigint not null) with (fillfactor = 50)`;
    await admin`insert into public.bare_counters values (1, 0)`;
    await admin`grant select, update on public.bare_counters to wabase_functions`;

    const sql = postgres(database.url('wabase_functions'), { max: callers, fetch_types: false });
    const bare = (connection: Sql) =>
      connection`update public.bare_counters set used = used + 1 where id = 1 returning used`;
    const quota = (connection: Sql) =>
      connection`select private.consume_quota(${organization}, 'messages', 1)`;
    await loop(sql, callers, 1, bare);
    const ceiling = await loop(sql, callers, seconds, bare);
    say(`one row: ${round(ceiling.perSecond)} calls/s`);
    await loop(sql, callers, 1, quota);
    const measured = await loop(sql, callers, seconds, quota);
    const [counter] = await admin<{ used: number; slots: number }[]>`
      select sum(used)::int as used, count(*)::int as slots from public.usage_counters where metric = 'messages' and period = 'day'`;
    await sql.end();
    await admin.end();
    return {
      name: 'quota',
      figure: round(measured.perSecond),
      unit: 'calls/s',
      ceiling: round(ceiling.perSecond),
      ratio: round(measured.perSecond / ceiling.perSecond, 3),
      p50_ms: percentile(measured.latencies, 0.5),
      p95_ms: percentile(measured.latencies, 0.95),
      p99_ms: percentile(measured.latencies, 0.99),
      rss_mb: round(process.memoryUsage.rss() / 1_048_576),
      callers,
      slots: counter?.slots,
      ceiling_p50_ms: percentile(ceiling.latencies, 0.5),
      ceiling_p99_ms: percentile(ceiling.latencies, 0.99),
    };
  } finally {
    await cluster.stop();
  }
}

/** Calls without a pause from that many callers for a time. */
async function loop(sql: Sql, callers: number, seconds: number, call: (sql: Sql) => PromiseLike<unknown>) {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        const from = performance.now();
        await call(sql);
        latencies.push(performance.now() - from);
      }
    }),
  );
  const perSecond = (latencies.length / (performance.now() - started)) * 1000;
  return { perSecond, latencies: Float64Array.from(latencies).sort() };
}
