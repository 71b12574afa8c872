import type { Database } from '../../../functions/core/database.ts';
import type { BucketName, Storage } from '../../storage.ts';

/** Exports and imports that are looked at in one round. */
const BATCH = 200;

/**
 * Removes the files of old exports and imports, people's data that nobody needs any more: first from Storage, then from the
 * database, so that a worker that dies in between forgets none.
 */
export function createExpireFiles(deps: { sql: Database; storage: Pick<Storage, 'remove'> | null }) {
  const { sql, storage } = deps;
  if (storage === null) return async () => {};

  return async function expireFiles(_: unknown, { stopping }: { stopping: AbortSignal }): Promise<void> {
    while (!stopping.aborted) {
      const files = await sql<
        { bucket: BucketName; path: string; export_id: string | null; import_id: string | null }[]
      >`select * from private.expired_files(${BATCH})`;
      if (files.length === 0) return;
      for (const [bucket, some] of Map.groupBy(files, (file) => file.bucket)) {
        await storage.remove(
          bucket,
          some.map(({ path }) => path),
        );
      }
      const ids = (key: 'export_id' | 'import_id') =>
        [...new Set(files.map((file) => file[key]))].filter((id) => id !== null);
      await sql`select private.forget_files(${ids('export_id')}::uuid[], ${ids('import_id')}::uuid[])`;
    }
  };
}
