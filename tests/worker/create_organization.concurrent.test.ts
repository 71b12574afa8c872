import { afterAll, beforeAll, expect, test } from 'vitest';
import { actAs, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('people who choose the same name at the same moment all get an organization', async () => {
  const clients = world.connect(10);
  const slugs = await Promise.all(
    Array.from({ length: 10 }, () =>
      actAs(clients, 'stranger', async (sql) => {
        const [row] = await sql<
          { slug: string }[]
        >`select create_organization('Same Name') ->> 'slug' as slug`;
        return row?.slug ?? '';
      }),
    ),
  );
  expect(new Set(slugs).size).toBe(10);
  expect(slugs.every((slug) => /^same-name(-[0-9a-f]{8})?$/.test(slug))).toBe(true);
});
