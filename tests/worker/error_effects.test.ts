import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../functions/core/database.ts';
import { createLogger } from '../../functions/core/log.ts';
import { errorRanges, errorRules } from '../../functions/whatsapp/error-table.ts';
import { outcomeOfSend } from '../../functions/whatsapp/outcome.ts';
import { sortItems } from '../../worker/tasks/ingest/items.ts';
import { createRecorder } from '../../worker/tasks/outbox/recorder.ts';
import { type Claim, resultOf } from '../../worker/tasks/outbox/result.ts';
import { type Expected, expectedEffects } from './error_codes.ts';
import { openWorld, type World } from './world.ts';

const AUDIENCE = 6;
const WORKER = '0e000000-0000-7000-8000-000000000001';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // Two numbers of one WhatsApp Business Account, in two brands.
  await world.sql`update public.whatsapp_accounts set waba_id = 'shared' where id in (tests.id('number_a1'), tests.id('number_a2'))`;
  await world.sql`update private.whatsapp_routes set waba_id = 'shared'
    where whatsapp_account_id in (tests.id('number_a1'), tests.id('number_a2'))`;
  await world.sql`update public.templates set waba_id = 'shared'`;
  // So slow that five refusals are a burst.
  await world.sql`update public.whatsapp_accounts set throughput_mps = 10`;
  await world.sql`select tests.launch_to('a1', ${AUDIENCE}::int), tests.launch_to('a2', ${AUDIENCE}::int)`;
});
afterAll(() => world.close());

interface State {
  status: string;
  class: string | null;
  attempts: number;
  /** Seconds until it is due, null when it has left the outbox. */
  due: number | null;
  paused: string[];
  resting: Record<string, number>;
  campaigns_paused: number;
  opted_out: number;
  alerts: string[];
}

/** Runs in a transaction that is undone. */
async function inVain(run: (sql: Sql) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  await world.sql
    .begin(async (transaction) => {
      await run(transaction as unknown as Sql);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

/** Claims all that is due, one slot after the other, whatever the number's pace. */
async function claim(sql: Sql): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (;;) {
    await sql`update private.token_buckets set next_slot = now() - interval '1 minute'`;
    const more = await sql<Claim[]>`
      select * from private.claim_outbox(tests.id('number_a1'), ${AUDIENCE}, ${WORKER})`;
    if (more.length === 0) return claims;
    claims.push(...more);
  }
}

/** Meta refuses these sends: its answer as it comes, through what the worker does with it. */
async function refuse(sql: Sql, code: number, claims: Claim[]): Promise<void> {
  const recorder = createRecorder({ sql: sql as Database, log: createLogger({ level: 'error' }) });
  const body = JSON.stringify({ error: { code, message: `(#${code}) No`, type: 'OAuthException' } });
  const outcome = outcomeOfSend({ status: 400, body });
  await Promise.all(claims.map((one) => recorder.record(resultOf(one, outcome))));
}

/** Meta accepts them and reports later that they failed. */
async function reportFailed(sql: Sql, code: number, claims: Claim[]): Promise<void> {
  const [number] = await sql<{ id: string }[]>`
    select phone_number_id as id from public.whatsapp_accounts where id = tests.id('number_a1')`;
  const statuses = claims.map(({ message_id }) => ({
    id: `wamid.${message_id}`,
    status: 'failed',
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: '15550101',
    biz_opaque_callback_data: message_id,
    errors: [{ code, title: 'No', message: 'No', error_data: { details: 'No' } }],
  }));
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: number?.id }, statuses };
  const entry = [{ id: 'shared', changes: [{ field: 'messages', value }] }];
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
  await sql`select tests.record(${claims.map((one) => one.message_id)}::uuid[], 'accepted')`;
  const items = sortItems([{ id: '0e000000-0000-7000-8000-0000000000ff', body }]).statuses;
  expect(items).toHaveLength(claims.length);
  await sql`select private.take_statuses(${sql.json(items)})`;
}

async function stateOf(sql: Sql, messageId: string): Promise<State> {
  const [state] = await sql<State[]>`
    select m.status, m.error_class as class, m.attempts,
      (select extract(epoch from o.due_at - now())::float8 from private.outbox o where o.message_id = m.id) as due,
      array(select account_name from public.whatsapp_accounts where is_paused order by 1) as paused,
      (select coalesce(jsonb_object_agg(a.account_name, extract(epoch from b.cooling_until - now())::float8), '{}')
        from private.token_buckets b join public.whatsapp_accounts a on a.id = b.whatsapp_account_id
        where b.cooling_until > now()) as resting,
      (select count(*)::int from public.campaigns c join private.campaign_feeds f on f.campaign_id = c.id
        where c.status = 'paused' and c.pause_reason is not null and f.status = 'paused') as campaigns_paused,
      (select count(*)::int from public.consents where state = 'opted_out' and category = 'marketing') as opted_out,
      array(select distinct kind from public.alerts order by 1) as alerts
    from public.messages m where m.id = ${messageId}`;
  if (!state) throw new Error('the message is gone');
  return state;
}

/** What stands around the message after a burst of this error: the same whether Meta refuses or reports it. */
function surroundings({ effect, class: kind, wait = 0 }: Expected) {
  const long = wait >= 60 || kind === 'delay';
  return {
    paused: { number_paused: ['number_a1'], waba_paused: ['number_a1', 'number_a2'] }[effect as string] ?? [],
    resting: { number_rests: ['number_a1'], waba_rests: ['number_a1', 'number_a2'] }[effect as string] ?? [],
    campaigns_paused: { campaign_paused: 1, category_paused: 2 }[effect as string] ?? 0,
    opted_out: effect === 'opted_out' ? AUDIENCE : 0,
    alerts:
      {
        number_paused: ['number_paused'],
        waba_paused: ['number_paused'],
        campaign_paused: ['campaign_paused'],
        category_paused: ['campaign_paused'],
        number_rests: long ? ['number_cooling'] : [],
        waba_rests: ['number_cooling'],
      }[effect as string] ?? [],
  };
}

const around = ({ paused, resting, campaigns_paused, opted_out, alerts }: State) => ({
  paused,
  resting: Object.keys(resting).sort(),
  campaigns_paused,
  opted_out,
  alerts,
});

test('the table has every code that we know, and no rule that nobody expects', () => {
  const expected = new Set(expectedEffects.map(({ code }) => code));
  expect(expected.size).toBe(expectedEffects.length);
  const known = [...errorRules.map(({ code }) => code), ...errorRanges.flatMap(({ from, to }) => [from, to])];
  expect(known.filter((code) => !expected.has(code))).toEqual([]);
});

test.for(expectedEffects)('a send refused with $code: $class, $effect', (expected) =>
  inVain(async (sql) => {
    const { code, effect, wait, attempts = 1 } = expected;
    const claims = await claim(sql);
    const [first] = claims;
    if (!first) throw new Error('nothing was claimed');
    await refuse(sql, code, claims);
    const state = await stateOf(sql, first.message_id);
    expect(state.class).toBe(expected.class);
    expect(around(state)).toEqual(surroundings(expected));

    const waits = wait !== undefined || effect.endsWith('_paused') || effect.endsWith('_rests');
    const isKept = waits && !(effect === 'campaign_paused' && wait === undefined);
    expect(state.status).toBe(isKept ? 'queued' : 'failed');
    expect(state.due === null).toBe(!isKept);
    if (wait !== undefined) {
      // Never before Meta allows it, and not all at one moment.
      expect(state.due).toBeGreaterThanOrEqual(wait - 0.001);
      expect(state.due).toBeLessThanOrEqual(wait * 1.5 + 0.001);
      const [spread] = await sql`select count(distinct due_at)::int as n from private.outbox
        where whatsapp_account_id = tests.id('number_a1')`;
      expect(spread?.n).toBeGreaterThan(1);
    }
    if (['number_paused', 'waba_paused'].includes(effect)) expect(await claim(sql)).toEqual([]);
    if (effect === 'retried') await expectAttempts(sql, expected, first, attempts);
    if (effect.endsWith('_rests')) await expectRest(sql, expected, first);
  }),
);

/** Each attempt waits longer, and after the last the message has failed. */
async function expectAttempts(
  sql: Sql,
  { code, class: kind, wait = 0 }: Expected,
  first: Claim,
  most: number,
) {
  const factor = kind === 'delay' ? 1 : code === 131056 ? 4 : 2;
  for (let attempt = 2; attempt <= most; attempt++) {
    await sql`update private.outbox set due_at = now() where message_id = ${first.message_id}`;
    await sql`update private.pair_limits set used_until = now() + private.pair_burst()`;
    const again = (await claim(sql)).filter((one) => one.message_id === first.message_id);
    expect(again).toHaveLength(1);
    await refuse(sql, code, again);
    const state = await stateOf(sql, first.message_id);
    expect(state.attempts).toBe(attempt);
    expect(state.status).toBe(attempt < most ? 'queued' : 'failed');
    if (attempt === most) continue;
    const least = wait * factor ** (attempt - 1);
    expect(state.due).toBeGreaterThanOrEqual(least - 0.001);
    expect(state.due).toBeLessThanOrEqual(least * 1.5 + 0.001);
  }
}

/**
 * Nothing is claimed until the rest is over, and the message has lost no attempt by it. After another burst of a lasting error the rest
 * is twice as long; after one of a passing error the number goes on at half its pace.
 */
async function expectRest(sql: Sql, { code, class: kind, wait = 0 }: Expected, first: Claim) {
  const isLasting = kind === 'delay';
  for (let burst = 1; burst <= 9; burst++) {
    const state = await stateOf(sql, first.message_id);
    expect(state.status).toBe('queued');
    const rest = state.resting.number_a1 ?? 0;
    const least = Math.min(isLasting ? wait * 2 ** (burst - 1) : wait, wait * 60, 86_400);
    expect(rest).toBeGreaterThanOrEqual(least - 0.001);
    expect(rest).toBeLessThanOrEqual(Math.min(least * 1.5, 86_400) + 0.001);
    const [bucket] = await sql`select private.pace_of(b) as pace from private.token_buckets b
      where b.whatsapp_account_id = tests.id('number_a1')`;
    expect(bucket?.pace).toBe(isLasting ? 1 : Math.max(0.5 ** burst, 1 / 32));

    await sql`update private.outbox set due_at = now() where whatsapp_account_id = tests.id('number_a1')`;
    expect(await claim(sql)).toEqual([]);
    await sql`update private.token_buckets set cooling_until = now() where cooling_until is not null`;
    const claims = await claim(sql);
    expect(claims).toHaveLength(AUDIENCE);
    expect(claims.map(({ tries }) => tries)).toEqual(claims.map(() => 1));
    await refuse(sql, code, claims);
  }
}

test.for(expectedEffects)('a status that failed with $code: $class, $effect', (expected) =>
  inVain(async (sql) => {
    const claims = await claim(sql);
    await reportFailed(sql, expected.code, claims);
    const state = await stateOf(sql, claims[0]?.message_id ?? '');
    expect(state).toMatchObject({ class: expected.class, status: 'failed', due: null });
    expect(around(state)).toEqual(surroundings(expected));
  }),
);

test('a single refusal for the rate is no burst: the number goes on', () =>
  inVain(async (sql) => {
    const claims = await claim(sql);
    for (const one of claims.slice(0, 4)) await refuse(sql, 130429, [one]);
    expect((await stateOf(sql, claims[0]?.message_id ?? '')).resting).toEqual({});
    await refuse(sql, 130429, claims.slice(4, 5));
    expect(Object.keys((await stateOf(sql, claims[0]?.message_id ?? '')).resting)).toEqual(['number_a1']);
  }));

test('a result that is told twice is one refusal', () =>
  inVain(async (sql) => {
    const [first] = await claim(sql);
    if (!first) throw new Error('nothing was claimed');
    for (let turn = 0; turn < 6; turn++) await refuse(sql, 130429, [first]);
    expect((await stateOf(sql, first.message_id)).resting).toEqual({});
  }));

test('what comes back while a number rests does not lengthen the rest', () =>
  inVain(async (sql) => {
    const claims = await claim(sql);
    await refuse(sql, 131048, claims.slice(0, 1));
    const before = (await stateOf(sql, claims[0]?.message_id ?? '')).resting;
    await refuse(sql, 131048, claims.slice(1));
    expect((await stateOf(sql, claims[0]?.message_id ?? '')).resting).toEqual(before);
  }));

test('a status that tells of long ago changes nothing now', () =>
  inVain(async (sql) => {
    const [first] = await claim(sql);
    const error = { class: 'delay', code: 131048, scope: 'number', wait: 3600, message: 'spam' };
    await sql`select tests.report(${first?.message_id ?? ''}, 'failed', now() - interval '10 minutes', ${sql.json({ error })})`;
    const state = await stateOf(sql, first?.message_id ?? '');
    expect(state).toMatchObject({ status: 'failed', resting: {} });
  }));
