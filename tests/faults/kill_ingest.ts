import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Pipeline } from '../support/pipeline.ts';
import { postJson, until } from '../support/programs.ts';
import { type Story, tellStory } from './ingest_story.ts';

/**
 * Delivers a mix of so many updates through simulator, webhook function and worker while both are killed again and again, and
 * compares what is stored with what was sent, row by row. The pipeline must be started with quick retries.
 * @returns figures of the run
 */
export async function deliverWhileKilling(pipeline: Pipeline, count: number) {
  const sent = await writeSent(pipeline, Math.ceil(count / 6));
  const story = tellStory(count, [...sent]);
  let webhook = await pipeline.startWebhook();
  let worker = await pipeline.startWorker();
  const began = performance.now();
  const chunk = Math.ceil(story.updates.length / 20);
  const kills = { webhook: 0, worker: 0 };
  for (let turn = 0; turn * chunk < story.updates.length; turn++) {
    await postJson(`${pipeline.simulatorUrl}/_sim/inbound`, {
      updates: story.updates.slice(turn * chunk, (turn + 1) * chunk),
    });
    if (turn % 4 === 1) {
      const { webhooks } = await pipeline.stats();
      await webhook.end('SIGKILL');
      kills.webhook++;
      await until(
        'a webhook is lost',
        async () => (await pipeline.stats()).webhooks.failed > webhooks.failed,
      );
      webhook = await pipeline.startWebhook();
    }
    if (turn % 4 === 3) {
      await worker.end('SIGKILL');
      kills.worker++;
      worker = await pipeline.startWorker();
    }
  }
  await pipeline.untilDrained(240_000);
  const seconds = (performance.now() - began) / 1000;
  await expectStored(pipeline, story, sent);
  const { webhooks } = await pipeline.stats();
  const [bodies] = await pipeline.sql<{ n: number }[]>`select count(*)::int as n from private.raw_events`;
  return { updates: story.updates.length, seconds, kills, webhooks, bodies: bodies?.n };
}

/** Writes messages of ours that Meta has accepted; returns Meta's ids. */
async function writeSent({ sql, tenant }: Pipeline, count: number): Promise<string[]> {
  const [contact] = await sql<{ id: string }[]>`
    insert into public.contacts (organization_id, brand_id, name, phone)
    values (${tenant.organizationId}, ${tenant.brandId}, 'Ann', '+16505550100') returning id`;
  const rows = await sql<{ wamid: string }[]>`
    with written as (
      insert into public.messages (organization_id, brand_id, whatsapp_account_id, contact_id, direction, type, body, status, wamid)
      select ${tenant.organizationId}, ${tenant.brandId}, ${tenant.accountId}, ${contact?.id ?? ''}, 'outbound', 'text', 'hi', 'accepted',
        'wamid.OUT' || i from generate_series(1, ${count}::int) as i
      returning id, organization_id, brand_id, wamid
    )
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select organization_id, brand_id, wamid, id from written
    returning wamid`;
  return rows.map(({ wamid }) => wamid);
}

async function expectStored({ sql }: Pipeline, story: Story, sent: string[]): Promise<void> {
  const dead = await sql`select path, reason from private.dead_items`;
  deepEqual([...dead], [], 'items were set aside');
  const left =
    await sql`select state, count(*)::int from private.raw_events where state <> 'processed' group by 1`;
  deepEqual([...left], [], 'webhooks were not applied');
  const rows = await sql<
    { wamid: string; body: string; edited: boolean; revoked: boolean; emoji: string | null }[]
  >`
    select wamid, body, edited_at is not null as edited, revoked_at is not null as revoked, reactions -> 0 ->> 'emoji' as emoji
    from public.messages where direction = 'inbound'`;
  equal(rows.length, story.messages.size, 'messages stored and sent');
  const stored = new Map(rows.map(({ wamid, ...row }) => [wamid, row]));
  const wrong = [...story.messages].filter(
    ([wamid, row]) => JSON.stringify(stored.get(wamid)) !== JSON.stringify(row),
  );
  deepEqual(wrong, [], 'messages differ');
  const [unread] = await sql<{ n: number }[]>`select sum(unread_count)::int as n from public.conversations`;
  equal(unread?.n, story.messages.size, 'unread messages');
  const told = story.updates.filter(({ value }) => 'statuses' in value).length / 3;
  ok(told > sent.length / 2, 'the story has statuses');
  const [read] = await sql<{ n: number }[]>`
    select count(*)::int as n from public.messages
    where direction = 'outbound' and status = 'read' and sent_at is not null and delivered_at is not null and read_at is not null`;
  equal(read?.n, told, 'messages read, each with its three times');
}
