import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres, { type Sql } from 'postgres';
import { createWabaseClient, type WabaseClient } from '../../clients/sdk/src/client.ts';
import type { ContactImport, ImportSettings } from '../../clients/sdk/src/imports.ts';
import { until } from './programs.ts';
import { startTestStack, type TestStack } from './stack.ts';

/** A running stack with one owner who imports and exports contacts. */
export interface ImportWorld {
  stack: TestStack;
  /** With the rights of migrations. */
  sql: Sql;
  client: WabaseClient;
  organizationId: string;
  brandId: string;
  /** Uploads a file and waits until it is analysed or refused. */
  upload(content: Uint8Array | string, fileName?: string): Promise<ContactImport>;
  /** Starts an import and waits until it is over, or analysed again after a dry run. */
  run(importId: string, settings: ImportSettings, options?: { dryRun?: boolean }): Promise<ContactImport>;
  /** Waits for a state. */
  untilState(importId: string, states: ContactImport['state'][], timeoutMs?: number): Promise<ContactImport>;
  /** Peak memory of the worker that runs now, in MB. */
  workerPeakRssMb(): number;
  stop(): Promise<void>;
}

/** Files of writeImportFile are read with these. */
export const FILE_SETTINGS: ImportSettings = {
  mapping: [
    { column: 0, field: 'name' },
    { column: 1, field: 'phone' },
    { column: 2, field: 'attribute', key: 'city' },
    { column: 3, field: 'attribute', key: 'score' },
    { column: 4, field: 'attribute', key: 'member_since' },
    { column: 5, field: 'attribute', key: 'vip' },
  ],
  default_country: 'DE',
  date_format: 'dmy',
};

/** Starts a stack (five seconds) and signs the owner up, with an unlimited plan and the attributes of FILE_SETTINGS. */
export async function startImportWorld(processes: string[] = []): Promise<ImportWorld> {
  const stack = await startTestStack({
    processes: ['gateway', 'data-api', 'storage', 'worker', ...processes],
  });
  const { api_url: url, publishable_key: publishableKey, db_url } = stack.status();
  const sql = postgres(db_url, { max: 4, onnotice: () => {} });
  const client = createWabaseClient({ url, publishableKey });
  await client.auth.signUp(`${randomUUID()}@example.com`, randomBytes(12).toString('hex'));
  const { organization_id, brand_id } = await client.organizations.create({ name: 'Importers' });
  client.brands.use(brand_id);
  await sql`update public.subscriptions set plan_key = 'unlimited', status = 'active'`;
  const types = { city: 'text', score: 'number', member_since: 'date', vip: 'boolean' };
  for (const [key, type] of Object.entries(types)) {
    await sql`insert into public.contact_attributes (organization_id, brand_id, key, type, label)
      values (${organization_id}, ${brand_id}, ${key}, ${type}, ${key})`;
  }

  async function untilState(importId: string, states: ContactImport['state'][], timeoutMs = 200_000) {
    let now = await client.imports.get(importId);
    await until(
      `the import is ${states.join(' or ')}`,
      async () => {
        now = await client.imports.get(importId);
        return states.includes(now.state);
      },
      timeoutMs,
      // Each look is a request through gateway and Data API, which take their time from what is looked at.
      100,
    );
    return now;
  }

  return {
    stack,
    sql,
    client,
    organizationId: organization_id,
    brandId: brand_id,
    untilState,
    async upload(content, fileName = 'contacts.csv') {
      const file = new Blob([content as Uint8Array<ArrayBuffer>]);
      const { id } = await client.imports.upload(file, fileName);
      return untilState(id, ['analysed', 'failed']);
    },
    async run(importId, settings, options = {}) {
      await client.imports.start(importId, settings, options);
      return untilState(importId, ['analysed', 'completed', 'failed', 'canceled'], 180_000);
    },
    workerPeakRssMb() {
      const pid = stack.status().processes.worker?.[0];
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    async stop() {
      await client.close();
      await sql.end({ timeout: 2 });
      await stack.stop();
    },
  };
}
