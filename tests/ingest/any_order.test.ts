import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dump, idsOf } from './dump.ts';
import { type Atom, atomsOf, bodyOf, fixtures } from './fixtures.ts';
import { type Prepared, prepare } from './prepared.ts';

const SEEDS = 50;

let prepared: Prepared;
beforeAll(async () => {
  prepared = await prepare();
});
afterAll(() => prepared.close());

/** A small generator of numbers from 0 to 1 (mulberry32): the same seed makes the same run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The atoms once to three times each, in any order, in bodies of any size. */
function shuffled(atoms: Atom[], roll: () => number): string[] {
  const all = atoms.flatMap((atom) => Array.from({ length: 1 + Math.floor(roll() * 3) }, () => atom));
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(roll() * (i + 1));
    [all[i], all[j]] = [all[j] as Atom, all[i] as Atom];
  }
  const bodies: string[] = [];
  for (let at = 0; at < all.length; ) {
    const size = 1 + Math.floor(roll() * 40);
    bodies.push(bodyOf(all.slice(at, at + size)));
    at += size;
  }
  return bodies;
}

/** Rows of one dump that the other has not, both ways. */
function differences(one: Record<string, string[]>, other: Record<string, string[]>) {
  const rowsOf = (dumped: Record<string, string[]>) =>
    Object.entries(dumped).flatMap(([table, rows]) =>
      rows.map((row, i) => `${table} ${row === rows[i - 1] ? 'again ' : ''}${row}`),
    );
  const [first, second] = [rowsOf(one), rowsOf(other)];
  return {
    missing: first.filter((row) => !second.includes(row)),
    extra: second.filter((row) => !first.includes(row)),
  };
}

/** Conversations whose line in the list shows another message than the customer's last one in the thread; reactions stand in none. */
const listsOtherThanThreads = (sql: Sql) => sql`
  select c.last_message_preview, c.last_message_at, m.wamid, m.body
  from public.conversations c
  join public.messages shown on shown.id = c.last_message_id
  cross join lateral (
    select * from public.messages m where m.conversation_id = c.id and m.direction = 'inbound'
    order by date_trunc('second', m.occurred_at) desc, m.id desc limit 1
  ) as m
  where m.id <> c.last_message_id`;

test(`every field and type, shuffled, doubled and batched ${SEEDS} ways, ends the same`, async () => {
  const since = new Date(Date.now() - 3_600_000);
  const atoms = atomsOf(fixtures.map(({ body }) => body.replaceAll('{{OUT1}}', prepared.out.OUT1 ?? '')));
  const run = async (bodies: string[], pause: () => boolean) => {
    const copy = await prepared.copy();
    try {
      const fixed = await idsOf(copy.sql);
      for (const body of bodies) {
        await copy.post(body);
        if (pause()) await copy.apply();
      }
      await copy.apply();
      const [left] = await copy.sql<{ n: number }[]>`
        select count(*)::int as n from private.raw_events where state <> 'processed'`;
      const dead = await copy.sql`select path, reason from private.dead_items`;
      expect({ left: left?.n, dead }).toEqual({ left: 0, dead: [] });
      expect(await listsOtherThanThreads(copy.sql)).toEqual([]);
      return await dump(copy.sql, since, fixed);
    } finally {
      await copy.close();
    }
  };
  const inOrder = await run(
    atoms.map((atom) => bodyOf([atom])),
    () => false,
  );
  expect(Object.keys(inOrder)).toEqual(
    expect.arrayContaining(['messages', 'contacts', 'conversations', 'alerts']),
  );
  for (let seed = 1; seed <= SEEDS; seed++) {
    const roll = dice(seed);
    const ended = await run(shuffled(atoms, roll), () => roll() < 0.3);
    expect({ seed, ...differences(inOrder, ended) }).toEqual({ seed, missing: [], extra: [] });
  }
});
