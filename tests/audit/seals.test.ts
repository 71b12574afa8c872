import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { actAs, openWorld, type World } from '../worker/world.ts';
import { addEntries, check, openPast, sealAll, tamper, untilSealable } from './chain.ts';

let world: World;
let sql: Sql;
let org: string;

beforeAll(async () => {
  world = await openWorld();
  sql = world.sql;
  org = world.id('org_a');
  await openPast(sql);
});
beforeEach(async () => {
  await tamper(sql, async (transaction) => {
    await transaction`delete from public.audit_log`;
    await transaction`delete from private.audit_seals`;
    await transaction`update private.audit_sealing
      set sealed_until = '-infinity', pending_until = null, pending_xid = null`;
  });
});
afterAll(() => world.close());

test('a chain of sealed minutes verifies, for the operator and for who has audit.view', async () => {
  await addEntries(sql, org, { minutesAgo: 30, minutes: 5, each: 20 });
  await addEntries(sql, world.id('org_b'), { minutesAgo: 30, minutes: 2, each: 3 });
  expect(await sealAll(sql)).toBe(7);
  expect(await check(sql, org)).toMatchObject({ ok: true, seals: 5, entries: 100, first_broken: null });
  const [row] = await actAs(
    sql,
    'owner',
    (transaction) => transaction`select public.verify_audit(${org}) as v`,
  );
  expect(row?.v).toMatchObject({ ok: true, seals: 5, head: { sequence: 5 } });
  await expect(
    actAs(sql, 'agent', (transaction) => transaction`select public.verify_audit(${org})`),
  ).rejects.toMatchObject({ code: '42501' });
  await expect(
    actAs(sql, 'owner_b', (transaction) => transaction`select public.verify_audit(${org})`),
  ).rejects.toMatchObject({ code: '42501' });
});

test('nothing is sealed while a transaction that may still add to it is open; then all of it is', async () => {
  const others = world.connect(1);
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let written = () => {};
  const hasWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = others.begin(async (transaction) => {
    await addEntries(transaction as unknown as Sql, org, { minutesAgo: 10, minutes: 1, each: 2 });
    written();
    await finished;
  });
  await hasWritten;
  await addEntries(sql, org, { minutesAgo: 10, minutes: 1, each: 1 });
  for (let call = 0; call < 3; call++) {
    expect((await sql`select private.seal_audit() as n`)[0]?.n).toBe(0);
  }
  finish();
  await late;
  expect(await sealAll(sql)).toBe(1);
  expect(await check(sql, org)).toMatchObject({ ok: true, seals: 1, entries: 3 });
});

test('workers that seal at once make one chain', async () => {
  await addEntries(sql, org, { minutesAgo: 30, minutes: 10, each: 50 });
  const workers = world.connect(8);
  await untilSealable(sql);
  await Promise.all(Array.from({ length: 16 }, () => workers`select private.seal_audit()`));
  expect(await check(sql, org)).toMatchObject({ ok: true, seals: 10, entries: 500, head: { sequence: 10 } });
});

test('writers do not wait for the sealer, nor a second sealer for the first', async () => {
  await addEntries(sql, org, { minutesAgo: 30, minutes: 2, each: 5 });
  await untilSealable(sql);
  const others = world.connect(1);
  await others.begin(async (sealer) => {
    expect((await sealer`select private.seal_audit() as n`)[0]?.n).toBe(2);
    await actAs(sql, 'owner', async (transaction) => {
      await transaction`set local lock_timeout = '1s'`;
      await transaction`update public.organizations set name = 'While it seals' where id = ${org}`;
    });
    expect((await sql`select private.seal_audit() as n`)[0]?.n).toBe(0);
  });
  expect(await check(sql, org)).toMatchObject({ ok: true, seals: 2 });
});

test('the worker seals with its own role', async () => {
  await addEntries(sql, org, { minutesAgo: 30, minutes: 1, each: 1 });
  await untilSealable(sql);
  const sealed = await sql.begin(async (transaction) => {
    await transaction`set local role wabase_worker`;
    return transaction`select private.seal_audit() as n`;
  });
  expect(sealed[0]?.n).toBe(1);
});

test('sealing goes on in a database that was restored into a younger cluster', async () => {
  await addEntries(sql, org, { minutesAgo: 30, minutes: 1, each: 1 });
  await sql`update private.audit_sealing set pending_until = now() - interval '1 hour', pending_xid = '9000000000000'`;
  expect(await sealAll(sql)).toBe(1);
  expect(await check(sql, org)).toMatchObject({ ok: true, seals: 1, entries: 1 });
});
