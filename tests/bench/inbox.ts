import { startTestPostgres } from '../support/postgres.ts';
import { type Furnished, fillBigInbox, furnish, nameContacts } from './inbox/furnish.ts';
import { bind, QUERIES } from './inbox/queries.ts';
import { type BenchResult, percentile, round, say } from './result.ts';
import { fillTenants } from './rls/fill.ts';
import { chooseTenants, explainAs, timeAs } from './rls/session.ts';

type Who = 'manager' | 'agent' | 'quiet agent';

interface QueryResult {
  who: Who;
  name: string;
  p50: number;
  p95: number;
  p99: number;
}

/**
 * The queries of an inbox under row level security, over brands of every size, the largest with `--inbox` conversations more: as a
 * manager, who sees all, as the agent to whom nearly all is assigned, and as one who has twenty. Timed by the client, each planned
 * anew. The figure is the worst p95 of lists and threads in milliseconds beside the 15 that are promised; searches are given apart.
 */
export async function benchInbox(args: Record<string, number>): Promise<BenchResult> {
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
    await fillBigInbox(admin, args.inbox ?? 100_000);
    await nameContacts(admin);
    const brands = await Promise.all((await chooseTenants(admin)).map((tenant) => furnish(admin, tenant)));
    await admin`vacuum (analyze) private.contact_search, public.contacts, public.conversations, public.messages,
      public.conversation_labels, public.labels, public.brand_events, public.members, private.seat_access`;
    say(`brands of ${brands.map(({ contacts }) => contacts).join(', ')} contacts`);
    const member = database.connect('authenticator');
    const results: QueryResult[] = [];
    for (const who of ['manager', 'agent', 'quiet agent'] satisfies Who[]) {
      for (const { name, text: query } of QUERIES) {
        const people = brands.map((brand) => {
          const user_id = userOf(who, brand);
          return { brand_id: brand.brand_id, user_id, ...bind(query, brand, user_id) };
        });
        if (args.explain !== undefined && people[0])
          await explainAs(member, people[0], people[0].text, `${name}, ${who}`);
        const times = new Float64Array(rounds);
        for (let i = -20; i < rounds; i++) {
          const person = people[Math.abs(i) % people.length];
          if (person === undefined) throw new Error('no brand was made');
          const milliseconds = await timeAs(member, person, person.text, person.values);
          if (i >= 0) times[i] = milliseconds; // the first rounds warm caches
        }
        times.sort();
        const [p50, p95, p99] = [percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99)];
        say(`${name}, ${who}: ${p50} ms, p95 ${p95} ms`);
        results.push({ who, name, p50, p95, p99 });
      }
    }
    await Promise.all([admin.end(), member.end()]);
    const isSearch = (result: QueryResult) => result.name.startsWith('search');
    const worst = (figure: (result: QueryResult) => number) =>
      Math.max(...results.filter((result) => !isSearch(result)).map(figure));
    const p95 = worst((result) => result.p95);
    return {
      name: 'inbox',
      figure: p95,
      unit: 'ms',
      ceiling: 15,
      ratio: round(p95 / 15, 2),
      p50_ms: worst((result) => result.p50),
      p95_ms: p95,
      p99_ms: worst((result) => result.p99),
      rss_mb: round(process.memoryUsage().rss / 1e6),
      search_p95_ms: Math.max(...results.filter(isSearch).map((result) => result.p95)),
      ...sizes,
      queries: results,
    };
  } finally {
    await cluster.stop();
  }
}

const userOf = (who: Who, brand: Furnished) =>
  ({ manager: brand.user_id, agent: brand.agent_user_id, 'quiet agent': brand.quiet_user_id })[who];
