import type { WabaseClient } from '../../clients/sdk/src/client.ts';
import { demoPhone } from './plan.ts';

const PAGE = 1_000;
/** Marks the contacts that campaigns of the demo go to. */
const MARK = { demo_audience: true };

/**
 * The ids of exactly `size` contacts of the chosen brand. Contacts of earlier runs are used again, what is missing is
 * made: a demo that is repeated does not fill the database.
 * @param place gives the brand its own range of phones
 */
export async function prepareAudience(client: WabaseClient, place: number, size: number): Promise<string[]> {
  await client.contactAttributes.ensure([
    { key: 'demo_audience', type: 'boolean', label: 'Audience of the demo' },
  ]);
  const ids: string[] = [];
  let next: string | null = null;
  let highest = -1;
  do {
    const page = await client.contacts.list({ after: next, limit: PAGE, attributes: MARK });
    for (const { id, phone } of page.rows) {
      ids.push(id);
      highest = Math.max(highest, indexOf(phone));
    }
    next = page.next;
  } while (next !== null && ids.length < size);
  const missing = size - ids.length;
  if (missing <= 0) return ids.slice(0, size);
  const made = await client.contacts.importMany(
    Array.from({ length: missing }, (_, i) => ({
      name: `Customer ${highest + i + 2}`,
      phone: demoPhone(place, highest + i + 1),
      attributes: MARK,
    })),
  );
  return [...ids, ...made];
}

function indexOf(phone: string | null): number {
  return Number((phone ?? '').slice(-6));
}
