import { expect, test } from 'vitest';
import { type AuditOptions, auditIsolation } from '../../dev/audit/audit.ts';
import { openDatabase } from '../db/database.ts';

// A short `npm run audit:isolation`: random requests of random people, through supabase-js, against the declared rules.

async function audit(options: AuditOptions) {
  const db = await openDatabase('migrated');
  try {
    return await auditIsolation(db, options);
  } finally {
    await db.close();
  }
}

test('600 random requests show and change nothing that is not the caller’s', async () => {
  const report = await audit({ queries: 600, seed: 20 });
  expect(report.failures.map(({ request, findings }) => ({ request, findings }))).toEqual([]);
  // It was not an audit of refusals alone.
  expect(report.rows_readable).toBeGreaterThan(200);
  expect(report.rows_changed).toBeGreaterThan(30);
});

test.each([
  ['conversations_select', 'a policy that shows colleagues’ conversations'],
  ['roles_update', 'one that lets everybody change what a role may do'],
  ['contacts_insert', 'one that takes rows for any brand'],
  ['require_brand', 'a guard of functions that refuses nobody'],
])('a planted leak in %s is found: %s', async (plant) => {
  const report = await audit({ queries: 10_000, seed: 21, plant });
  expect(
    report.failures.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'leak'),
  ).not.toEqual([]);
});

test('the same seed finds the same leak with the same request', async () => {
  const report = await audit({ queries: 10_000, seed: 21, plant: 'contacts_select' });
  const first = report.failures[0];
  expect(first?.findings[0]?.kind).toBe('leak');
  const again = await audit({ queries: 1, seed: 21, plant: 'contacts_select', only: first?.request.n });
  expect(again.failures.map(({ findings }) => findings.length)).toEqual([first?.findings.length]);
});
