import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { supabaseCliOutput, withoutTls } from '../../dev/schema/supabase-cli.ts';
import { openDatabase, type TestDatabase } from './database.ts';

const Findings = z.array(
  z.object({
    name: z.string(),
    level: z.string(),
    detail: z.string(),
    metadata: z.object({ schema: z.string().optional() }).passthrough().nullish(),
  }),
);

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase('migrated');
  // Some lints look only at the schemas that the Data API exposes.
  await db.sql.unsafe(`alter database "${db.name}" set "pgrst.db_schemas" = 'public'`);
});
afterAll(() => db.close());

async function advise(): Promise<string[]> {
  const remote = `--remote=${withoutTls(db.url())}`;
  const output = await supabaseCliOutput(['db', 'advisors', remote, '--level', 'warn', '--fail-on', 'none']);
  const text = output.trim();
  // The CLI says in words, not JSON, that it found nothing.
  const findings =
    text.startsWith('[') || text.startsWith('{') ? Findings.parse(unwrap(JSON.parse(text))) : [];
  return findings
    .filter((finding) => ['public', 'private'].includes(finding.metadata?.schema ?? ''))
    .map((finding) => `${finding.level} ${finding.name}: ${finding.detail}`);
}

function unwrap(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'lints' in json ? json.lints : json;
}

test('supabase db advisors finds nothing at level warn in our schemas', async () => {
  expect(await advise()).toEqual([]);
});

test('and would have found something', async () => {
  await db.sql
    .unsafe(`
    create table public.unprotected (id int primary key);
    grant select on public.unprotected to anon;
    create function private.loose() returns int language sql as 'select 1';`)
    .simple();
  const found = (await advise()).join('\n');
  expect(found).toContain('rls_disabled_in_public');
  expect(found).toContain('function_search_path_mutable');
});
