import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataRequest } from '../../clients/sdk/src/data_requests.ts';
import { type ImportWorld, startImportWorld } from '../support/import_world.ts';
import { until } from '../support/programs.ts';

let world: ImportWorld;
beforeAll(async () => {
  world = await startImportWorld();
});
afterAll(() => world.stop());

async function untilDone(request: DataRequest): Promise<DataRequest> {
  let now = request;
  await until('the request is worked off', async () => {
    now = await world.client.dataRequests.get(request.id);
    return now.status === 'done' || now.status === 'failed';
  });
  return now;
}

describe('consents', () => {
  test('are recorded with their evidence, taken back, and told with their history', async () => {
    const { consents, contacts } = world.client;
    const { id: contactId } = await contacts.create({ name: 'Cora', phone: '+4915112340001' });
    expect(await consents.ofContact(contactId)).toEqual([]);
    await expect(
      consents.record({ contactId, category: 'marketing', state: 'opted_in' }),
    ).rejects.toMatchObject({ slug: 'evidence_missing' });
    await consents.record({
      contactId,
      category: 'marketing',
      state: 'opted_in',
      evidence: { text: 'Signed at the fair' },
      at: '2026-01-02T10:00:00Z',
    });
    const now = await consents.optOut(contactId);
    expect(now.map(({ category, state }) => [category, state])).toEqual([
      ['marketing', 'opted_out'],
      ['utility', 'opted_out'],
    ]);
    const [newest] = await consents.events(contactId, { limit: 1 });
    const older = await consents.events(contactId, { before: newest?.id ?? '' });
    expect(newest?.state).toBe('opted_out');
    expect(older.at(-1)).toMatchObject({ state: 'opted_in', evidence: { text: 'Signed at the fair' } });
  });

  test('are handled as the brand has set, and by default as before', async () => {
    const { consents } = world.client;
    expect(await consents.settings()).toMatchObject({ require_opt_in: [], is_reply_on: true });
    await consents.setSettings({ stop_words: ['basta'] });
    expect(await consents.setSettings({ require_opt_in: ['marketing'] })).toMatchObject({
      stop_words: ['basta'],
      require_opt_in: ['marketing'],
    });
    expect(await consents.settings()).toMatchObject({ require_opt_in: ['marketing'] });
  });
});

describe('merges', () => {
  test('join two contacts, are listed, and are undone', async () => {
    const { contacts } = world.client;
    const kept = await contacts.create({ name: 'Dana', phone: '+4915112340002' });
    const other = await contacts.create({ name: 'Dana twice', phone: '+4915112340003' });
    const merge = await contacts.merge(kept.id, other.id);
    expect(await contacts.merges(kept.id)).toEqual([merge]);
    expect(await contacts.getMany([other.id])).toEqual([]);
    await contacts.undoMerge(merge.id);
    const back = await contacts.getMany([kept.id, other.id]);
    expect(back.map(({ phone }) => phone).toSorted()).toEqual(['+4915112340002', '+4915112340003']);
    await expect(contacts.merge(kept.id, kept.id)).rejects.toMatchObject({ name: 'WabaseError' });
  });

  test('a change of a contact keeps what is not given', async () => {
    const { contacts } = world.client;
    const { id } = await contacts.create({ name: 'Eve', phone: '+4915112340004' });
    const changed = await contacts.update(id, { name: 'Eva', attributes: { score: 3 } });
    expect(changed).toMatchObject({ name: 'Eva', phone: '+4915112340004', attributes: { score: 3 } });
    await expect(contacts.update(id, { attributes: { score: 'three' } })).rejects.toMatchObject({
      slug: 'attribute_invalid',
    });
  });
});

describe('requests of a person', () => {
  test('a copy can be downloaded, and goes with the person', async () => {
    const { contacts, dataRequests } = world.client;
    const { id } = await contacts.create({ name: 'Farid', phone: '+4915112340005' });
    const copy = await untilDone(await dataRequests.requestExport(id));
    expect(copy).toMatchObject({ status: 'done', receipt: { messages: 0, files: 0 } });
    const url = await dataRequests.downloadUrl(copy);
    const zip = Buffer.from(await (await fetch(url ?? '')).arrayBuffer());
    expect(zip.subarray(0, 2).toString()).toBe('PK');

    const erasure = await untilDone(await dataRequests.erase(id));
    expect(erasure).toMatchObject({ kind: 'erase', status: 'done', receipt: { contact_id: id } });
    expect(await contacts.getMany([id])).toEqual([]);
    expect((await dataRequests.list(id)).map(({ kind }) => kind)).toEqual(['erase', 'export']);
    await until('the copy is gone', async () => {
      const gone = await dataRequests.downloadUrl(copy).catch(() => null);
      return gone === null || !(await fetch(gone)).ok;
    });
  });
});

describe('retention', () => {
  test('periods are set within their bounds', async () => {
    const { organizationId, client } = world;
    expect(await client.retention.get(organizationId)).toMatchObject({
      message_days: { days: null, shortest: 30 },
      export_file_days: { days: null, shortest: 1, longest: 7 },
    });
    await client.retention.set(organizationId, { message_days: 400 });
    const periods = await client.retention.set(organizationId, { export_file_days: 2 });
    expect([periods.message_days.days, periods.export_file_days.days]).toEqual([400, 2]);
    await expect(client.retention.set(organizationId, { message_days: 1 })).rejects.toMatchObject({
      slug: 'retention_invalid',
    });
  });
});
