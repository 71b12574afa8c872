import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataPaths } from '../../dev/stack/paths.ts';
import { readSecrets } from '../../dev/stack/secrets.ts';
import { SERVICE_EMAIL } from '../../dev/stack/service_user.ts';
import { createStorage, type Storage, StorageFailure } from '../../worker/storage.ts';
import { nameIn, type StorageWorld, startStorageWorld } from './world.ts';

let world: StorageWorld;
let storage: Storage;
let clock = 0;
beforeAll(async () => {
  world = await startStorageWorld();
  storage = createStorage({ ...credentials(), now: () => Date.now() + clock });
});
afterAll(() => world.stop());

function credentials() {
  const { service_password } = readSecrets(dataPaths(world.stack.dataDir).secrets);
  return { url: world.url, key: world.key, email: SERVICE_EMAIL, password: service_password };
}

async function read(bucket: 'media' | 'imports' | 'exports', path: string): Promise<Buffer> {
  return Buffer.from(await new Response(await storage.download(bucket, path)).arrayBuffer());
}

test('the worker reads what members upload, and members read what the worker makes for them', async () => {
  const upload = nameIn(world.ours, 'people.csv');
  await world.owner.client.storage.from('imports').upload(upload, 'phone\n1', { contentType: 'text/csv' });
  expect((await read('imports', upload)).toString()).toBe('phone\n1');

  const made = nameIn(world.ours, 'contacts.csv');
  await storage.upload('exports', made, Buffer.from('name\nAna'), 'text/csv');
  const exported = await world.owner.client.storage.from('exports').download(made);
  expect(await exported.data?.text()).toBe('name\nAna');
  for (const { client } of [world.agent, world.stranger]) {
    expect((await client.storage.from('exports').download(made)).data).toBeNull();
  }
});

test('bytes, streams and files arrive whole, and twice is as good as once', async () => {
  const content = randomBytes(2 * 1024 * 1024);
  const folder = mkdtempSync(join(tmpdir(), 'wabase-upload-'));
  try {
    const file = join(folder, 'content');
    writeFileSync(file, content);
    const bodies = [() => new Uint8Array(content), () => new Blob([content]).stream(), () => file];
    for (const body of bodies) {
      const name = nameIn(world.ours);
      await storage.upload('media', name, body(), 'application/pdf');
      await storage.upload('media', name, body(), 'application/pdf');
      expect((await read('media', name)).equals(content)).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  // A replaced content leaves the disk.
  const rows = await world.sql<{ version: string }[]>`select version from storage.objects`;
  const onDisk = readdirSync(join(world.stack.dataDir, 'storage')).filter((name) => name !== 'partial');
  expect(onDisk.sort()).toEqual(rows.map(({ version }) => version).sort());
});

test('what is removed is gone from the table and the disk', async () => {
  const name = nameIn(world.ours);
  await storage.upload('media', name, Buffer.from('x'), 'application/pdf');
  const [row] = await world.sql<
    { version: string }[]
  >`select version from storage.objects where name = ${name}`;
  await storage.remove('media', [name, nameIn(world.ours)]);
  await expect(storage.download('media', name)).rejects.toMatchObject({ code: 'NoSuchKey' });
  expect(readdirSync(join(world.stack.dataDir, 'storage'))).not.toContain(row?.version);
});

test('failures say what happened', async () => {
  await expect(
    storage.upload('media', nameIn(world.ours), Buffer.from('x'), 'text/html'),
  ).rejects.toMatchObject({
    code: 'InvalidMimeType',
    status: 415,
  });
  const wrong = createStorage({ ...credentials(), password: 'wrong' });
  await expect(wrong.download('media', nameIn(world.ours))).rejects.toBeInstanceOf(StorageFailure);
  const away = createStorage({ ...credentials(), url: 'http://127.0.0.1:9' });
  await expect(away.download('media', nameIn(world.ours))).rejects.toMatchObject({ code: 'unreachable' });
});

test('a token that ended is renewed, by one sign-in for all who need it', async () => {
  const name = nameIn(world.ours);
  await storage.upload('media', name, Buffer.from('x'), 'application/pdf');
  const sessions = async () =>
    (
      await world.sql<{ n: number }[]>`
      select count(*)::int as n from auth.sessions s join auth.users u on u.id = s.user_id where u.email = ${SERVICE_EMAIL}`
    )[0]?.n ?? 0;
  const before = await sessions();
  clock = 2 * 60 * 60 * 1000;
  const all = await Promise.all(Array.from({ length: 10 }, () => read('media', name)));
  expect(new Set(all.map((one) => createHash('sha256').update(one).digest('hex'))).size).toBe(1);
  expect(await sessions()).toBe(before + 1);
});

test('the worker’s user has a seat nowhere: it sees no row of any tenant', async () => {
  await world.owner.client.from('contacts').select('id').limit(1);
  const { createClient } = await import('@supabase/supabase-js');
  const client = createClient(world.url, world.key, { auth: { persistSession: false } });
  const { email, password } = credentials();
  await client.auth.signInWithPassword({ email, password });
  for (const table of ['organizations', 'brands', 'contacts', 'messages'] as const) {
    expect([table, (await client.from(table).select('*')).data]).toEqual([table, []]);
  }
  const { error } = await client.rpc('send_message', { message: { type: 'text', text: { body: 'x' } } });
  expect(error).not.toBeNull();
});
