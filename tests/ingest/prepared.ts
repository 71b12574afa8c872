import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { createLogger } from '../../functions/core/log.ts';
import { signBody } from '../../functions/whatsapp/signature.ts';
import { createBatchedIngest } from '../../functions/whatsapp-webhook/batch.ts';
import { createWebhookHandler } from '../../functions/whatsapp-webhook/handler.ts';
import { createWorkerDatabase } from '../../worker/database.ts';
import { createApplyEvents } from '../../worker/tasks/ingest/apply_events.ts';
import { openDatabase, type TestDatabase } from '../db/database.ts';
import { NUMBER } from './fixtures.ts';

export const SECRET = 'app-secret';

/** A copy of the prepared database, a webhook handler and the worker's task on it. */
export interface Copy {
  sql: Sql;
  /** Connection string of a role. */
  url(role: string): string;
  /** Signs and posts a body; throws unless it is answered with 200. */
  post(body: string): Promise<void>;
  /** Applies what waits, all shards. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

/** A tenant with the number of the fixtures, its template and six messages that Meta has accepted. */
export interface Prepared {
  /** Ids of the six messages, by name: OUT1 to OUT6. */
  out: Record<string, string>;
  /** Makes a database like it. */
  copy(): Promise<Copy>;
  close(): Promise<void>;
}

/** Prepares a database that can be copied in a moment. */
export async function prepare(): Promise<Prepared> {
  const db = await openDatabase('migrated');
  const out = await fill(db.sql);
  await db.sql.end();
  const admin = postgres(db.url('supabase_admin').replace(db.name, 'postgres'), {
    max: 1,
    onnotice: () => {},
  });
  return {
    out,
    copy: () => copyOf(db, admin),
    async close() {
      await admin.end();
      await db.close();
    },
  };
}

async function fill(sql: Sql): Promise<Record<string, string>> {
  const [made] = await sql<{ organization_id: string; brand_id: string }[]>`
    with organization as (insert into public.organizations (name, slug) values ('Kites', 'kites') returning id)
    insert into public.brands (organization_id, name, is_default) select id, 'Blue Kite', true from organization
    returning organization_id, id as brand_id`;
  const tenant = { organization_id: made?.organization_id ?? '', brand_id: made?.brand_id ?? '' };
  const [account] = await sql<{ id: string }[]>`
    insert into public.whatsapp_accounts ${sql({
      ...tenant,
      account_name: 'Shop',
      phone_number: NUMBER.display,
      phone_number_id: NUMBER.phoneNumberId,
      waba_id: NUMBER.wabaId,
      connection_status: 'connected',
    })} returning id`;
  const whatsapp_account_id = account?.id ?? '';
  await sql`insert into private.whatsapp_routes ${sql({
    ...tenant,
    whatsapp_account_id,
    phone_number_id: NUMBER.phoneNumberId,
    waba_id: NUMBER.wabaId,
  })}`;
  const components = [
    { type: 'BODY', text: 'Hi {{1}}' },
    { type: 'FOOTER', text: 'Kites' },
  ];
  await sql`insert into public.templates ${sql({
    ...tenant,
    waba_id: NUMBER.wabaId,
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    components: components as never,
    review_status: 'approved',
    meta_status: 'PENDING',
  })}`;
  const [contact] = await sql<{ id: string }[]>`
    insert into public.contacts ${sql({ ...tenant, name: 'Ana', phone: '+16505550100' })} returning id`;
  const rows = await sql<{ id: string; wamid: string }[]>`
    insert into public.messages (organization_id, brand_id, whatsapp_account_id, contact_id, direction, type, body, status, wamid)
    select ${tenant.organization_id}, ${tenant.brand_id}, ${whatsapp_account_id}, ${contact?.id ?? ''}, 'outbound', 'text', 'hi', 'accepted',
      'wamid.OUT' || i from generate_series(1, 6) as i
    returning id, wamid`;
  await sql`
    insert into private.message_wamids (organization_id, brand_id, wamid, message_id)
    select organization_id, brand_id, wamid, id from public.messages`;
  return Object.fromEntries(rows.map(({ id, wamid }) => [wamid.replace('wamid.', ''), id]));
}

async function copyOf(db: TestDatabase, admin: Sql): Promise<Copy> {
  const name = `${db.name}_${randomBytes(4).toString('hex')}`;
  await admin.unsafe(`create database "${name}" template "${db.name}" owner postgres strategy file_copy`);
  await admin.unsafe(`alter database "${name}" set search_path = "$user", public, extensions`);
  const url = (role: string) => db.url(role).replace(db.name, name);
  const sql = postgres(url('supabase_admin'), { max: 1, onnotice: () => {} });
  const functions = postgres(url('wabase_functions'), { max: 1 });
  const worker = createWorkerDatabase(url('wabase_worker'), 2);
  const log = createLogger({ level: 'error' });
  const handle = createWebhookHandler({
    ingest: createBatchedIngest({
      ingestMany: (bodies) => functions`select private.ingest_webhooks(${bodies}::text[])`,
      statements: 1,
    }),
    countRejected: async () => {},
    appSecrets: ['retired-secret', SECRET],
    verifyToken: 'verify',
    log,
  });
  const applyEvents = createApplyEvents({
    sql: worker,
    log,
    progress: { touch: () => {}, stop: async () => {} },
  });
  return {
    sql,
    url,
    async post(body) {
      const bytes = new TextEncoder().encode(body);
      const answer = await handle(
        new Request('http://localhost/whatsapp-webhook', {
          method: 'POST',
          headers: { 'x-hub-signature-256': await signBody(SECRET, bytes) },
          body: bytes,
        }),
      );
      if (answer.status !== 200)
        throw new Error(`The webhook answered ${answer.status}: ${await answer.text()}`);
    },
    async apply() {
      for (const key of ['0', '1', '2', '3'])
        await applyEvents({ key }, { stopping: new AbortController().signal });
    },
    async close() {
      await Promise.all([sql.end(), functions.end(), worker.end()]);
      await admin.unsafe(`drop database "${name}" with (force)`);
    },
  };
}
