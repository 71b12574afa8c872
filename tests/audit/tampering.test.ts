import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../worker/world.ts';
import { addEntries, check, openPast, sealAll, tamper, type Verdict } from './chain.ts';

let world: World;
let sql: Sql;
let org: string;
let head: string;

beforeAll(async () => {
  world = await openWorld();
  sql = world.sql;
  org = world.id('org_a');
  await openPast(sql);
  // Two runs of minutes with some quiet minutes between them: seals 1 to 5 and 6 to 8.
  await addEntries(sql, org, { minutesAgo: 40, minutes: 5, each: 4 });
  await addEntries(sql, org, { minutesAgo: 20, minutes: 3, each: 4 });
  expect(await sealAll(sql)).toBe(8);
  head = (await check(sql, org)).head?.hash ?? '';
});
afterAll(() => world.close());

/** What is said of a change that is undone afterwards. */
async function verdictOn(
  change: (transaction: Sql) => Promise<unknown>,
  knownHash?: string,
): Promise<Verdict> {
  let verdict: Verdict | undefined;
  const undo = new Error('undone');
  const attempt = tamper(sql, async (transaction) => {
    await change(transaction);
    verdict = await check(transaction, org, knownHash);
    throw undo;
  });
  await expect(attempt).rejects.toBe(undo);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

/** An entry of the minute of a seal. */
const entryOf = (sequence: number) =>
  `(select first_id from private.audit_seals where sequence = ${sequence})`;
const addAt = (
  at: string,
) => `insert into public.audit_log (id, organization_id, actor_id, actor_kind, action, entity, entity_id)
  select past.id(${at}), organization_id, 'user', 'user', 'delete', 'contacts', 'contact' from public.audit_log limit 1`;
const swap = (a: number, b: number) => `
  update private.audit_seals set sequence = -1 where sequence = ${a};
  update private.audit_seals set sequence = ${a} where sequence = ${b};
  update private.audit_seals set sequence = ${b} where sequence = -1`;

const CASES: { what: string; change: string; reason: string; sequence: number | null }[] = [
  {
    what: 'an entry whose value was changed',
    change: `update public.audit_log set after = '{"name": "Bob"}' where id = ${entryOf(3)}`,
    reason: 'entry_changed',
    sequence: 3,
  },
  {
    what: 'an entry that names another actor',
    change: `update public.audit_log set actor_id = 'somebody else' where id = ${entryOf(1)}`,
    reason: 'entry_changed',
    sequence: 1,
  },
  {
    what: 'an entry that was moved to another time',
    change: `update public.audit_log set at = at - interval '1 second' where id = ${entryOf(8)}`,
    reason: 'entry_changed',
    sequence: 8,
  },
  {
    what: 'a removed entry',
    change: `delete from public.audit_log where id = ${entryOf(4)}`,
    reason: 'entry_removed',
    sequence: 4,
  },
  {
    what: 'all entries of a minute removed',
    change: `delete from public.audit_log a using private.audit_seals s
      where s.sequence = 4 and a.id between s.first_id and s.last_id`,
    reason: 'entry_removed',
    sequence: 4,
  },
  {
    what: 'an entry added to a sealed minute',
    change: addAt('(select minute from private.audit_seals where sequence = 2)'),
    reason: 'entry_added',
    sequence: 2,
  },
  {
    what: 'an entry added to a quiet minute of the past',
    change: addAt(`(select minute + interval '2 minutes' from private.audit_seals where sequence = 5)`),
    reason: 'entry_added',
    sequence: null,
  },
  {
    what: 'an entry added after the last seal',
    change: addAt(`(select minute + interval '2 minutes' from private.audit_seals where sequence = 8)`),
    reason: 'entry_without_seal',
    sequence: null,
  },
  {
    what: 'a removed seal',
    change: 'delete from private.audit_seals where sequence = 3',
    reason: 'seal_removed',
    sequence: null,
  },
  {
    what: 'a removed first seal',
    change: 'delete from private.audit_seals where sequence = 1',
    reason: 'seal_removed',
    sequence: null,
  },
  {
    what: 'a removed last seal',
    change: 'delete from private.audit_seals where sequence = 8',
    reason: 'entry_without_seal',
    sequence: null,
  },
  {
    what: 'a seal removed together with its entries',
    change: `delete from public.audit_log a using private.audit_seals s
        where s.sequence = 3 and a.id between s.first_id and s.last_id;
      delete from private.audit_seals where sequence = 3`,
    reason: 'seal_removed',
    sequence: 4,
  },
  {
    what: 'a changed seal',
    change: 'update private.audit_seals set n = 3 where sequence = 5',
    reason: 'seal_changed',
    sequence: 5,
  },
  { what: 'two seals that changed places', change: swap(2, 3), reason: 'seal_reordered', sequence: 3 },
  {
    what: 'an entry changed and its own seal made anew',
    change: `update public.audit_log set after = null where id = ${entryOf(6)};
      update private.audit_seals s set content_hash = m.content_hash
        from private.audit_minutes('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff') m
        where s.sequence = 6 and m.minute = s.minute;
      update private.audit_seals s set hash = private.audit_seal_hash(s) where s.sequence = 6`,
    reason: 'chain_broken',
    sequence: 7,
  },
];

test.each(CASES)('$what is found: $reason', async ({ change, reason, sequence }) => {
  const verdict = await verdictOn((transaction) => transaction.unsafe(change).simple());
  expect(verdict.ok).toBe(false);
  expect(verdict.first_broken).toMatchObject({ reason, sequence });
});

test('a chain that was made anew as a whole is found by a hash that was kept elsewhere', async () => {
  const makeAnew = async (transaction: Sql) => {
    await transaction`update public.audit_log set after = null`;
    await transaction`delete from private.audit_seals`;
    await transaction`update private.audit_sealing set sealed_until = '-infinity', pending_xid = '1',
      pending_until = date_trunc('minute', now())`;
    await transaction`select private.seal_audit()`;
  };
  expect(await verdictOn(makeAnew)).toMatchObject({ ok: true, seals: 8 });
  expect((await verdictOn(makeAnew, head)).first_broken).toMatchObject({ reason: 'known_hash_missing' });
  expect(await check(sql, org, head)).toMatchObject({ ok: true });
});

test('what retention took is not missed, what goes missing earlier is', async () => {
  const forget = (transaction: Sql) => transaction`delete from public.audit_log
    where id < (select first_id from private.audit_seals where sequence = 6)`;
  expect((await verdictOn(forget)).first_broken).toMatchObject({ reason: 'entry_removed', sequence: 1 });
  const verdict = await verdictOn(async (transaction) => {
    await transaction`update private.settings set audit_retention = '30 minutes'`;
    await forget(transaction);
  });
  expect(verdict).toMatchObject({ ok: true, seals: 8, entries: 12 });
});
