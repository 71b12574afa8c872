import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameIn, type StorageWorld, startStorageWorld } from './world.ts';

let world: StorageWorld;
beforeAll(async () => {
  world = await startStorageWorld();
});
afterAll(() => world.stop());

const MB = 1024 * 1024;
const files = () => world.agent.client.storage.from('media');

async function bytesOf(blob: Blob | null): Promise<Buffer> {
  return Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}

function peakMb(): number {
  const [pid] = world.stack.status().processes.storage ?? [];
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

test('what is uploaded is what is downloaded: bytes, a browser’s form and a stream', async () => {
  const content = randomBytes(3 * MB + 17);
  const bodies = {
    bytes: content,
    form: new Blob([content], { type: 'video/mp4' }),
    'empty form': new Blob([], { type: 'video/mp4' }),
    stream: new Blob([content]).stream(),
  };
  for (const [kind, body] of Object.entries(bodies)) {
    const name = nameIn(world.ours, 'clip.mp4');
    const { data, error } = await files().upload(name, body, {
      contentType: 'video/mp4',
      metadata: { from: kind },
    });
    expect([kind, error, data?.fullPath]).toEqual([kind, null, `media/${name}`]);
    const expected = kind === 'empty form' ? Buffer.alloc(0) : content;
    expect((await bytesOf((await files().download(name)).data)).equals(expected)).toBe(true);
    expect((await files().info(name)).data).toMatchObject({
      size: expected.length,
      contentType: 'video/mp4',
      metadata: { from: kind },
    });
  }
});

test('a boundary that is cut anywhere, and text that looks like one, do not harm a form', async () => {
  const content = Buffer.concat([
    Buffer.from('\r\n--boundary-of-somebody\r\n'),
    randomBytes(70_000),
    Buffer.from('\r\n--bounda'),
  ]);
  const { data } = await world.agent.client.auth.getSession();
  const name = nameIn(world.ours, 'a.pdf');
  const parts = Buffer.concat([
    Buffer.from(
      '--boundary-xyz\r\nContent-Disposition: form-data; name="cacheControl"\r\n\r\n60\r\n--boundary-xyz\r\n' +
        'Content-Disposition: form-data; name=""; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n',
    ),
    content,
    Buffer.from('\r\n--boundary-xyz--\r\n'),
  ]);
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (let i = 0; i < parts.length; i += 997) controller.enqueue(parts.subarray(i, i + 997));
      controller.close();
    },
  });
  const response = await fetch(`${world.url}/storage/v1/object/media/${name}`, {
    method: 'POST',
    headers: {
      apikey: world.key,
      authorization: `Bearer ${data.session?.access_token}`,
      'content-type': 'multipart/form-data; boundary=boundary-xyz',
    },
    body,
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(200);
  expect((await bytesOf((await files().download(name)).data)).equals(content)).toBe(true);
});

test('90 MB go through in constant memory, in both directions', async () => {
  const before = peakMb();
  const chunk = randomBytes(MB);
  const sent = createHash('sha256');
  let left = 90;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- === 0) return controller.close();
      sent.update(chunk);
      controller.enqueue(chunk);
    },
  });
  const name = nameIn(world.ours, 'large.pdf');
  expect((await files().upload(name, body, { contentType: 'application/pdf' })).error).toBeNull();
  const { data } = await files().createSignedUrl(name, 60);
  const received = createHash('sha256');
  const response = await fetch(data?.signedUrl ?? '');
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) received.update(part);
  expect(received.digest('hex')).toBe(sent.digest('hex'));
  expect(peakMb() - before).toBeLessThan(60);
});

test('too much and the wrong kind are refused by the bucket, and leave nothing', async () => {
  const chunk = Buffer.alloc(MB);
  let left = 101;
  const name = nameIn(world.ours, 'larger.pdf');
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- === 0) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const large = await files().upload(name, body, { contentType: 'application/pdf' });
  expect(large.error).toMatchObject({
    statusCode: '413',
    message: 'The object exceeded the maximum allowed size',
  });
  const script = await files().upload(nameIn(world.ours, 'page.html'), '<p>', { contentType: 'text/html' });
  expect(script.error).toMatchObject({ statusCode: '415', message: 'mime type text/html is not supported' });
  expect((await files().exists(name)).data).toBe(false);
  expect(readdirSync(join(world.stack.dataDir, 'storage/partial'))).toEqual([]);
});

test('a signed URL opens one file until it ends, and nothing else', async () => {
  const name = nameIn(world.ours);
  const other = nameIn(world.ours);
  for (const one of [name, other]) await files().upload(one, one, { contentType: 'application/pdf' });
  const signed = new URL((await files().createSignedUrl(name, 60)).data?.signedUrl ?? '');
  const open = async (url: URL | string) => {
    const response = await fetch(url);
    const text = await response.text();
    return response.ok ? text : (JSON.parse(text) as { error: string }).error;
  };
  expect(await open(signed)).toBe(name);

  const moved = new URL(signed);
  moved.pathname = moved.pathname.replace(name, other);
  expect(await open(moved)).toBe('InvalidSignature');
  const tampered = new URL(signed);
  tampered.searchParams.set('token', `${signed.searchParams.get('token')?.slice(0, -4)}AAAA`);
  expect(await open(tampered)).toBe('InvalidJWT');
  const session = (await world.stranger.client.auth.getSession()).data.session?.access_token ?? '';
  const foreign = new URL(signed);
  foreign.searchParams.set('token', session);
  expect(await open(foreign)).toBe('InvalidSignature');

  const short = (await files().createSignedUrl(name, 1)).data?.signedUrl ?? '';
  await expect.poll(() => open(short), { timeout: 60_000, interval: 200 }).toBe('InvalidJWT');

  const token = signed.searchParams.get('token') ?? '';
  const upload = await files().uploadToSignedUrl(name, token, 'changed', { contentType: 'application/pdf' });
  expect(upload.error).not.toBeNull();
  const asUser = await fetch(`${world.url}/storage/v1/object/media/${other}`, {
    headers: { apikey: world.key, authorization: `Bearer ${token}` },
  });
  expect(asUser.status).toBe(400);
});

test('a signed upload puts one file where its signer may, once', async () => {
  const name = nameIn(world.ours);
  expect((await world.stranger.client.storage.from('media').createSignedUploadUrl(name)).error).toMatchObject(
    {
      statusCode: '403',
    },
  );
  const { data } = await files().createSignedUploadUrl(name);
  const anywhere = world.nobody.storage.from('media');
  const contentType = 'application/pdf';
  expect(
    (await anywhere.uploadToSignedUrl(nameIn(world.ours), data?.token ?? '', 'x', { contentType })).error,
  ).not.toBe(null);
  expect((await anywhere.uploadToSignedUrl(name, data?.token ?? '', 'x', { contentType })).error).toBeNull();
  expect(
    (await anywhere.uploadToSignedUrl(name, data?.token ?? '', 'y', { contentType })).error,
  ).toMatchObject({
    statusCode: '409',
  });
  expect(await (await files().download(name)).data?.text()).toBe('x');
});

test('a player gets the range that it asks for', async () => {
  const content = randomBytes(1000);
  const name = nameIn(world.ours, 'clip.mp4');
  await files().upload(name, content, { contentType: 'video/mp4' });
  const url = (await files().createSignedUrl(name, 60)).data?.signedUrl ?? '';
  const cases: [string, number, string | null, Buffer][] = [
    ['bytes=0-99', 206, 'bytes 0-99/1000', content.subarray(0, 100)],
    ['bytes=900-', 206, 'bytes 900-999/1000', content.subarray(900)],
    ['bytes=-10', 206, 'bytes 990-999/1000', content.subarray(990)],
    ['bytes=990-2000', 206, 'bytes 990-999/1000', content.subarray(990)],
    ['bytes=1000-', 416, 'bytes */1000', Buffer.alloc(0)],
    ['bytes=5-2', 200, null, content],
    ['chapters=1-2', 200, null, content],
  ];
  for (const [range, status, contentRange, bytes] of cases) {
    const response = await fetch(url, { headers: { range } });
    const received = Buffer.from(await response.arrayBuffer());
    expect([range, response.status, response.headers.get('content-range'), received.equals(bytes)]).toEqual([
      range,
      status,
      contentRange,
      true,
    ]);
  }
  const whole = await fetch(url);
  await whole.arrayBuffer();
  const again = await fetch(url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test('a list shows one level, folders first, in pages', async () => {
  const folder = `${world.ours}/${randomUUID()}`;
  for (const file of ['b.pdf', 'a.pdf', 'c_1.pdf']) {
    await files().upload(`${folder}/${file}`, file, { contentType: 'application/pdf' });
  }
  const names = async (options: object) =>
    (await files().list(folder, options)).data?.map(({ name }) => name);
  expect(await names({})).toEqual(['a.pdf', 'b.pdf', 'c_1.pdf']);
  expect(await names({ limit: 1, offset: 1 })).toEqual(['b.pdf']);
  expect(await names({ search: '_' })).toEqual(['c_1.pdf']);
  expect(await names({ sortBy: { column: 'name', order: 'desc' } })).toEqual(['c_1.pdf', 'b.pdf', 'a.pdf']);
  const above = (await files().list(world.ours)).data ?? [];
  expect(above.find(({ name }) => folder.endsWith(name))?.id).toBeNull();
});
