import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers with JSON text. */
export function replyJson(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed || response.writableEnded) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** A body that is larger than its limit. */
export class TooLargeError extends Error {}

/** Reads a request body; calls back with an error when it is too large or the client went away. */
export function readBody(
  request: IncomingMessage,
  limit: number,
  done: (error: Error | undefined, body: Buffer) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
  });
  request.on('end', () => {
    if (size > limit) done(new TooLargeError(`body is larger than ${limit} bytes`), Buffer.alloc(0));
    else if (chunks.length === 1 && chunks[0] !== undefined) done(undefined, chunks[0]);
    else done(undefined, Buffer.concat(chunks));
  });
  request.on('error', (error) => done(error, Buffer.alloc(0)));
}

/** The bearer token of a Graph request, from the header or the `access_token` query parameter. */
export function bearerOf(request: IncomingMessage, query?: URLSearchParams): string | undefined {
  const header = request.headers.authorization;
  // Resumable uploads want the token under this word.
  if (header?.startsWith('OAuth ')) return header.slice(6);
  if (header?.startsWith('Bearer ')) return header.slice(7);
  return query?.get('access_token') ?? undefined;
}
