import { z } from 'zod';
import type { Database } from '../../../functions/core/database.ts';

export const changeContactsPayload = z.object({ key: z.uuid() });

/** Contacts changed in one transaction: short enough that nobody waits for it. */
const CHUNK = 1_000;
/** Chunks a job does before it lets others have its place. */
const TURN = 50;

/** Carries out a bulk change of labels and groups, chunk by chunk; a job that is repeated goes on where the last one ended. */
export function createContactChange(deps: { sql: Database }) {
  const { sql } = deps;
  return async function changeContacts(
    payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    const id = changeContactsPayload.parse(payload).key;
    await sql`select private.answer('contacts/change', ${id})`;
    for (let turn = 0; turn < TURN && !stopping.aborted; turn++) {
      const [row] = await sql<
        { more: boolean }[]
      >`select private.step_contact_change(${id}, ${CHUNK}) as more`;
      if (row?.more !== true) return;
    }
    await sql`select private.ring_contact_change(${id})`;
  };
}
