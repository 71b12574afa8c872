import type { Sql } from 'postgres';
import { startTestPostgres } from '../support/postgres.ts';
import { type BenchResult, percentile, round, say } from './result.ts';
import { fillTenants } from './rls/fill.ts';
import { chooseTenants, openRequest, type Tenant, timeAs } from './rls/session.ts';

/** What a screen asks for, as the SDK and the Data API ask it: the brand is in the query and in the header. */
const QUERIES = [
  {
    name: 'inbox list',
    text: `select * from public.conversations where brand_id = $1
      order by last_message_at desc, id desc limit 50`,
  },
  {
    name: 'contact search by name',
    text: `select * from public.contacts where brand_id = $1 and (name ilike '%ann%' or phone ilike '%ann%')
      order by id limit 50`,
  },
  {
    name: 'contact search by phone',
    text: `select * from public.contacts where brand_id = $1 and (name ilike '%0012%' or phone ilike '%0012%')
      order by id limit 50`,
  },
  { name: 'contact list', text: `select * from public.contacts where brand_id = $1 order by id limit 100` },
  {
    name: 'campaign list',
    text: `select * from public.campaigns where brand_id = $1 order by id desc limit 50`,
  },
];

/** Milliseconds; the ratio is that of the medians. */
interface QueryResult {
  name: string;
  rls_p50: number;
  rls_p95: number;
  bare_p50: number;
  bare_p95: number;
  ratio: number;
  p99: number;
}

/**
 * What row level security costs: each query as a manager through the role authenticated, beside the same text as the owner of
 * the tables, whose brand filter is all that keeps tenants apart. Both are timed by the client, in turns, over brands of every
 * size, the largest among them; every statement is planned anew. The figure is the worst ratio of medians.
 */
export async function benchRls(args: Record<string, number>): Promise<BenchResult> {
  const sizes = {
    organizations: args.organizations ?? 2_000,
    contacts: args.contacts ?? 500_000,
    messages: args.messages ?? 2_000_000,
  };
  const rounds = args.rounds ?? 400;
  say('starting PostgreSQL');
  const cluster = await startTestPostgres({
    settings: { shared_buffers: '512MB', max_wal_size: '8GB', autovacuum: 'off' },
  });
  try {
    const database = await cluster.createDatabase();
    const admin = database.connect('supabase_admin');
    await fillTenants(admin, sizes);
    const tenants = await chooseTenants(admin);
    say(`brands of ${tenants.map(({ contacts }) => contacts).join(', ')} contacts`);
    const owner = database.connect('postgres');
    const member = database.connect('authenticator');
    const queries: QueryResult[] = [];
    for (const { name, text } of QUERIES) {
      if (args.explain !== undefined) await explain(member, owner, tenants, name, text);
      const rls = new Float64Array(rounds);
      const bare = new Float64Array(rounds);
      for (let i = -20; i < rounds; i++) {
        const tenant = tenants[Math.abs(i) % tenants.length] as Tenant;
        const [own, plain] =
          i % 2 === 0
            ? [await timeAs(member, tenant, text), await timeBare(owner, tenant, text)]
            : ([await timeBare(owner, tenant, text), await timeAs(member, tenant, text)].reverse() as [
                number,
                number,
              ]);
        if (i < 0) continue; // the first rounds warm caches
        rls[i] = own;
        bare[i] = plain;
      }
      rls.sort();
      bare.sort();
      const result = {
        name,
        rls_p50: percentile(rls, 0.5),
        rls_p95: percentile(rls, 0.95),
        bare_p50: percentile(bare, 0.5),
        bare_p95: percentile(bare, 0.95),
        ratio: round((rls[rounds >> 1] ?? 0) / (bare[rounds >> 1] ?? 1), 2),
      };
      say(
        `${name}: ${result.rls_p50} ms (p95 ${result.rls_p95}), bare ${result.bare_p50} ms, ratio ${result.ratio}`,
      );
      queries.push({ ...result, p99: percentile(rls, 0.99) });
    }
    const worst = (figure: (query: QueryResult) => number) => Math.max(...queries.map(figure));
    await Promise.all([admin.end(), owner.end(), member.end()]);
    return {
      name: 'rls',
      figure: worst(({ ratio }) => ratio),
      unit: 'ratio',
      ceiling: 1,
      ratio: worst(({ ratio }) => ratio),
      p50_ms: worst(({ rls_p50 }) => rls_p50),
      p95_ms: worst(({ rls_p95 }) => rls_p95),
      p99_ms: worst(({ p99 }) => p99),
      rss_mb: round(process.memoryUsage().rss / 1e6),
      ...sizes,
      queries: queries.map(({ p99, ...query }) => query),
    };
  } finally {
    await cluster.stop();
  }
}

async function timeBare(sql: Sql, tenant: Tenant, text: string): Promise<number> {
  await sql`begin`;
  const milliseconds = await timed(sql, tenant, text);
  await sql`commit`;
  return milliseconds;
}

async function timed(sql: Sql, { brand_id }: Tenant, text: string): Promise<number> {
  const started = performance.now();
  await sql.unsafe(text, [brand_id]);
  return performance.now() - started;
}

async function explain(
  member: Sql,
  owner: Sql,
  tenants: Tenant[],
  name: string,
  text: string,
): Promise<void> {
  const [largest] = tenants;
  if (largest === undefined) return;
  for (const [who, sql] of [
    ['as a manager', member],
    ['as owner', owner],
  ] as const) {
    await sql`begin`;
    if (sql === member) await openRequest(sql, largest);
    const rows = await sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain (analyze, buffers) ${text}`, [
      largest.brand_id,
    ]);
    await sql`commit`;
    console.error(`\n${name}, ${who}:\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
  }
}
