import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@supabase/supabase-js';
import { SignJWT } from 'jose';
import { request } from 'undici';
import { DURABLE, denoCommand, denoEnvironment, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { freePort, untilAnswering } from '../support/programs.ts';
import { PHONE_NUMBER_ID, WABA_ID } from '../support/tenant.ts';
import { httpLoop } from './http_loop.ts';
import { type BenchResult, percentile, round, say } from './result.ts';

const JWT_SECRET = 'a-secret-of-at-least-thirty-two-characters';
const API_KEY = 'sb_publishable_bench';

/**
 * Webhook to visible row: signed POSTs to the webhook function under Deno, applied by one worker. The figure is single messages a
 * second from the first POST until the last one is a row that clients see; `statuses` the same for statuses, 100 a POST;
 * `delivery` the time from a POST until a supabase-js client on the brand's channel has the event, at a steady rate.
 * Ceiling: the least a webhook can do with the same POSTs: verify, insert the body, answer 200.
 */
export async function benchIngest(args: Record<string, number>): Promise<BenchResult> {
  const messages = args.messages ?? 40_000;
  const statuses = args.statuses ?? 100_000;
  const people = args.people ?? 4000;
  const rate = args.rate ?? 200;
  const seconds = args.seconds ?? 15;
  say('starting PostgreSQL (durable settings)');
  const pipeline = await startPipeline({ postgres: DURABLE, talkative: true });
  try {
    const bodies = signed(pipeline, inboundBodies('WARM', 2000, people));
    const ceiling = await bareWebhook(pipeline, bodies);
    say(`ceiling: ${round(ceiling)} POSTs/s`);

    const worker = await pipeline.startWorker();
    await pipeline.startWebhook();
    await applied(pipeline, bodies, 'inbound', 2000);
    const one = await applied(
      pipeline,
      signed(pipeline, inboundBodies('ONE', messages, people)),
      'inbound',
      2000 + messages,
    );
    say(`single messages: ${round(one.perSecond)}/s (POSTs answered at ${round(one.postsPerSecond)}/s)`);

    const ids = await writeSent(pipeline, statuses);
    const many = await applied(pipeline, signed(pipeline, statusBodies(ids, 100)), 'delivered', statuses);
    say(`statuses: ${round(many.perSecond * 100)}/s`);

    const latencies = await delivery(pipeline, rate, seconds, people);
    say(`delivery at ${rate}/s: p95 ${percentile(latencies, 0.95)} ms`);
    return {
      name: 'ingest',
      figure: round(one.perSecond),
      unit: 'messages/s',
      ceiling: round(ceiling),
      ratio: round(one.perSecond / ceiling, 3),
      p50_ms: percentile(latencies, 0.5),
      p95_ms: percentile(latencies, 0.95),
      p99_ms: percentile(latencies, 0.99),
      rss_mb: worker.peakRssMb(),
      messages,
      people,
      statuses_per_second: round(many.perSecond * 100),
      statuses,
      delivery: { rate, seconds, max_ms: percentile(latencies, 1) },
    };
  } finally {
    await pipeline.stop();
  }
}

function envelope(value: Record<string, unknown>): string {
  const metadata = { display_phone_number: '15550100001', phone_number_id: PHONE_NUMBER_ID };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: WABA_ID,
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  });
}

function inboundBody(wamid: string, person: number): string {
  const phone = String(16_500_000_000 + person);
  const contact = { profile: { name: `Person ${person}` }, wa_id: phone, user_id: `US.${100_000 + person}` };
  const message = {
    from: phone,
    from_user_id: contact.user_id,
    id: wamid,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: `Where is my order? ${wamid}` },
  };
  return envelope({ contacts: [contact], messages: [message] });
}

function inboundBodies(name: string, count: number, people: number): string[] {
  return Array.from({ length: count }, (_, i) => inboundBody(`wamid.${name}${i}`, i % people));
}

function statusBodies(ids: string[], size: number): string[] {
  const bodies: string[] = [];
  for (let at = 0; at < ids.length; at += size) {
    const statuses = ids.slice(at, at + size).map((id, i) => ({
      id: `wamid.${id}`,
      status: 'delivered',
      timestamp: String(Math.floor(Date.now() / 1000)),
      recipient_id: `1${2_000_000_000 + at + i}`,
      biz_opaque_callback_data: id,
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
    }));
    bodies.push(envelope({ statuses }));
  }
  return bodies;
}

function signed({ appSecret }: Pipeline, bodies: string[]) {
  return bodies.map((body) => ({
    body,
    headers: {
      'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
    },
  }));
}

async function bareWebhook(pipeline: Pipeline, bodies: ReturnType<typeof signed>): Promise<number> {
  await pipeline.sql`create table public.bare_events (id bigint generated always as identity primary key, body text not null)`;
  await pipeline.sql`grant insert on public.bare_events to wabase_functions`;
  const port = await freePort();
  const bare = pipeline.start('bare-webhook', denoCommand('tests/bench/bare_webhook.ts'), {
    DB_URL: pipeline.database.url('wabase_functions'),
    APP_SECRET: pipeline.appSecret,
    ...denoEnvironment(port),
  });
  const url = `http://127.0.0.1:${port}/`;
  await untilAnswering(url);
  const loop = { concurrency: 64, headers: { 'content-type': 'application/json' }, bodies, url };
  await httpLoop({ ...loop, requests: 2000 });
  const { per_second } = await httpLoop({ ...loop, requests: 20_000 });
  await bare.stop();
  return per_second;
}

/** Posts all bodies once and waits until so many messages are in that state. */
async function applied(
  pipeline: Pipeline,
  bodies: ReturnType<typeof signed>,
  state: string,
  expected: number,
) {
  const began = performance.now();
  const loop = await httpLoop({
    url: pipeline.webhookUrl,
    concurrency: 64,
    requests: bodies.length,
    headers: { 'content-type': 'application/json' },
    bodies,
  });
  if (loop.errors > 0) throw new Error(`${loop.errors} POSTs were not answered with 200.`);
  for (;;) {
    const [left] = await pipeline.sql<{ n: number }[]>`
      select count(*)::int as n from private.raw_events where state in ('received', 'failed')`;
    if (left?.n === 0) break;
    if (performance.now() - began > 300_000)
      throw new Error(`${left?.n} events still wait after five minutes.`);
    await sleep(10);
  }
  const seconds = (performance.now() - began) / 1000;
  const [visible] = await pipeline.sql<{ n: number }[]>`
    select count(*)::int as n from public.messages where ${state} in (direction, status)`;
  if (visible?.n !== expected) throw new Error(`${visible?.n} messages are ${state}, ${expected} should be.`);
  return { perSecond: bodies.length / seconds, postsPerSecond: loop.per_second };
}

/** Writes messages as they stand after Meta accepted them; returns their ids. */
async function writeSent({ sql, tenant }: Pipeline, count: number): Promise<string[]> {
  await sql`
    with written as (
      insert into public.messages (id, organization_id, brand_id, whatsapp_account_id, contact_id, direction, type, body, status, wamid)
      select id, ${tenant.organizationId}, ${tenant.brandId}, ${tenant.accountId},
        (select c.id from public.contacts c where c.brand_id = ${tenant.brandId} limit 1), 'outbound', 'template', 'hi', 'accepted', 'wamid.' || id
      from (select private.new_id() as id from generate_series(1, ${count}::int)) as ids
      returning id, organization_id, brand_id, wamid
    )
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select organization_id, brand_id, wamid, id from written`;
  await sql`analyze public.messages`;
  const rows = await sql<
    { id: string }[]
  >`select id from public.messages where status = 'accepted' order by id`;
  return rows.map(({ id }) => id);
}

/** Posts single messages at a steady rate; returns how long each took to reach a client, sorted. */
async function delivery(
  pipeline: Pipeline,
  rate: number,
  seconds: number,
  people: number,
): Promise<Float64Array> {
  const { sql, tenant } = pipeline;
  const port = await freePort();
  pipeline.start('realtime', ['node', 'dev/realtime/main.ts'], {
    REALTIME_PORT: String(port),
    REALTIME_DB_URL: pipeline.database.url('supabase_admin'),
    REALTIME_JWT_SECRET: JWT_SECRET,
    REALTIME_API_KEYS: API_KEY,
  });
  await untilAnswering(`http://127.0.0.1:${port}/healthz`);
  const [owner] = await sql<{ user_id: string }[]>`
    select user_id from public.members where organization_id = ${tenant.organizationId}`;
  const token = await new SignJWT({ role: 'authenticated', sub: owner?.user_id ?? '' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET));
  const client = createClient(`http://127.0.0.1:${port}`, API_KEY, { accessToken: async () => token });
  await client.realtime.setAuth();
  const arrivals = new Map<string, number>();
  await new Promise<void>((resolve, reject) => {
    client
      .channel(`brand:${tenant.brandId}`, { config: { private: true } })
      .on('broadcast', { event: '*' }, ({ payload }) => {
        const now = performance.now();
        for (const id of JSON.stringify(payload).matchAll(/"message_id":"([^"]+)"/g)) {
          if (!arrivals.has(id[1] ?? '')) arrivals.set(id[1] ?? '', now);
        }
      })
      .subscribe((status, error) => {
        if (status === 'SUBSCRIBED') resolve();
        else if (status !== 'CLOSED') reject(new Error(`${status} ${error?.message ?? ''}`));
      });
  });

  const total = rate * seconds;
  const posted = new Map<string, number>();
  const answers: Promise<unknown>[] = [];
  const run = randomUUID();
  const began = performance.now();
  for (let i = 0; i < total; i++) {
    const due = began + (i * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    const wamid = `wamid.${run}.${i}`;
    const [one] = signed(pipeline, [inboundBody(wamid, i % people)]);
    posted.set(wamid, performance.now());
    answers.push(
      request(pipeline.webhookUrl, {
        method: 'POST',
        body: one?.body ?? '',
        headers: one?.headers ?? {},
      }).then(({ body }) => body.dump()),
    );
  }
  await Promise.all(answers);
  await sleep(2000);
  const stored = await sql<{ id: string; wamid: string }[]>`
    select id, wamid from public.messages where wamid like ${`wamid.${run}.%`}`;
  const latencies = Float64Array.from(
    stored.flatMap(({ id, wamid }) => {
      const arrived = arrivals.get(id);
      return arrived === undefined ? [] : [arrived - (posted.get(wamid) ?? 0)];
    }),
  );
  if (latencies.length !== total)
    throw new Error(`${latencies.length} of ${total} messages reached the client.`);
  return latencies.sort();
}
