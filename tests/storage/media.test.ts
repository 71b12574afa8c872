import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWabaseClient } from '../../clients/sdk/src/client.ts';
import type { MessageMedia } from '../../clients/sdk/src/media.ts';
import { until } from '../../dev/demo/until.ts';
import { SAMPLES } from '../../dev/simulator/media-samples.ts';
import { createSimulator } from '../journeys/simulator.ts';
import { type Company, useWorld } from '../journeys/world.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

const world = useWorld();
let sql: Sql;
let company: Company;
beforeAll(async () => {
  sql = postgres(world.status().db_url, { max: 1, onnotice: () => {} });
  company = await world.company();
  await sql`update public.subscriptions set plan_key = 'unlimited', status = 'active'`;
});
afterAll(() => sql.end({ timeout: 1 }));

const MB = 1024 * 1024;
const PDF = Buffer.from('%PDF-1.4\n');

async function receive(type: string, file: object, phone = world.phone()): Promise<string> {
  const { phone_number_id } = company;
  const wamid = await world.simulator().inbound({ phone_number_id, phone, type, [type]: file });
  return until('the message', async () => {
    const [row] = await sql<{ id: string }[]>`select id from public.messages where wamid = ${wamid}`;
    return row?.id ?? null;
  });
}

async function settled(messageId: string): Promise<MessageMedia> {
  return until('its file', async () => {
    const [media] = await company.client.media.ofMessages([messageId]);
    return media !== undefined && media.state !== 'pending' ? media : null;
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('files of every kind are there within moments, for those who see the message and for nobody else', async () => {
  const stranger = await world.company();
  for (const [type, sample] of Object.entries(SAMPLES)) {
    const media = await settled(await receive(type, {}));
    expect([type, media.state, media.error]).toEqual([type, 'stored', null]);
    expect(media).toMatchObject({ size: sample.bytes.length, sha256: sha256(sample.bytes) });
    const path = media.storage_path ?? '';
    const url = (await company.client.media.urls([path])).get(path) ?? '';
    const response = await fetch(url);
    expect(Buffer.from(await response.arrayBuffer()).equals(sample.bytes)).toBe(true);
    expect((await stranger.client.media.urls([path])).size).toBe(0);
    expect(await stranger.client.media.ofMessages([media.message_id])).toEqual([]);
  }
});

test('what is not what it claims to be is not stored, and says so', async () => {
  const cases: [string, object, string][] = [
    ['video', { data: SAMPLES.image?.bytes.toString('base64') }, 'media_type_mismatch'],
    ['image', { data: Buffer.from('<svg/>').toString('base64') }, 'media_type_mismatch'],
    ['sticker', { mime_type: 'text/html', data: 'PGh0bWw+' }, 'media_type_mismatch'],
    ['image', { id: '404404404' }, 'media_expired'],
  ];
  for (const [type, file, error] of cases) {
    const media = await settled(await receive(type, file));
    expect([media.state, media.error, media.storage_path]).toEqual(['failed', error, null]);
  }
  const program = await settled(
    await receive('document', {
      mime_type: 'application/pdf',
      data: Buffer.from('MZ...').toString('base64'),
    }),
  );
  expect(program.state).toBe('stored');
  const path = program.storage_path ?? '';
  const url = (await company.client.media.urls([path])).get(path) ?? '';
  expect((await fetch(url)).headers.get('content-type')).toBe('application/octet-stream');
});

test('a corrupt file is tried again, and the reason can be read meanwhile', async () => {
  const messageId = await receive('image', { sha256: createHash('sha256').update('other').digest('base64') });
  const media = await until('the first attempt', async () => {
    const [row] = await company.client.media.ofMessages([messageId]);
    return row?.error ? row : null;
  });
  expect(media).toMatchObject({ state: 'pending', error: 'media_corrupt', attempts: 1 });
});

test('a large file passes the worker in constant memory', async () => {
  const [pid] = world.status().processes.worker ?? [];
  const peak = () =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  await settled(await receive('image', {}));
  const before = peak();
  const bytes = Buffer.concat([PDF, randomBytes(95 * MB)]);
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([bytes], { type: 'application/pdf' }), 'large.pdf');
  const { phone_number_id, credentials } = company;
  const uploaded = await fetch(`${world.status().simulator_url}/v26.0/${phone_number_id}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.access_token}` },
    body: form,
  });
  const { id } = (await uploaded.json()) as { id: string };
  const media = await settled(await receive('document', { id, mime_type: 'application/pdf' }));
  expect(media).toMatchObject({ state: 'stored', size: bytes.length, sha256: sha256(bytes) });
  expect(peak() - before).toBeLessThan(60);
});

test('a member’s file reaches Meta once a number, and the message goes out with Meta’s id', async () => {
  const { client, phone_number_id } = company;
  await receive('text', { body: 'Hi' });
  const [conversation] = await client.conversations.list();
  const conversation_id = conversation?.id ?? '';
  const content = Buffer.concat([PDF, randomBytes(2 * MB)]);
  const file = new File([content], 'Прайс – 2026.pdf', { type: 'application/pdf' });
  const path = await client.media.upload(file);
  const send = async () => {
    const { message_id } = await client.messages.send({
      conversation_id,
      type: 'document',
      document: { path, filename: file.name, caption: 'Our prices' },
    });
    return until('it to be sent', async () => {
      const message = await client.messages.get(message_id);
      if (message.status === 'failed') throw new Error(message.error_message ?? '');
      return ['sent', 'delivered', 'read'].includes(message.status) ? message : null;
    });
  };
  const first = await send();
  const second = await send();
  expect(first).toMatchObject({ body: 'Our prices', content: { document: { filename: file.name } } });
  expect(second.content).toEqual(first.content);

  const { id } = (first.content as { document: { id: string } }).document;
  const { access_token } = company.credentials;
  const graph = `${world.status().simulator_url}/v26.0/${id}?phone_number_id=${phone_number_id}`;
  const headers = { authorization: `Bearer ${access_token}` };
  const described = (await (await fetch(graph, { headers })).json()) as { url: string; sha256: string };
  expect(Buffer.from(described.sha256, 'base64').toString('hex')).toBe(sha256(content));
  expect((await client.media.ofMessages([first.id]))[0]).toMatchObject({
    direction: 'outbound',
    state: 'stored',
    filename: file.name,
    storage_path: path,
  });
});

describe('a worker that is killed', () => {
  let stack: TestStack;
  let own: Sql;
  beforeAll(async () => {
    stack = await startTestStack({ seed: true });
    own = postgres(stack.status().db_url, { max: 1, onnotice: () => {} });
    await own`update public.subscriptions set plan_key = 'unlimited', status = 'active'`;
  });
  afterAll(async () => {
    await own?.end({ timeout: 1 });
    await stack?.stop();
  });

  /** Kills the worker each time that another share of so many files has arrived, then waits for the rest. */
  async function killWhileArriving(files: number, arrived: () => Promise<number>): Promise<void> {
    for (const share of [0.1, 0.4, 0.7]) {
      await until('some files', async () => ((await arrived()) >= files * share ? true : null), {
        timeoutMs: 60_000,
      });
      await stack.untilReady('worker');
      await stack.kill('worker');
    }
    await until('all files', async () => ((await arrived()) === files ? true : null), { timeoutMs: 120_000 });
  }

  test('while files are on their way loses none of them', async () => {
    const { simulator_url, demo } = stack.status();
    const phone_number_id = demo.whatsapp_accounts[0]?.phone_number_id ?? '';
    const data = Buffer.concat([PDF, randomBytes(MB)]).toString('base64');
    const FILES = 20;
    for (let i = 0; i < FILES; i++) {
      await fetch(`${simulator_url}/_sim/inbound`, {
        method: 'POST',
        body: JSON.stringify({ phone_number_id, phone: '+15550199', type: 'document', document: { data } }),
      });
    }
    await killWhileArriving(FILES, async () => {
      const [row] = await own<
        { n: number }[]
      >`select count(*)::int as n from public.message_media where state = 'stored'`;
      return row?.n ?? 0;
    });
    const [left] = await own`
      select (select count(*)::int from public.message_media) as files,
        (select count(*)::int from storage.objects where bucket_id = 'media') as objects,
        (select bytes::int from private.storage_use where bytes > 0) as bytes`;
    expect(left).toEqual({ files: FILES, objects: FILES, bytes: FILES * (MB + PDF.length) });
  });

  test('while a member’s files go out sends each message once', async () => {
    const { simulator_url, api_url, publishable_key, demo } = stack.status();
    const simulator = createSimulator(simulator_url);
    await simulator.faults({ failed_share: 0 });
    const owner = demo.users[0];
    if (owner === undefined) throw new Error('the demo has no user');
    const client = createWabaseClient({ url: api_url, publishableKey: publishable_key });
    await client.auth.signIn(owner.email, owner.password);
    const [brand] = await client.brands.list();
    client.brands.use(brand?.id ?? null);
    const [account] = await client.whatsappAccounts.list();
    if (account === undefined) throw new Error('the demo has no number');
    await simulator.inbound({
      phone_number_id: account.phone_number_id,
      phone: '+15550199',
      type: 'text',
      text: { body: 'Hi' },
    });
    const conversation = await until(
      'the conversation',
      async () => (await client.conversations.list())[0] ?? null,
    );
    const before = await simulator.stats(account.phone_number_id);
    const FILES = 12;
    await Promise.all(
      Array.from({ length: FILES }, async (_, n) => {
        const file = new File([PDF, randomBytes(MB)], `${n}.pdf`, { type: 'application/pdf' });
        const path = await client.media.upload(file);
        await client.messages.send({
          conversation_id: conversation.id,
          type: 'document',
          document: { path },
        });
      }),
    );
    const sent = async (type: string) => {
      const [row] = await own<{ n: number; of: number }[]>`
        select count(*) filter (where status in ('sent', 'delivered', 'read'))::int as n, count(*)::int as of
        from public.messages where direction = 'outbound' and type = ${type}`;
      return row ?? { n: 0, of: 0 };
    };
    // A send that never reached Meta goes out again once Meta reports on later ones: so the talk goes on, as fast as Meta
    // lets one person be written to.
    await own`update private.settings set unknown_grace = '2 seconds'`;
    const talk = setInterval(() => {
      void client.messages.send({
        conversation_id: conversation.id,
        type: 'text',
        text: { body: 'One moment.' },
      });
    }, 6000);
    try {
      await killWhileArriving(FILES, async () => (await sent('document')).n);
    } finally {
      clearInterval(talk);
    }
    const texts = await until('the texts', async () => {
      const { n, of } = await sent('text');
      return n === of ? n : null;
    });
    const after = await simulator.stats(account.phone_number_id);
    expect(after.accepted - before.accepted).toBe(FILES + texts);
    expect(after.accepted_more_than_once).toBe(before.accepted_more_than_once);
    await client.close();
  });
});
