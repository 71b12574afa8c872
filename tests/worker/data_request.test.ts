import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { createLogger } from '../../functions/core/log.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import type { UploadBody } from '../../worker/storage.ts';
import { createDataRequest } from '../../worker/tasks/ops/data_request.ts';
import { actAs, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const PHOTO = 'bytes of a photo';

/** Storage in memory: what was uploaded, and one media file. */
function memoryStorage() {
  const uploads = new Map<string, Buffer>();
  return {
    uploads,
    download: async () => new Blob([PHOTO]).stream(),
    async upload(bucket: string, path: string, body: UploadBody) {
      const chunks: Buffer[] = [];
      for await (const chunk of createReadStream(String(body))) chunks.push(chunk);
      uploads.set(`${bucket}/${path}`, Buffer.concat(chunks));
    },
  };
}

/** Runs the task as the worker would. */
async function work(id: string, storage: ReturnType<typeof memoryStorage>, stopping = new AbortController()) {
  const sql = createWorkerDatabase(world.url('wabase_worker'), 2);
  try {
    await createDataRequest({ sql, storage, log: createLogger({ level: 'error', write: () => {} }) })(
      { key: id },
      { stopping: stopping.signal },
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function request(kind: 'request_contact_export' | 'erase_contact', contact: string): Promise<string> {
  return actAs(world.sql, 'owner', async (sql) => {
    const [row] = await sql<{ id: string }[]>`select id from ${sql(`public.${kind}`)}(${contact})`;
    return row?.id ?? '';
  });
}

/** A person who wrote 1,100 messages, one of them with a photo. */
async function person(phone: string): Promise<string> {
  await world.sql`select tests.inbound('number_a1', ${phone})`;
  await world.sql`
    insert into messages (organization_id, brand_id, whatsapp_account_id, contact_id, conversation_id, direction, type, body, status)
    select m.organization_id, m.brand_id, m.whatsapp_account_id, m.contact_id, m.conversation_id, 'inbound', 'text', 'hello', 'received'
    from messages m join contacts c on c.id = m.contact_id, generate_series(1, 1099) where c.phone = ${phone}`;
  const [row] = await world.sql<{ contact_id: string; message: string }[]>`
    select m.contact_id, m.organization_id || '/' || m.brand_id || '/' || m.id as message from messages m
    join contacts c on c.id = m.contact_id where c.phone = ${phone} order by m.id limit 1`;
  await world.sql`insert into storage.objects (bucket_id, name) values ('media', ${`${row?.message}/photo.jpg`})`;
  return row?.contact_id ?? '';
}

/** Names of the files of a zip and what they hold. */
async function unzip(zip: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) return reject(error);
      opened.on('end', resolve).on('error', reject);
      opened.on('entry', (entry) =>
        opened.openReadStream(entry, async (failure, stream) => {
          if (failure) return reject(failure);
          files.set(entry.fileName, await text(stream));
          opened.readEntry();
        }),
      );
      opened.readEntry();
    });
  });
  return files;
}

test('a person’s copy is a zip of all tables, all messages and the media', async () => {
  const contact = await person('+15557654321');
  const id = await request('request_contact_export', contact);
  const storage = memoryStorage();
  await work(id, storage);
  const path = `${world.id('org_a')}/${world.id('a1')}/${id}/person.zip`;
  const [done] = await world.sql`select status, file_path, receipt from data_requests where id = ${id}`;
  expect(done).toEqual({ status: 'done', file_path: path, receipt: { messages: 1100, files: 1 } });
  const files = await unzip(storage.uploads.get(`exports/${path}`) ?? Buffer.alloc(0));
  const read = (name: string) => JSON.parse(files.get(name) ?? '[]') as Record<string, unknown>[];
  expect(read('contacts.json')).toMatchObject([{ id: contact, phone: '+15557654321' }]);
  expect(read('conversations.json')).toHaveLength(1);
  expect(read('contact_identities.json')).toMatchObject([{ value: '+15557654321' }]);
  expect([...files.keys()].filter((name) => name.startsWith('messages-')).flatMap(read)).toHaveLength(1100);
  expect([...files].filter(([name]) => name.startsWith('media/')).map(([, content]) => content)).toEqual([
    PHOTO,
  ]);

  await work(id, storage);
  expect(storage.uploads.size).toBe(1);
});

test('an erasure that was interrupted goes on, and removes the copies made before', async () => {
  const contact = await person('+15557654388');
  const storage = memoryStorage();
  const exported = await request('request_contact_export', contact);
  await work(exported, storage);
  const id = await request('erase_contact', contact);
  await world.sql`select private.erase_person(${id}, 100)`;
  const stopped = new AbortController();
  stopped.abort();
  await work(id, storage, stopped);
  expect(await world.sql`select status from data_requests where id = ${id}`).toEqual([{ status: 'running' }]);
  await work(id, storage);
  const [done] = await world.sql<{ status: string; receipt: { messages: number } }[]>`
    select status, receipt from data_requests where id = ${id}`;
  expect(done).toMatchObject({ status: 'done', receipt: { messages: 1100 } });
  const going = await world.sql`select bucket, path from private.file_removals where path like '%person.zip'`;
  expect(going).toEqual([
    { bucket: 'exports', path: `${world.id('org_a')}/${world.id('a1')}/${exported}/person.zip` },
  ]);
  expect(await world.sql`select 1 from messages where contact_id = ${contact}`).toHaveLength(0);
  expect(await world.sql`select 1 from contact_identities where value = '+15557654388'`).toHaveLength(0);
});
