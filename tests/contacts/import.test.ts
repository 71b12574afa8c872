import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ImportProgress } from '../../clients/sdk/src/imports.ts';
import { countImportFile, fingerprintOf } from '../support/count_import_file.ts';
import { writeImportFile } from '../support/import_file.ts';
import { FILE_SETTINGS, type ImportWorld, startImportWorld } from '../support/import_world.ts';

let world: ImportWorld;
let folder: string;
beforeAll(async () => {
  world = await startImportWorld(['realtime']);
  folder = mkdtempSync(join(tmpdir(), 'wabase-import-test-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.stop();
});

async function contactsOf(source = 'import') {
  return world.sql<{ phone: string; name: string | null; attributes: Record<string, unknown> }[]>`
    select phone, name, attributes from public.contacts
    where brand_id = ${world.brandId} and source = ${source} and deleted_at is null order by phone`;
}

beforeEach(() => world.sql`delete from public.contacts where brand_id = ${world.brandId}`);

test('a file of 3,000 rows is analysed, tried, imported and accounted for, row by row', async () => {
  const path = join(folder, 'mixed.csv');
  await writeImportFile(path, 3000);
  const expected = countImportFile(path);
  const progress: ImportProgress[] = [];
  const leave = await world.client.imports.subscribe({ onProgress: (event) => progress.push(event) });

  const analysed = await world.upload(readFileSync(path), 'Contacts from everywhere.csv');
  expect(analysed).toMatchObject({ state: 'analysed', rows_total: expected.rows });
  expect(analysed.analysis).toMatchObject({
    format: 'csv',
    delimiter: ';',
    encoding: 'utf-8, windows-1252',
    has_header: true,
    rows: expected.rows,
  });
  expect(analysed.analysis?.columns.map(({ name, field, key }) => [name, field, key])).toEqual([
    ['Name', 'name', undefined],
    ['Mobile number', 'phone', undefined],
    ['City', 'attribute', 'city'],
    ['Score', 'attribute', 'score'],
    ['Member since', 'attribute', 'member_since'],
    ['VIP', 'attribute', 'vip'],
  ]);

  const tried = await world.run(analysed.id, FILE_SETTINGS, { dryRun: true });
  expect(tried.state).toBe('analysed');
  expect(tried.report).toMatchObject({
    created: expected.good,
    duplicate: expected.duplicate,
    failed: expected.failed,
  });
  expect((await contactsOf()).length).toBe(0);

  const done = await world.run(analysed.id, {
    ...FILE_SETTINGS,
    labels: ['Fair 2026', 'vip'],
    groups: ['Newsletter'],
  });
  expect(done).toMatchObject({
    state: 'completed',
    rows_created: expected.good,
    rows_updated: 0,
    rows_skipped: 0,
    rows_duplicate: expected.duplicate,
    rows_failed: expected.failed,
  });
  const contacts = await contactsOf();
  expect(fingerprintOf(contacts.map(({ phone }) => phone))).toBe(expected.fingerprint);
  expect(contacts.find(({ name }) => name?.startsWith('Jürgen Müller 0'))).toMatchObject({
    phone: '+4915110000000',
    attributes: { city: 'Köln', score: 0, member_since: '2024-01-01', vip: true },
  });
  const [assigned] = await world.sql<{ labels: number; groups: number }[]>`
    select (select count(*) from public.contact_labels where brand_id = ${world.brandId})::int as labels,
      (select count(*) from public.group_contacts where brand_id = ${world.brandId})::int as groups`;
  expect(assigned).toEqual({ labels: expected.good * 2, groups: expected.good });

  const url = await world.client.imports.errorFileUrl(done);
  const lines = (await (await fetch(url ?? '')).text()).split('\r\n');
  expect(lines[0]).toBe('"row","column","code","message","value"');
  expect(lines.length - 2).toBe(expected.failed + expected.duplicate);
  expect(lines.find((line) => line.startsWith('"7",'))).toBe(
    '"7","Mobile number","phone_missing","The row has no phone number.",""',
  );
  expect(progress.filter((p) => p.import_id === done.id).at(-1)).toMatchObject({
    state: 'completed',
    created: expected.good,
    failed: expected.failed,
  });
  await leave();

  const again = await world.upload(readFileSync(path));
  const repeated = await world.run(again.id, FILE_SETTINGS);
  expect(repeated).toMatchObject({
    rows_created: 0,
    rows_skipped: expected.good,
    rows_failed: expected.failed,
  });
});

test('existing contacts are skipped, updated or filled, and a deleted one comes back', async () => {
  const settings = {
    mapping: [
      { column: 0, field: 'phone' as const },
      { column: 1, field: 'name' as const },
      { column: 2, field: 'attribute' as const, key: 'city' },
      { column: 3, field: 'labels' as const },
    ],
  };
  const importing = async (file: string, policy: 'skip' | 'update' | 'fill_blanks') => {
    const { id } = await world.upload(`phone,name,city,labels\n${file}`);
    return world.run(id, { ...settings, policy });
  };
  await importing('+4915112345601,Ann,Ulm,"a, b"\n+4915112345602,,,', 'skip');
  expect(await importing('+4915112345601,Anna,Bonn,c\n+4915112345602,Bo,,', 'skip')).toMatchObject({
    rows_created: 0,
    rows_skipped: 2,
  });
  expect(await importing('+4915112345601,Anna,Bonn,c\n+4915112345602,Bo,,', 'fill_blanks')).toMatchObject({
    rows_updated: 1,
    rows_unchanged: 1,
  });
  expect(await contactsOf()).toMatchObject([
    { name: 'Ann', attributes: { city: 'Ulm' } },
    { name: 'Bo', attributes: {} },
  ]);
  await world.sql`update public.contacts set deleted_at = now() where brand_id = ${world.brandId}`;
  expect(await importing('+4915112345601,Anna,,', 'update')).toMatchObject({ rows_updated: 1 });
  expect(await contactsOf()).toMatchObject([{ name: 'Anna', attributes: { city: 'Ulm' } }]);
  const labels = await world.sql<{ name: string }[]>`
    select l.name from public.contact_labels c join public.labels l on l.id = c.label_id
    join public.contacts k on k.id = c.contact_id and k.phone = '+4915112345601'
    where l.brand_id = ${world.brandId} order by 1`;
  expect(labels.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('consent is recorded with its source, and whoever objected stays out', async () => {
  const file = 'phone\n+4915112345601\n+4915112345602\n';
  const mapping = [{ column: 0, field: 'phone' as const }];
  await world.run((await world.upload(file)).id, { mapping });
  await world.sql`
    select private.apply_consents(array[row(organization_id, brand_id, id, 'marketing', 'opted_out', 'manual', now(), '{}', null,
      null)::private.consent_change]) from public.contacts where brand_id = ${world.brandId} and phone = '+4915112345602'`;
  const { id } = await world.upload(`${file}+4915112345603\n`, 'fair.csv');
  const consent = { consent_category: 'marketing' as const, consent_source: 'Signed at the fair' };
  await world.run(id, { mapping, policy: 'update', ...consent });
  const states = await world.sql<{ phone: string; state: string; source: string; text: string | null }[]>`
    select k.phone, c.state, c.source, (
      select e.evidence ->> 'text' from public.consent_events e where e.contact_id = c.contact_id order by e.at desc limit 1) as text
    from public.consents c join public.contacts k on k.id = c.contact_id where c.brand_id = ${world.brandId} order by 1`;
  expect(states.map(({ state, source, text }) => [state, source, text])).toEqual([
    ['opted_in', 'import', 'Signed at the fair'],
    ['opted_out', 'manual', null],
    ['opted_in', 'import', 'Signed at the fair'],
  ]);
});

test('a canceled import stops between two batches, and its counts are what is there', async () => {
  const path = join(folder, 'long.csv');
  await writeImportFile(path, 20_000);
  const { id } = await world.upload(readFileSync(path));
  await world.client.imports.start(id, FILE_SETTINGS);
  let seen = 0;
  while (seen === 0) seen = (await world.client.imports.get(id)).rows_created;
  const canceled = await world.client.imports.cancel(id);
  expect(canceled.state).toBe('canceled');
  await expect
    .poll(async () => (await world.client.imports.get(id)).errors_path, { timeout: 60_000 })
    .not.toBeNull();
  const after = await world.client.imports.get(id);
  expect(after.rows_created).toBe(canceled.rows_created);
  expect((await contactsOf()).length).toBe(canceled.rows_created);
});

test('a file that is not there, and a second start, change nothing', async () => {
  const created = await world.client.supabase.rpc('create_import', {
    brand_id: world.brandId,
    file_name: 'x.csv',
  });
  const id = (created.data as { id: string }).id;
  await world.client.imports.analyse(id, {});
  expect(await world.untilState(id, ['failed'])).toMatchObject({ failure_code: 'file_missing' });
  await expect(world.client.imports.start(id, FILE_SETTINGS)).resolves.toMatchObject({ state: 'failed' });
});
