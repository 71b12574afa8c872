import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ObjectRow } from './database.ts';
import { refusals } from './errors.ts';
import type { Files } from './files.ts';

/**
 * Sends an object's content: whole, one range of it (RFC 9110, section 14; a video player asks so), or not at all when the
 * client has it. A page or script of a tenant is sent as plain text, as hosted does: it must not run under this address.
 * @param saveAs null to show it, '' to save it under its own name, else the name to save it under
 */
export async function sendObject(
  files: Files,
  request: IncomingMessage,
  response: ServerResponse,
  object: ObjectRow,
  saveAs: string | null,
): Promise<void> {
  const { eTag, size, mimetype, cacheControl, lastModified } = object.metadata;
  if (!(await files.exists(object.version))) throw refusals.noSuchKey();
  response.setHeader('etag', eTag);
  response.setHeader('cache-control', cacheControl);
  response.setHeader('last-modified', new Date(lastModified).toUTCString());
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-type', isActive(mimetype) ? 'text/plain' : mimetype);
  if (saveAs !== null) {
    const name = saveAs === '' ? (object.name.split('/').at(-1) ?? 'file') : saveAs;
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  }
  if (request.headers['if-none-match'] === eTag) return void response.writeHead(304).end();

  const range = readRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${size}`);
    return void response.writeHead(416).end();
  }
  response.setHeader('content-length', range === null ? size : range.end - range.start + 1);
  if (range !== null) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${size}`);
  response.writeHead(range === null ? 200 : 206);
  if (request.method === 'HEAD' || size === 0) return void response.end();
  await pipeline(files.read(object.version, range ?? undefined), response);
}

function isActive(mimetype: string): boolean {
  return /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml)\b/i.test(mimetype);
}

/** The bytes that are wanted; null for all, also for several ranges and other units, which may be ignored. */
function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | null | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start >= size || end < start ? 'unsatisfiable' : { start, end };
}
