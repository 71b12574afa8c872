import { z } from 'zod';
import type { Caller } from './caller.ts';
import type { ObjectRow, ObjectTable } from './database.ts';
import { refusals } from './errors.ts';
import type { Files } from './files.ts';
import { type ObjectKey, requireName } from './keys.ts';

const listRequest = z.object({
  prefix: z.string().default(''),
  limit: z.number().int().min(1).max(1000).default(100),
  offset: z.number().int().min(0).default(0),
  search: z.string().optional(),
  sortBy: z
    .object({
      column: z.enum(['name', 'updated_at', 'created_at', 'last_accessed_at']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    })
    .default({ column: 'name', order: 'asc' }),
});

const removeRequest = z.object({ prefixes: z.array(z.string()).min(1).max(1000) });

const moveRequest = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().nullish(),
});

/** Lists, tells about, moves and removes objects; each is one statement in the caller's role. */
export function createObjects(deps: { objects: ObjectTable; files: Files }) {
  const { objects, files } = deps;

  return {
    /** One level of a folder: its files, and its folders as rows with a null id. */
    list(caller: Caller, bucket: string, body: unknown): Promise<readonly unknown[]> {
      const wanted = parse(listRequest, body);
      const folder = wanted.prefix.replace(/^\/+|\/+$/g, '');
      const start = folder === '' ? '' : `${folder}/`;
      const like = `${escapeLike(start)}${wanted.search ? `%${escapeLike(wanted.search)}` : ''}%`;
      return objects.asCaller(
        caller,
        'storage.object.list',
        (transaction) => transaction`
          with below as (
            select o.*, substr(o.name, ${start.length + 1}::int) as rest from storage.objects o
            where o.bucket_id = ${bucket} and o.name like ${like}
          ), level as (
            select split_part(b.rest, '/', 1) as name, null::uuid as id, null::timestamptz as updated_at,
              null::timestamptz as created_at, null::timestamptz as last_accessed_at, null::jsonb as metadata
            from below b where strpos(b.rest, '/') > 0 group by 1
            union all
            select b.rest, b.id, b.updated_at, b.created_at, b.last_accessed_at, b.metadata from below b where strpos(b.rest, '/') = 0
          )
          select * from level
          order by id is not null, ${transaction(wanted.sortBy.column)} ${transaction.unsafe(wanted.sortBy.order)}, name
          limit ${wanted.limit} offset ${wanted.offset}`,
      );
    },

    /** The facts about an object, without its content. */
    async info(caller: Caller, key: ObjectKey) {
      return describe(await objects.find(caller, key, 'storage.object.info'));
    },

    /** Removes what the caller may see and delete, and returns it; the rest is passed over, as hosted does. */
    async remove(caller: Caller, bucket: string, body: unknown): Promise<unknown[]> {
      const { prefixes } = parse(removeRequest, body);
      const rows = await objects.asCaller(
        caller,
        'storage.object.delete_many',
        (transaction) => transaction<ObjectRow[]>`
          delete from storage.objects where bucket_id = ${bucket} and name = any (${prefixes}) returning *`,
      );
      await files.remove(rows.map(({ version }) => version));
      return rows;
    },

    /** Removes one object. @throws StorageError NoSuchKey when there was none that the caller may delete */
    async removeOne(caller: Caller, { bucket, name }: ObjectKey): Promise<{ message: string }> {
      const removed = await this.remove(caller, bucket, { prefixes: [name] });
      if (removed.length === 0) throw refusals.noSuchKey();
      return { message: 'Successfully deleted' };
    },

    /** Gives an object another name; its content stays where it is. */
    async move(caller: Caller, body: unknown): Promise<{ message: string }> {
      const { from, to } = parseMove(body);
      await objects.asCaller(caller, 'storage.object.move', async (transaction) => {
        const rows = await transaction`
          update storage.objects set bucket_id = ${to.bucket}, name = ${to.name}, updated_at = now()
          where bucket_id = ${from.bucket} and name = ${from.name} returning id`;
        if (rows.length === 0) throw refusals.noSuchKey();
      });
      return { message: 'Successfully moved' };
    },
  };
}

export type Objects = ReturnType<typeof createObjects>;

/** The two places of a move or copy. @throws StorageError */
export function parseMove(body: unknown): { from: ObjectKey; to: ObjectKey } {
  const wanted = parse(moveRequest, body);
  return {
    from: { bucket: wanted.bucketId, name: requireName(wanted.sourceKey) },
    to: { bucket: wanted.destinationBucket ?? wanted.bucketId, name: requireName(wanted.destinationKey) },
  };
}

/** @throws StorageError InvalidRequest naming the first field that is wrong */
export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refusals.invalidRequest(`body/${issue?.path.join('/') ?? ''} ${issue?.message ?? 'is not valid'}`);
}

function describe(object: ObjectRow) {
  const { metadata } = object;
  return {
    id: object.id,
    name: object.name,
    bucket_id: object.bucket_id,
    version: object.version,
    size: metadata.size,
    content_type: metadata.mimetype,
    cache_control: metadata.cacheControl,
    etag: metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: metadata.lastModified,
    created_at: object.created_at,
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
