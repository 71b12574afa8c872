import { fstatSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { GraphClient } from '../../../functions/whatsapp/client.ts';
import type { SendingAccount } from '../../credentials.ts';
import { type Storage, StorageFailure } from '../../storage.ts';
import { withContentInFile } from '../../temporary_file.ts';
import { refusalOf } from './refusal.ts';

const MB = 1024 * 1024;
/** What Meta's reviewers can be shown: by the format of the header, its types and the most bytes (template components, media). */
const ALLOWED: Record<string, { types: string[]; most: number }> = {
  IMAGE: { types: ['image/jpeg', 'image/png'], most: 5 * MB },
  VIDEO: { types: ['video/mp4'], most: 16 * MB },
  GIF: { types: ['video/mp4'], most: 3.5 * MB },
  DOCUMENT: { types: ['application/pdf'], most: 100 * MB },
};
const ATTEMPTS = 5;
/** Bytes that are read at once. */
const PIECE = 64 * 1024;

/** A sample that its author must replace. */
export class SampleError extends Error {}

/**
 * Gives Meta the sample file of a template's media header and returns the handle for `example.header_handle`. The file goes from
 * Storage through a nameless file to Meta, never as a whole through memory; an upload that is cut goes on from where Meta has it.
 * @throws SampleError in words for the author; Error when trying again may help
 */
export function createHeaderSample(deps: { graph: GraphClient; storage: Pick<Storage, 'download'> | null }) {
  const { graph, storage } = deps;

  return async function uploadSample(account: SendingAccount, path: string, format: string): Promise<string> {
    const allowed = ALLOWED[format];
    if (allowed === undefined) throw new SampleError(`A header of the format ${format} has no sample file.`);
    if (storage === null)
      throw new SampleError('This installation has no file storage, so no sample can be sent.');
    const tooLarge = () =>
      new SampleError(
        `The sample is too large: a header of the format ${format} takes ${allowed.most / MB} MB.`,
      );
    const content = await storage.download('media', path).catch((error: unknown) => {
      if (error instanceof StorageFailure && ['NoSuchKey', 'not_found', '404'].includes(error.code))
        throw new SampleError('The sample file is not there any more: choose it again.');
      throw error;
    });
    return withContentInFile(content, { maxBytes: allowed.most, tooLarge }, async (fd) => {
      const type = typeOf(await firstBytes(fd));
      if (type === null || !allowed.types.includes(type)) {
        throw new SampleError(
          `The sample of a header of the format ${format} is ${allowed.types.join(' or ')}.`,
        );
      }
      const name = path.split('/').at(-1) ?? 'sample';
      return send(account, fd, { length: fstatSync(fd).size, type, name });
    });
  };

  async function send(
    { token }: SendingAccount,
    fd: number,
    file: { length: number; type: string; name: string },
  ): Promise<string> {
    const described = await graph.debugToken(token);
    if (described.kind !== 'ok') throw new SampleError(refusalOf(described));
    const appId = described.value.data.app_id;
    if (!appId) throw new SampleError('Meta does not say to which app the token of this number belongs.');
    const session = await graph.openUpload(appId, token, file);
    if (session.kind !== 'ok') throw new SampleError(refusalOf(session));
    const { id } = session.value;
    let offset = 0;
    for (let attempt = 1; ; attempt++) {
      const rest = bytesFrom(fd, offset);
      const outcome = await graph.continueUpload(id, token, {
        stream: rest,
        offset,
        length: file.length - offset,
      });
      if (outcome.kind === 'ok') return outcome.value.h;
      if (outcome.kind === 'rejected') throw new SampleError(refusalOf(outcome));
      if (attempt === ATTEMPTS) throw new Error(`The sample could not be uploaded: ${outcome.reason}`);
      const reached = await graph.readUpload(id, token);
      if (reached.kind === 'ok') offset = reached.value.file_offset;
    }
  }
}

const headerSchema = z.looseObject({
  type: z.string().regex(/^header$/i),
  format: z.string(),
  example: z.looseObject({ header_handle: z.tuple([z.string()]) }),
});
/** A name in the bucket media begins with the tenant's id, a handle of Meta's does not. */
const PATH = /^[0-9a-f-]{36}\//;

/**
 * Components with handles in place of the files that their media headers name as samples, those of cards too.
 * @param upload gives the handle of a file, for a header of that format (IMAGE and so on)
 */
export async function withHandles(
  components: unknown,
  upload: (path: string, format: string) => Promise<string>,
): Promise<unknown> {
  if (Array.isArray(components)) {
    const done: unknown[] = [];
    for (const one of components) done.push(await withHandles(one, upload));
    return done;
  }
  if (typeof components !== 'object' || components === null) return components;
  const header = headerSchema.safeParse(components).data;
  const path = header?.example.header_handle[0];
  if (header !== undefined && path !== undefined && PATH.test(path)) {
    const handle = await upload(path, header.format.toUpperCase());
    return { ...header, example: { ...header.example, header_handle: [handle] } };
  }
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(components))
    entries.push([key, await withHandles(value, upload)]);
  return Object.fromEntries(entries);
}

const readAt = promisify(read);

async function firstBytes(fd: number): Promise<Buffer> {
  const { bytesRead, buffer } = await readAt(fd, Buffer.alloc(16), 0, 16, 0);
  return buffer.subarray(0, bytesRead);
}

/** A file from an offset on. Not a ReadStream, which closes the file when its reader gives up. */
function bytesFrom(fd: number, offset: number): ReadableStream<Uint8Array> {
  let position = offset;
  return new ReadableStream({
    async pull(controller) {
      const { bytesRead, buffer } = await readAt(fd, Buffer.alloc(PIECE), 0, PIECE, position);
      position += bytesRead;
      if (bytesRead === 0) controller.close();
      else controller.enqueue(buffer.subarray(0, bytesRead));
    },
  });
}

/** What a file is, by how it begins; its name proves nothing. */
export function typeOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png';
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  return bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? 'video/mp4' : null;
}
