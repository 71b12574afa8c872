import postgres, { type Sql, type TransactionSql } from 'postgres';
import type { Caller } from './caller.ts';
import { refusals, toStorageError } from './errors.ts';
import type { ObjectKey } from './keys.ts';

/** A row of storage.objects as the API shows it. */
export interface ObjectRow {
  id: string;
  name: string;
  bucket_id: string;
  owner_id: string | null;
  version: string;
  metadata: ObjectMetadata;
  user_metadata: Record<string, unknown> | null;
  created_at: Date;
  updated_at: Date;
}

/** The facts about a content, under the names that hosted Storage gives them. */
export interface ObjectMetadata {
  eTag: string;
  size: number;
  mimetype: string;
  cacheControl: string;
  lastModified: string;
  contentLength: number;
  httpStatusCode: number;
}

export interface Bucket {
  id: string;
  file_size_limit: number | null;
  allowed_mime_types: string[] | null;
}

/** What an upload leaves behind in storage.objects. */
export interface NewObject extends ObjectKey {
  owner: string | null;
  version: string;
  metadata: Partial<ObjectMetadata>;
  userMetadata: Record<string, unknown> | null;
}

const COLUMNS = 'id, name, bucket_id, owner_id, version, metadata, user_metadata, created_at, updated_at';

/** Ends a trial transaction without leaving anything. */
class Rollback extends Error {}

/**
 * storage.objects, asked as hosted Storage asks it: whatever a policy decides is a statement in the role and with the claims
 * of the caller. Only the end of an upload that was allowed, and buckets' limits, are Storage's own.
 * @param url role supabase_storage_admin
 */
export function createObjectTable(url: string) {
  const sql = postgres(url, {
    max: 10,
    idle_timeout: 300,
    onnotice: () => {},
    connection: { application_name: 'storage' },
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  });

  async function asCaller<T>(
    caller: Caller,
    operation: string,
    work: (transaction: TransactionSql) => Promise<T>,
  ): Promise<T> {
    try {
      const result = await sql.begin(async (transaction) => {
        await transaction`select
          set_config('request.jwt.claim.sub', ${caller.userId ?? ''}, true),
          set_config('request.jwt.claim.role', ${caller.role}, true),
          set_config('request.jwt.claims', ${JSON.stringify(caller.claims)}, true),
          set_config('request.headers', ${JSON.stringify(caller.headers)}, true),
          set_config('request.method', ${caller.method}, true),
          set_config('request.path', ${caller.path}, true),
          set_config('storage.operation', ${operation}, true),
          set_config('storage.allow_delete_query', 'true', true),
          set_config('statement_timeout', '8s', true),
          set_config('role', ${caller.role}, true)`;
        return { value: await work(transaction) };
      });
      // A cast: begin() maps arrays of queries to their results, which this is not.
      return (result as { value: T }).value;
    } catch (error) {
      throw error instanceof Rollback ? error : toStorageError(error);
    }
  }

  const insert = (transaction: TransactionSql | Sql, object: NewObject, upsert: boolean) => transaction`
    insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)
    values (${object.bucket}, ${object.name}, ${uuidOrNull(object.owner)}, ${object.owner}, ${object.version},
      ${transaction.json(object.metadata as never)}, ${transaction.json(object.userMetadata as never)})
    ${
      upsert
        ? transaction`on conflict (bucket_id, name) do update set owner = excluded.owner, owner_id = excluded.owner_id,
            version = excluded.version, metadata = excluded.metadata, user_metadata = excluded.user_metadata, updated_at = now()`
        : transaction``
    }`;

  return {
    asCaller,
    close: () => sql.end({ timeout: 2 }),

    /** The bucket's limits, whoever asks. @throws StorageError NoSuchBucket */
    async bucket(id: string): Promise<Bucket> {
      const [row] = await sql<Bucket[]>`
        select id, file_size_limit, allowed_mime_types from storage.buckets where id = ${id}`;
      if (!row) throw refusals.noSuchBucket();
      return row;
    },

    /** The object when the caller may see it. @throws StorageError NoSuchKey */
    find(caller: Caller, { bucket, name }: ObjectKey, operation: string): Promise<ObjectRow> {
      return asCaller(caller, operation, async (transaction) => {
        const [row] = await transaction<ObjectRow[]>`
          select ${transaction.unsafe(COLUMNS)} from storage.objects where bucket_id = ${bucket} and name = ${name}`;
        if (!row) throw refusals.noSuchKey();
        return row;
      });
    },

    /** The object that a signature names: the signature has decided. @throws StorageError NoSuchKey */
    async findSigned({ bucket, name }: ObjectKey): Promise<ObjectRow> {
      const [row] = await sql<ObjectRow[]>`
        select ${sql.unsafe(COLUMNS)} from storage.objects where bucket_id = ${bucket} and name = ${name}`;
      if (!row) throw refusals.noSuchKey();
      return row;
    },

    /** Tries the row of an upload and takes it back: policies decide before a byte is received. @throws StorageError */
    async mayUpload(caller: Caller, object: NewObject, upsert: boolean): Promise<void> {
      try {
        await asCaller(
          caller,
          upsert ? 'storage.object.upload_update' : 'storage.object.upload',
          async (transaction) => {
            await insert(transaction, object, upsert);
            throw new Rollback();
          },
        );
      } catch (error) {
        if (!(error instanceof Rollback)) throw error;
      }
    },

    /**
     * Writes the row of an upload that was allowed, and returns the version that it replaced.
     * @throws StorageError KeyAlreadyExists when another upload of that name was quicker
     */
    async complete(object: NewObject, upsert: boolean): Promise<{ id: string; replaced: string | null }> {
      try {
        return await sql.begin(async (transaction) => {
          const [old] = await transaction<{ version: string }[]>`
            select version from storage.objects where bucket_id = ${object.bucket} and name = ${object.name} for update`;
          const [row] = await transaction<
            { id: string }[]
          >`${insert(transaction, object, upsert)} returning id`;
          return { id: row?.id ?? '', replaced: old?.version ?? null };
        });
      } catch (error) {
        throw toStorageError(error);
      }
    },
  };
}

export type ObjectTable = ReturnType<typeof createObjectTable>;

function uuidOrNull(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;
}
