import type { Database } from '../../../functions/core/database.ts';
import type { BucketName, Storage } from '../../storage.ts';

/** Objects removed in one request. */
const BATCH = 500;

/** Removes from Storage what nothing points to any more, oldest first, until nothing waits. A failure is tried again by the queue. */
export function createRemoveFiles(deps: { sql: Database; storage: Storage | null }) {
  const { sql, storage } = deps;
  if (storage === null) return async () => {};

  return async function removeFiles(
    _payload: unknown,
    { stopping }: { stopping: AbortSignal },
  ): Promise<void> {
    await sql`select private.answer('media/remove', 'all')`;
    while (!stopping.aborted) {
      const rows = await sql<{ id: string; bucket: BucketName; path: string }[]>`
        select * from private.claim_file_removals(${BATCH})`;
      if (rows.length === 0) return;
      for (const [bucket, group] of Map.groupBy(rows, (row) => row.bucket)) {
        await storage.remove(
          bucket,
          group.map(({ path }) => path),
        );
      }
      await sql`select private.finish_file_removals(${rows.map(({ id }) => id)}::uuid[])`;
    }
  };
}
