import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countImportFile, fingerprintOf } from '../support/count_import_file.ts';
import { writeImportFile } from '../support/import_file.ts';
import { FILE_SETTINGS, type ImportWorld, startImportWorld } from '../support/import_world.ts';
import { until } from '../support/programs.ts';

let world: ImportWorld;
let folder: string;
beforeAll(async () => {
  world = await startImportWorld();
  folder = mkdtempSync(join(tmpdir(), 'wabase-import-killed-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.stop();
});

test('a worker killed three times during an import leaves no row out and does none twice', async () => {
  const path = join(folder, 'contacts.csv');
  await writeImportFile(path, 12_000);
  const expected = countImportFile(path);
  const { id } = await world.upload(readFileSync(path));
  await world.client.imports.start(id, { ...FILE_SETTINGS, labels: ['Killed'] });
  for (const row of [1500, 5000, 9000]) {
    await until(
      `row ${row} is done`,
      async () => (await world.client.imports.get(id)).cursor_row >= row,
      60_000,
    );
    await world.stack.kill('worker', 'SIGKILL');
    await world.stack.untilReady('worker');
  }
  const done = await world.untilState(id, ['completed', 'failed'], 60_000);
  expect(done).toMatchObject({
    state: 'completed',
    rows_created: expected.good,
    rows_duplicate: expected.duplicate,
    rows_failed: expected.failed,
    rows_skipped: 0,
  });
  const contacts = await world.sql<{ phone: string }[]>`
    select phone from public.contacts where brand_id = ${world.brandId}`;
  expect(fingerprintOf(contacts.map(({ phone }) => phone))).toBe(expected.fingerprint);
  const [facts] = await world.sql<{ labelled: number; refused: number; counted: number; logged: number }[]>`
    select (select count(*) from public.contact_labels where brand_id = ${world.brandId})::int as labelled,
      (select count(distinct row_number) from public.contact_import_errors where import_id = ${id})::int as refused,
      (select sum(used) from public.usage_counters
        where organization_id = ${world.organizationId} and metric = 'contacts')::int as counted,
      (select count(*) from public.audit_log
        where brand_id = ${world.brandId} and entity = 'contacts' and action = 'insert')::int as logged`;
  expect(facts).toEqual({
    labelled: expected.good,
    refused: expected.duplicate + expected.failed,
    counted: expected.good,
    logged: expected.good,
  });
  const url = await world.client.imports.errorFileUrl(done);
  const lines = (await (await fetch(url ?? '')).text()).trimEnd().split('\r\n');
  expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(facts?.refused);
});
