import { expect, test } from 'vitest';
import { createStorage } from '../../worker/storage.ts';

/** Storage whose download announces so many bytes and sends these. */
function storageThatSends(content: string, announced: number) {
  return createStorage({
    url: 'http://storage.example',
    key: 'publishable',
    email: 'worker@example.com',
    password: 'secret',
    fetch: async (url) =>
      String(url).includes('/auth/')
        ? Response.json({ access_token: 'token', expires_in: 3600 })
        : new Response(content, { headers: { 'content-length': String(announced) } }),
  });
}

test('a download gives what was announced', async () => {
  const stream = await storageThatSends('12345', 5).download('imports', 'o/b/i/file.csv');
  expect(await new Response(stream).text()).toBe('12345');
});

test('a download that ends early is an error, not a shorter file', async () => {
  for (const content of ['12345', '']) {
    const stream = await storageThatSends(content, 10).download('imports', 'o/b/i/file.csv');
    await expect(new Response(stream).text()).rejects.toMatchObject({ code: 'incomplete' });
  }
});
