import type { IncomingMessage } from 'node:http';
import { refusals } from './errors.ts';
import { readForm } from './multipart.ts';

const MOST_JSON = 1024 * 1024;

/** A content that is being received. */
export interface Incoming {
  stream: AsyncIterable<Uint8Array>;
  mimetype: string;
  cacheControl: string;
  userMetadata: Record<string, unknown> | null;
}

/** The content of an upload, raw or as a form, and what is said about it. @throws StorageError */
export async function readUpload(request: IncomingMessage): Promise<Incoming> {
  const type = request.headers['content-type'] ?? 'application/octet-stream';
  if (!type.toLowerCase().startsWith('multipart/form-data')) {
    const metadata = request.headers['x-metadata'];
    return {
      stream: request,
      mimetype: type,
      cacheControl: request.headers['cache-control'] ?? 'no-cache',
      userMetadata:
        typeof metadata === 'string' ? parseMetadata(Buffer.from(metadata, 'base64').toString('utf8')) : null,
    };
  }
  const { fields, file, contentType } = await readForm(request, type);
  return {
    stream: file,
    mimetype: contentType,
    cacheControl: fields.cacheControl === undefined ? 'no-cache' : `max-age=${fields.cacheControl}`,
    userMetadata: fields.metadata === undefined ? null : parseMetadata(fields.metadata),
  };
}

/** The object in a request's JSON body; an empty body is an empty object. @throws StorageError InvalidRequest */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_JSON) throw refusals.invalidRequest('The body is too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw refusals.invalidRequest('The body is not JSON');
  }
}

function parseMetadata(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Refused below, as JSON of another shape is.
  }
  throw refusals.invalidRequest('The metadata is not a JSON object');
}
