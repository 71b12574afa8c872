import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Export, NewExport } from '../../clients/sdk/src/exports.ts';
import { FILE_SETTINGS, type ImportWorld, startImportWorld } from '../support/import_world.ts';
import { until } from '../support/programs.ts';

let world: ImportWorld;
beforeAll(async () => {
  world = await startImportWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.sql`delete from public.contacts where brand_id = ${world.brandId}`);

const CONTACTS = 1234;

/** Contacts of which every third has a city, with a label on the first ten. */
async function addContacts(): Promise<void> {
  await world.sql`
    insert into public.contacts (organization_id, brand_id, name, phone, attributes)
    select ${world.organizationId}, ${world.brandId}, case when n = 1 then '=HYPERLINK("http://evil.example")' else 'Contact ' || n end,
      '+491511' || (1000000 + n), case when n % 3 = 0 then '{"city": "Köln", "score": 7.5, "vip": true}'::jsonb else '{}' end
    from generate_series(1, ${CONTACTS}) as n`;
  await world.sql`
    with made as (
      insert into public.labels (organization_id, brand_id, name) values (${world.organizationId}, ${world.brandId}, 'First')
      on conflict do nothing returning id
    )
    insert into public.contact_labels (organization_id, brand_id, label_id, contact_id)
    select ${world.organizationId}, ${world.brandId}, made.id, c.id from made,
      lateral (select id from public.contacts where brand_id = ${world.brandId} order by id limit 10) as c`;
}

async function exported(wanted: NewExport): Promise<Export> {
  const { id } = await world.client.exports.request(wanted);
  return until('the export is over', async () => {
    const now = await world.client.exports.get(id);
    return now.state !== 'queued' && now.state !== 'running' && now;
  });
}

async function download(of: Export): Promise<Buffer> {
  const response = await fetch((await world.client.exports.downloadUrl(of)) ?? '');
  expect(response.headers.get('content-disposition')).toContain(`contacts.${of.format}`);
  return Buffer.from(await response.arrayBuffer());
}

test.each(['csv', 'xlsx'] as const)(
  '%s: every contact once, and the file can be imported as it is',
  async (format) => {
    await addContacts();
    const done = await exported({ kind: 'contacts', format });
    expect(done).toMatchObject({ state: 'completed', row_count: CONTACTS });
    const file = await download(done);
    if (format === 'csv') {
      const lines = file.toString().split('\r\n');
      expect(lines[0]).toBe(
        '\ufeff"id","name","phone","username","locale","labels","groups","source","created_at","last_inbound_at","city","member_since","score","vip"',
      );
      expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")","+4915`);
      expect(lines).toHaveLength(CONTACTS + 2);
    }
    const before = await facts();
    await world.sql`delete from public.contacts where brand_id = ${world.brandId}`;
    const again = await world.upload(file, `contacts.${format}`);
    const mapping = (again.analysis?.columns ?? []).flatMap(({ field, key }, column) =>
      field === undefined ? [] : [{ column, field, ...(key !== undefined && { key }) }],
    );
    expect(mapping).toHaveLength(9);
    const back = await world.run(again.id, { ...FILE_SETTINGS, mapping });
    expect(back).toMatchObject({ state: 'completed', rows_created: CONTACTS, rows_failed: 0 });
    expect(await facts()).toEqual(before);
  },
);

/** What the contacts of the brand are, whatever their ids. */
async function facts() {
  const [row] = await world.sql<{ contacts: string; labels: number }[]>`
    select (select md5(string_agg(phone || name || attributes, ' ' order by phone)) from public.contacts
        where brand_id = ${world.brandId}) as contacts,
      (select count(*)::int from public.contact_labels where brand_id = ${world.brandId}) as labels`;
  return row;
}

test('a filter decides who is in it, and deleted contacts are not', async () => {
  await addContacts();
  await world.sql`
    update public.contacts set deleted_at = now()
    where brand_id = ${world.brandId} and id = (select min(id::text)::uuid from public.contacts where attributes ? 'city' and brand_id = ${world.brandId})`;
  const done = await exported({
    kind: 'contacts',
    parameters: { filter: { attribute: { key: 'city', eq: 'Köln' } } },
    format: 'csv',
  });
  expect(done).toMatchObject({ state: 'completed', row_count: Math.floor(CONTACTS / 3) - 1 });
  expect((await download(done)).toString().split('"Köln"')).toHaveLength(Math.floor(CONTACTS / 3));
  await expect(
    world.client.exports.request({
      kind: 'contacts',
      parameters: { filter: { nonsense: 1 } },
      format: 'csv',
    }),
  ).rejects.toMatchObject({ slug: 'filter_invalid' });
});

test('the file goes when its time is over', async () => {
  const done = await exported({ kind: 'contacts', format: 'csv' });
  const path = done.storage_path ?? '';
  await world.sql`update public.exports set expires_at = now() where id = ${done.id}`;
  await world.sql`select private.add_job('ops/expire_files', '{}', 'ops/expire_files')`;
  await until('the file is gone', async () => {
    const [row] = await world.sql<
      { n: number }[]
    >`select count(*)::int as n from storage.objects where name = ${path}`;
    return row?.n === 0;
  });
  await until('it is said so', async () => (await world.client.exports.get(done.id)).state === 'expired');
  expect(await world.client.exports.get(done.id)).toMatchObject({ storage_path: null, row_count: 0 });
});

test('an import leaves its counts when its file and its refused rows go', async () => {
  const { id } = await world.upload('phone\n+4915112345601\nnobody\n');
  const { errors_path, storage_path } = await world.run(id, { mapping: [{ column: 0, field: 'phone' }] });
  await world.sql`update public.contact_imports set created_at = now() - interval '31 days' where id = ${id}`;
  await world.sql`select private.add_job('ops/expire_files', '{}', 'ops/expire_files')`;
  await until('it is forgotten', async () => (await world.client.imports.get(id)).files_removed_at !== null);
  expect(await world.client.imports.get(id)).toMatchObject({
    state: 'completed',
    rows_created: 1,
    rows_failed: 1,
    errors_path: null,
  });
  expect(await world.client.imports.errors(id)).toEqual([]);
  await until('its files are gone', async () => {
    const left = await world.sql`select from storage.objects where name in (${storage_path}, ${errors_path})`;
    return left.length === 0;
  });
});

test('a worker killed while it makes a file makes it again', async () => {
  await addContacts();
  const { id } = await world.client.exports.request({ kind: 'contacts', format: 'csv' });
  await world.stack.kill('worker', 'SIGKILL');
  await world.stack.untilReady('worker');
  const done = await until('the export is over', async () => {
    const now = await world.client.exports.get(id);
    return now.state !== 'queued' && now.state !== 'running' && now;
  });
  expect(done).toMatchObject({ state: 'completed', row_count: CONTACTS });
});
