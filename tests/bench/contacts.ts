import postgres, { type Sql } from 'postgres';
import { startTestPostgres } from '../support/postgres.ts';
import { type BigBrand, fillBigBrand } from './contacts/fill.ts';
import { FILTERS, type Search } from './contacts/filters.ts';
import { type BenchResult, percentile, round, say } from './result.ts';
import { fillTenants } from './rls/fill.ts';

interface Person {
  brand_id: string;
  user_id: string;
}

/** Milliseconds of the first page of a search; `calls` more than one where a page came short. */
interface Measured {
  name: string;
  p50: number;
  p95: number;
  found: number;
  calls: number;
  count: unknown;
  count_ms: number;
}

/**
 * Search in one brand of a million among the brands of 2,000 organizations: each kind of filter as a manager through the role
 * authenticated, 50 contacts a page. Then a label on a fifth of them by filter, as the worker does it, while a member of
 * another brand searches: the ratio is that member's p95 with the bulk change over his p95 without it.
 */
export async function benchContacts(args: Record<string, number>): Promise<BenchResult> {
  const contacts = args.contacts ?? 1_000_000;
  const rounds = args.rounds ?? 60;
  say('starting PostgreSQL');
  const cluster = await startTestPostgres({
    settings: { shared_buffers: '768MB', max_wal_size: '8GB', autovacuum: 'off' },
  });
  try {
    const database = await cluster.createDatabase();
    const admin = database.connect('supabase_admin');
    await fillTenants(admin, {
      organizations: args.organizations ?? 2_000,
      contacts: Math.ceil(contacts / 4),
      messages: 1,
    });
    const brand = await fillBigBrand(admin, contacts);
    await admin`vacuum (analyze) private.contact_search, private.contact_numbers, public.contacts, public.contact_labels,
      public.group_contacts, public.consents`;
    const member = database.connect('authenticator');
    const filters: Measured[] = [];
    for (const search of FILTERS(brand)) {
      if (args.explain !== undefined) await explain(database.url('supabase_admin'), brand, search);
      const measured = await measure(member, brand, search, rounds);
      say(
        `${search.name}: p50 ${measured.p50} ms, p95 ${measured.p95} ms, ${measured.found} found in ${measured.calls} calls, ` +
          `count ${JSON.stringify(measured.count)} in ${measured.count_ms} ms`,
      );
      filters.push(measured);
    }
    const bulk = await benchBulk(admin, member, database.connect('authenticator'), brand, rounds);
    const worst = (figure: (measured: Measured) => number) => Math.max(...filters.map(figure));
    return {
      name: 'contacts',
      figure: worst(({ p95 }) => p95),
      unit: 'ms (p95 of the slowest filter)',
      ceiling: bulk.alone_p95,
      ratio: bulk.ratio,
      p50_ms: worst(({ p50 }) => p50),
      p95_ms: worst(({ p95 }) => p95),
      p99_ms: bulk.beside_p95,
      rss_mb: round(process.memoryUsage().rss / 1e6),
      contacts,
      bulk,
      filters,
    };
  } finally {
    await cluster.stop();
  }
}

async function asMember<T>(sql: Sql, person: Person, run: (transaction: Sql) => Promise<T>): Promise<T> {
  const result = await sql.begin(async (transaction) => {
    await transaction`select set_config('role', 'authenticated', true),
      set_config('request.jwt.claims', ${JSON.stringify({ sub: person.user_id, role: 'authenticated' })}, true),
      set_config('request.headers', ${JSON.stringify({ 'x-brand-id': person.brand_id })}, true)`;
    // A transaction can do all a bench does with a connection.
    return { value: await run(transaction as unknown as Sql) };
  });
  return result.value;
}

async function page(sql: Sql, brandId: string, { filter, sort = 'newest' }: Search, after: string | null) {
  const [row] = await sql.unsafe<{ answer: { contacts: unknown[]; next: string | null } }[]>(
    'select public.search_contacts($1, $2::jsonb, $3, $4, 50) as answer',
    [brandId, filter as never, sort, after],
  );
  if (row === undefined) throw new Error('a search gives one row');
  return row.answer;
}

async function measure(sql: Sql, brand: BigBrand, search: Search, rounds: number): Promise<Measured> {
  const times: number[] = [];
  let found = 0;
  let calls = 0;
  for (let i = -5; i < rounds; i++) {
    await asMember(sql, brand, async (transaction) => {
      let after: string | null = null;
      found = 0;
      calls = 0;
      do {
        const started = performance.now();
        const answer = await page(transaction, brand.brand_id, search, after);
        if (i >= 0) times.push(performance.now() - started);
        found += answer.contacts.length;
        after = answer.next;
        calls++;
      } while (after !== null && found < 50 && calls < 5);
    });
  }
  const sorted = Float64Array.from(times).sort();
  const started = performance.now();
  const [row] = await asMember(sql, brand, (transaction) =>
    transaction.unsafe<{ count: unknown }[]>('select public.count_contacts($1, $2::jsonb) as count', [
      brand.brand_id,
      search.filter as never,
    ]),
  );
  return {
    name: search.name,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    found,
    calls,
    count: row?.count,
    count_ms: round(performance.now() - started, 1),
  };
}

/** Prints the plans of every statement that a search puts together: read in order, the sample, what the chosen index lists. */
async function explain(url: string, brand: BigBrand, search: Search): Promise<void> {
  const plans: string[] = [];
  const sql = postgres(url, { max: 1, onnotice: ({ message }) => void plans.push(message ?? '') });
  await sql.begin(async (transaction) => {
    await transaction`load 'auto_explain'`;
    await transaction`select set_config('auto_explain.log_min_duration', '0', true), set_config('auto_explain.log_analyze', 'on', true),
      set_config('auto_explain.log_nested_statements', 'on', true), set_config('client_min_messages', 'log', true)`;
    await transaction`select private.find_contacts(${brand.brand_id}, ${transaction.json(search.filter as never)},
      ${search.sort ?? 'newest'}, null, 50)`;
  });
  await sql.end();
  const own = plans.filter((plan) => /contact_search|contact_labels|consents/.test(plan));
  console.error(`\n${search.name}\n${own.join('\n\n')}`);
}

async function benchBulk(admin: Sql, member: Sql, worker: Sql, brand: BigBrand, rounds: number) {
  const [neighbour] = await admin<Person[]>`
    select m.user_id, b.id as brand_id from public.brands b
    join public.members m on m.organization_id = b.organization_id and m.role_key = 'manager'
    where b.organization_id <> ${brand.organization_id}
      and exists (select from private.contact_search s where s.brand_id = b.id) order by b.id limit 1`;
  if (neighbour === undefined) throw new Error('there is no other tenant');
  const search: Search = { name: 'neighbour', filter: { text: 'an' } };
  const times = async (until: () => boolean) => {
    const taken: number[] = [];
    do {
      const started = performance.now();
      await asMember(member, neighbour, (transaction) => page(transaction, neighbour.brand_id, search, null));
      taken.push(performance.now() - started);
    } while (!until());
    return percentile(Float64Array.from(taken).sort(), 0.95);
  };
  let turns = 0;
  const alone = await times(() => ++turns >= rounds * 5);
  const [label] = await admin<{ id: string }[]>`
    insert into public.labels (organization_id, brand_id, name) values (${brand.organization_id}, ${brand.brand_id}, 'bulk') returning id`;
  const started = performance.now();
  const [change] = await asMember(
    worker,
    brand,
    (transaction) =>
      transaction<{ id: string }[]>`select (public.change_contacts(${brand.brand_id},
        ${transaction.json({ filter: { source: { in: ['import'] } } })}, ${transaction.json({ add_labels: [label?.id ?? ''] })})).id`,
  );
  let running = true;
  const working = (async () => {
    const steps: number[] = [];
    for (;;) {
      const began = performance.now();
      const [row] = await admin<
        { more: boolean }[]
      >`select private.step_contact_change(${change?.id ?? ''}, 1000) as more`;
      steps.push(performance.now() - began);
      if (row?.more !== true) break;
    }
    running = false;
    return Float64Array.from(steps).sort();
  })();
  const beside = await times(() => !running);
  const steps = await working;
  const seconds = (performance.now() - started) / 1000;
  const [result] = await admin<
    { done: number }[]
  >`select done from public.contact_changes where id = ${change?.id ?? ''}`;
  const bulk = {
    contacts: result?.done ?? 0,
    seconds: round(seconds, 1),
    per_second: round((result?.done ?? 0) / seconds),
    step_p95: percentile(steps, 0.95),
    alone_p95: alone,
    beside_p95: beside,
    ratio: round(beside / alone, 2),
  };
  say(`bulk label: ${JSON.stringify(bulk)}`);
  return bulk;
}
