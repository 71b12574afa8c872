import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameIn, type StorageWorld, startStorageWorld } from './world.ts';

let world: StorageWorld;
beforeAll(async () => {
  world = await startStorageWorld();
});
afterAll(() => world.stop());

const PDF = { contentType: 'application/pdf' };
const CSV = { contentType: 'text/csv' };

function statusOf(error: unknown): string | undefined {
  return (error as { statusCode?: string } | null)?.statusCode;
}

test('members upload files of messages to brands in which they may reply', async () => {
  const bucket = (client: StorageWorld['nobody']) => client.storage.from('media');
  const mine = await bucket(world.agent.client).upload(nameIn(world.ours), 'x', PDF);
  expect(mine.error).toBeNull();
  const attempts = {
    'another brand of the agent’s organization': bucket(world.agent.client).upload(
      nameIn(world.oursSecondBrand),
      'x',
      PDF,
    ),
    'another organization': bucket(world.agent.client).upload(nameIn(world.theirs), 'x', PDF),
    'a stranger': bucket(world.stranger.client).upload(nameIn(world.ours), 'x', PDF),
    nobody: bucket(world.nobody).upload(nameIn(world.ours), 'x', PDF),
    'no folder of a message': bucket(world.agent.client).upload(`${world.ours}/file.pdf`, 'x', PDF),
    'a folder too deep': bucket(world.agent.client).upload(nameIn(world.ours, 'a/b.pdf'), 'x', PDF),
    'outside of any tenant': bucket(world.agent.client).upload('file.pdf', 'x', PDF),
    'an organization and brand that do not belong together': bucket(world.agent.client).upload(
      nameIn(`${world.theirs.split('/')[0]}/${world.ours.split('/')[1]}`),
      'x',
      PDF,
    ),
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    const { error } = await attempt;
    expect([what, statusOf(error)]).toEqual([what, '403']);
  }
});

test('nobody but its uploader reads a file that no message has', async () => {
  const name = nameIn(world.ours);
  await world.agent.client.storage.from('media').upload(name, 'secret', PDF);
  const own = await world.agent.client.storage.from('media').download(name);
  expect(await own.data?.text()).toBe('secret');
  for (const { client } of [world.owner, world.stranger]) {
    const files = client.storage.from('media');
    expect(statusOf((await files.download(name)).error)).toBe('404');
    expect((await files.exists(name)).data).toBe(false);
    expect(statusOf((await files.createSignedUrl(name, 60)).error)).toBe('404');
    expect((await files.createSignedUrls([name], 60)).data?.[0]?.signedUrl).toBeNull();
    expect((await files.list(name.split('/').slice(0, -1).join('/'))).data).toEqual([]);
    expect((await files.remove([name])).data).toEqual([]);
    expect(statusOf((await files.move(name, nameIn(world.theirs))).error)).toBe('404');
    expect(statusOf((await files.copy(name, nameIn(world.theirs))).error)).toBe('404');
  }
  expect((await world.agent.client.storage.from('media').exists(name)).data).toBe(true);
});

test('a file is neither replaced nor moved into another brand by members', async () => {
  const name = nameIn(world.ours);
  const files = world.agent.client.storage.from('media');
  await files.upload(name, 'first', PDF);
  expect(statusOf((await files.upload(name, 'second', PDF)).error)).toBe('409');
  expect(statusOf((await files.upload(name, 'second', { ...PDF, upsert: true })).error)).toBe('403');
  expect((await files.move(name, nameIn(world.oursSecondBrand))).error).not.toBeNull();
  expect(await (await files.download(name)).data?.text()).toBe('first');
});

test('imports are for those who import, exports are only made by the worker', async () => {
  const name = nameIn(world.ours, 'people.csv');
  expect((await world.owner.client.storage.from('imports').upload(name, 'phone', CSV)).error).toBeNull();
  expect(
    statusOf((await world.agent.client.storage.from('imports').upload(nameIn(world.ours), 'x', CSV)).error),
  ).toBe('403');
  expect((await world.agent.client.storage.from('imports').download(name)).data).toBeNull();
  expect(
    statusOf((await world.owner.client.storage.from('exports').upload(nameIn(world.ours), 'x', CSV)).error),
  ).toBe('403');
});

test('names that point elsewhere are refused, however they are written', async () => {
  const { data } = await world.agent.client.auth.getSession();
  const headers = { apikey: world.key, authorization: `Bearer ${data.session?.access_token}` };
  const ours = nameIn(world.ours);
  const [organization, brand, id] = ours.split('/');
  const paths = [
    `${organization}%2F${brand}%2F..%2F${world.theirs.split('/')[1]}%2F${id}%2Ffile.pdf`,
    `${organization}/${brand}/${id}/..%2F..%2Ffile.pdf`,
    `${organization}/${brand}/${id}/%2e%2e%2ffile.pdf`,
    `${organization}/${brand}/${id}/..%5Cfile.pdf`,
    `${organization}/${brand}/${id}/file%00.pdf`,
    `${organization}/${brand}/${id}//file.pdf`,
    `${organization}/${brand}/${id}/%`,
    `${organization}/${brand}/${id}/${'a'.repeat(1100)}`,
  ];
  for (const path of paths) {
    const response = await fetch(`${world.url}/storage/v1/object/media/${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/pdf' },
      body: 'x',
    });
    expect([path, response.status, ((await response.json()) as { code: string }).code]).toEqual([
      path,
      400,
      expect.stringMatching(/^(InvalidKey|AccessDenied)$/),
    ]);
  }
  // An encoded slash is a slash for the policies: the tenant's folder cannot be forged with it.
  const forged = `${world.theirs.replace('/', '%2F')}%2F${id}%2Ffile.pdf`;
  const response = await fetch(`${world.url}/storage/v1/object/media/${forged}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/pdf' },
    body: 'x',
  });
  expect(await response.json()).toMatchObject({ statusCode: '403' });
  const stored =
    await world.sql`select name from storage.objects where name ~ '[.][.]|//' or name like ${`${world.theirs}%`}`;
  expect([...stored]).toEqual([]);
});

test('the x-brand-id header narrows files as it narrows rows', async () => {
  const name = nameIn(world.ours);
  await world.owner.client.storage.from('media').upload(name, 'x', PDF);
  const { data } = await world.owner.client.auth.getSession();
  const ask = (brand: string) =>
    fetch(`${world.url}/storage/v1/object/media/${name}`, {
      headers: {
        apikey: world.key,
        authorization: `Bearer ${data.session?.access_token}`,
        'x-brand-id': brand.split('/')[1] ?? '',
      },
    });
  expect((await ask(world.ours)).status).toBe(200);
  expect((await ask(world.oursSecondBrand)).status).toBe(400);
});

test('SQL alone deletes no object: contents would stay behind', async () => {
  await expect(world.sql`delete from storage.objects`).rejects.toThrow('Direct deletion');
});
