import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from '../worker/world.ts';

const IMPORTS = 50;
const ROWS = 20;
const LIMIT = 317;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** An import under way in one of the organization's two brands. */
async function makeImport(brand: string): Promise<string> {
  const [row] = await world.sql<{ id: string }[]>`
    insert into public.contact_imports (organization_id, brand_id, created_by, file_name, storage_path, state)
    values (${world.id('org_a')}, ${world.id(brand)}, ${world.id('manager')}, 'x.csv', 'x', 'running') returning id`;
  return row?.id ?? '';
}

test('50 imports at once fill the plan to its last contact and not beyond', async () => {
  await world.sql`
    insert into public.subscriptions (organization_id, plan_key, status, limit_overrides)
    values (${world.id('org_a')}, 'growth', 'active', ${world.sql.json({ contacts: LIMIT })})
    on conflict (organization_id) do update set plan_key = 'growth', status = 'active', limit_overrides = excluded.limit_overrides`;
  const imports = await Promise.all(
    Array.from({ length: IMPORTS }, (_, i) => makeImport(i % 2 === 0 ? 'a1' : 'a2')),
  );
  const sql = world.connect(IMPORTS);
  const apply = async (id: string, n: number): Promise<string> => {
    const rows = Array.from({ length: ROWS }, (_, i) => ({
      row_number: i + 2,
      phone: `+4915${String(10_000_000 + n * ROWS + i)}`,
    }));
    for (;;) {
      try {
        const [done] = await sql<{ state: string }[]>`
          select private.import_contacts(${id}, 0, ${ROWS + 1}, ${sql.json(rows)}, '[]') as state`;
        return done?.state ?? '';
      } catch (error) {
        // What the worker repeats too: others are taking of the same quota.
        if ((error as { code?: string }).code !== 'PT409') throw error;
      }
    }
  };
  expect(new Set(await Promise.all(imports.map(apply)))).toEqual(new Set(['running']));

  const [facts] = await world.sql<Record<string, number>[]>`
    select (select count(*) from public.contacts where organization_id = ${world.id('org_a')})::int as contacts,
      (select sum(used) from public.usage_counters
        where organization_id = ${world.id('org_a')} and metric = 'contacts')::int as counted,
      (select sum(rows_created) from public.contact_imports)::int as created,
      (select sum(rows_failed) from public.contact_imports)::int as failed,
      (select count(*) from public.contact_import_errors where code = 'contacts_limit_reached')::int as explained`;
  expect(facts).toEqual({
    contacts: LIMIT,
    counted: LIMIT,
    created: LIMIT,
    failed: IMPORTS * ROWS - LIMIT,
    explained: IMPORTS * ROWS - LIMIT,
  });
});

test('of 20 imports begun at once an organization gets five places, and one more when one is over', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const id = await makeImport(i % 2 === 0 ? 'a1' : 'a2');
      await world.sql`update public.contact_imports set state = 'created' where id = ${id}`;
      return id;
    }),
  );
  await world.sql`update public.contact_imports set state = 'completed' where state = 'running'`;
  const sql = world.connect(20);
  const begin = (id: string) =>
    actAs(sql, 'owner', (owner) => owner`select public.analyse_import(${id})`).then(
      () => 'begun',
      (error) => (error as { detail?: string }).detail,
    );
  const outcomes = await Promise.all(ids.map(begin));
  expect(outcomes.filter((it) => it === 'begun')).toHaveLength(5);
  expect(outcomes.filter((it) => it === 'too_many_imports')).toHaveLength(15);
  const [begun, refused] = [ids[outcomes.indexOf('begun')], ids[outcomes.indexOf('too_many_imports')]];
  await actAs(sql, 'owner', (owner) => owner`select public.cancel_import(${begun ?? ''})`);
  expect(await begin(refused ?? '')).toBe('begun');
});
