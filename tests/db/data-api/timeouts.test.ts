import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { clientFor, serveDataApi } from './client.ts';

const db = await openDatabase('migrated');
await db.sql.unsafe(`
  create function public.sleep_for(seconds double precision) returns void language sql volatile
    set search_path = '' as 'select pg_catalog.pg_sleep(seconds)';
  create function public.hurry_for(seconds double precision) returns void language sql volatile
    set search_path = '' set statement_timeout = '100ms' as 'select pg_catalog.pg_sleep(seconds)';
  grant execute on all functions in schema public to anon`);
const api = serveDataApi(db);
const nobody = await clientFor(api, null);

afterAll(async () => {
  await api.close();
  await db.close();
});

test('a function that says how long it may take has that time, whatever its caller has', async () => {
  const slow = await nobody.rpc('sleep_for', { seconds: 0.3 });
  expect(slow.error).toBeNull();
  // Within the three seconds that callers without a name have.
  const hurried = await nobody.rpc('hurry_for', { seconds: 1 });
  expect(hurried.error?.message).toContain('statement timeout');
});

test('what looks at a whole audience, or sends a thousand messages again, may take longer than eight seconds', async () => {
  const functions = await db.sql<{ name: string }[]>`
    select p.proname as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and 'statement_timeout=55s' = any (p.proconfig) order by 1`;
  expect(functions.map(({ name }) => name)).toEqual([
    'campaign_failures',
    'preflight_campaign',
    'resolve_audience',
    'retry_campaign',
    'retry_messages',
  ]);
});
