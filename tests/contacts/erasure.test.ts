import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataRequest } from '../../clients/sdk/src/data_requests.ts';
import { FILE_SETTINGS, type ImportWorld, startImportWorld } from '../support/import_world.ts';
import { until } from '../support/programs.ts';

const PHONE = '+4915176543210';
const USER_ID = 'DE.quillfeather9081';
const USERNAME = 'zelda.quillfeather';
/** What must not be found, in any case: her name, ids, and her phone as three people would write it. */
const NEEDLES = ['quillfeather', '15176543210', '0151 7654', '7654-3210'];

let world: ImportWorld;
beforeAll(async () => {
  world = await startImportWorld();
});
afterAll(() => world.stop());

/** Every row of every table of the database as COPY writes it, by table. */
async function dump(): Promise<Map<string, string>> {
  const { sql } = world;
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind in ('r', 'm') and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')`;
  const content = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ line: string }[]>(`select t::text as line from ${name} as t`);
    content.set(name, rows.map(({ line }) => line).join('\n'));
  }
  return content;
}

/** Files of Storage, by path. */
function storedFiles(): Map<string, string> {
  const root = join(world.stack.dataDir, 'storage');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, 'latin1')];
    }),
  );
}

function holders(content: Map<string, string>): string[] {
  return [...content]
    .filter(([, text]) => NEEDLES.some((needle) => text.toLowerCase().includes(needle)))
    .map(([name]) => name);
}

/** A customer writes, as the webhook function hands it over. */
async function inbound(phoneNumberId: string, wamid: string, body: string): Promise<void> {
  const event = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: 'waba',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { phone_number_id: phoneNumberId, display_phone_number: '15550100001' },
              contacts: [
                {
                  wa_id: PHONE.slice(1),
                  user_id: USER_ID,
                  profile: { name: 'Zelda Quillfeather', username: USERNAME },
                },
              ],
              messages: [
                {
                  id: wamid,
                  from: PHONE.slice(1),
                  from_user_id: USER_ID,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  type: 'text',
                  text: { body },
                },
              ],
            },
          },
        ],
      },
    ],
  };
  await world.sql`select private.ingest_webhooks(array[${JSON.stringify(event)}])`;
  await until('the message is there', async () => {
    const [row] = await world.sql`select from private.message_wamids where wamid = ${wamid}`;
    return row !== undefined;
  });
}

async function untilDone(request: DataRequest): Promise<DataRequest> {
  let now = request;
  await until('the request is worked off', async () => {
    now = await world.client.dataRequests.get(request.id);
    return now.status === 'done' || now.status === 'failed';
  });
  return now;
}

test('nothing of an erased person is left in a dump of the whole database, nor in Storage', async () => {
  const { client, sql, organizationId, brandId } = world;
  const phoneNumberId = '106500000042';
  await sql`
    with number as (
      insert into public.whatsapp_accounts (organization_id, brand_id, account_name, phone_number, phone_number_id, waba_id,
        connection_status, throughput_mps)
      values (${organizationId}, ${brandId}, 'Shop', '+15550100042', ${phoneNumberId}, 'waba', 'connected', 80) returning id
    )
    insert into private.whatsapp_routes (phone_number_id, organization_id, brand_id, whatsapp_account_id, waba_id)
    select ${phoneNumberId}, ${organizationId}, ${brandId}, n.id, 'waba' from number n`;

  // She stands in two files, in one of them twice; a third is about others.
  const hers = await world.upload(
    'Name;Phone;City;Score;Since;VIP\nZelda Quillfeather;0151 7654-3210;Ulm;1;;\nBen;0151 76543299;Ulm;1;;\nZelda Q.;+49 (0)151 7654 3210;Ulm;;;\n',
  );
  await world.run(hers.id, FILE_SETTINGS);
  const unstarted = await world.upload('Zelda Quillfeather;+49 151 7654-3210\nNina;+49 151 76543298\n');
  const others = await world.upload('Name;Phone\nOmar;+49 151 76543297\n');
  await inbound(phoneNumberId, 'wamid.z1', 'This is Zelda Quillfeather');
  const [contact] = await sql<{ id: string }[]>`select id from public.contacts where phone = ${PHONE}`;
  const contactId = contact?.id ?? '';
  await client.contacts.update(contactId, {
    name: 'Zelda Quillfeather-Smith',
    attributes: { city: 'Quillfeather Hill' },
  });
  await client.consents.record({
    contactId,
    category: 'service',
    state: 'opted_in',
    evidence: { text: 'Zelda Quillfeather signed' },
  });
  const [conversation] = await sql<{ id: string }[]>`
    select id from public.conversations where contact_id = ${contactId}`;
  await client.notes.add(conversation?.id ?? '', 'Ms Quillfeather is friendly.');
  const exported = await client.exports.request({ kind: 'contacts', format: 'csv' });
  await until(
    'the export is made',
    async () => (await client.exports.get(exported.id)).state === 'completed',
  );
  await untilDone(await client.dataRequests.requestExport(contactId));

  const before = holders(await dump());
  expect(before).toEqual(
    expect.arrayContaining(['contacts', 'conversations', 'consent_events', 'contact_imports']),
  );
  expect(before.length).toBeGreaterThan(8);
  expect(holders(storedFiles()).length).toBeGreaterThanOrEqual(3);

  const erasure = await untilDone(await client.dataRequests.erase(contactId));
  expect(erasure.receipt).toMatchObject({ messages: 1, import_files: 2, export_files: 1 });
  await until('the files are removed', async () => {
    const [row] = await sql`select from private.file_removals`;
    return row === undefined;
  });
  expect(holders(await dump())).toEqual([]);
  expect(holders(storedFiles())).toEqual([]);

  // Others are as they were.
  expect((await client.imports.get(others.id)).files_removed_at).toBeNull();
  expect(await client.imports.get(unstarted.id)).toMatchObject({ state: 'canceled' });
  const { rows } = await client.contacts.search({ sort: 'name' });
  expect(rows.map(({ name }) => name)).toEqual(['Ben']);
});
