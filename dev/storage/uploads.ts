import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readUpload } from './body.ts';
import type { Caller } from './caller.ts';
import type { Bucket, NewObject, ObjectTable } from './database.ts';
import { refusals } from './errors.ts';
import type { Files } from './files.ts';
import type { ObjectKey } from './keys.ts';

/** The largest content where a bucket sets no limit. */
const LARGEST = 500 * 1024 * 1024;

/** Receives contents: the policies decide first, then bucket limits, then bytes come in, then the row is written. */
export function createUploads(deps: { objects: ObjectTable; files: Files }) {
  const { objects, files } = deps;

  async function store(request: IncomingMessage, key: ObjectKey, owner: string | null, upsert: boolean) {
    const bucket = await objects.bucket(key.bucket);
    const incoming = await readUpload(request);
    requireType(bucket, incoming.mimetype);
    const version = randomUUID();
    const { size, md5 } = await files.write(version, incoming.stream, bucket.file_size_limit ?? LARGEST);
    const object: NewObject = {
      ...key,
      owner,
      version,
      userMetadata: incoming.userMetadata,
      metadata: {
        eTag: `"${md5}"`,
        size,
        mimetype: incoming.mimetype,
        cacheControl: incoming.cacheControl,
        lastModified: new Date().toISOString(),
        contentLength: size,
        httpStatusCode: 200,
      },
    };
    try {
      const { id, replaced } = await objects.complete(object, upsert);
      if (replaced !== null) await files.remove([replaced]);
      return { Id: id, Key: `${key.bucket}/${key.name}` };
    } catch (error) {
      await files.remove([version]);
      throw error;
    }
  }

  return {
    /** Whether the caller may upload there, by the policies of storage.objects. @throws StorageError */
    async requireRight(caller: Caller, key: ObjectKey, upsert: boolean): Promise<void> {
      await objects.bucket(key.bucket);
      await objects.mayUpload(caller, draft(key, caller.userId), upsert);
    },
    /** An upload with the caller's own right. */
    async upload(caller: Caller, request: IncomingMessage, key: ObjectKey, upsert: boolean) {
      await this.requireRight(caller, key, upsert);
      return store(request, key, caller.userId, upsert);
    },
    /** An upload that a signature allows: the right was checked when it was given. */
    uploadSigned: store,
    /** Copies an object that the caller may see to where he may upload. */
    async copy(caller: Caller, from: ObjectKey, to: ObjectKey, upsert: boolean) {
      const source = await objects.find(caller, from, 'storage.object.copy');
      await this.requireRight(caller, to, upsert);
      const version = randomUUID();
      await files.copy(source.version, version);
      const { id, replaced } = await objects.complete(
        {
          ...draft(to, caller.userId),
          version,
          metadata: { ...source.metadata, lastModified: new Date().toISOString() },
          userMetadata: source.user_metadata,
        },
        upsert,
      );
      if (replaced !== null) await files.remove([replaced]);
      return { Id: id, Key: `${to.bucket}/${to.name}` };
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;

function draft(key: ObjectKey, owner: string | null): NewObject {
  return { ...key, owner, version: randomUUID(), metadata: {}, userMetadata: null };
}

/** @throws StorageError InvalidMimeType unless the bucket takes the type; `image/*` takes every image. */
function requireType(bucket: Bucket, mimetype: string): void {
  const allowed = bucket.allowed_mime_types;
  if (allowed === null || allowed.length === 0) return;
  const type = mimetype.split(';')[0]?.trim().toLowerCase() ?? '';
  const isAllowed = allowed.some((one) =>
    one.endsWith('/*') ? type.startsWith(one.slice(0, -1).toLowerCase()) : one.toLowerCase() === type,
  );
  if (!isAllowed) throw refusals.invalidMimeType(mimetype);
}
