import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { requestContext } from './request_context.ts';

/** Answers a web-standard request. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/**
 * Serves a fetch handler over HTTP on 127.0.0.1. Every request runs with its headers at hand in requestContext, from
 * where the connection tells them to SQL.
 */
export function createFetchServer(handle: FetchHandler): Server {
  return createServer((incoming, outgoing) => {
    const request = toRequest(incoming);
    const context = {
      method: request.method,
      path: new URL(request.url).pathname,
      headers: Object.fromEntries(request.headers),
    };
    requestContext
      .run(context, async () => answer(outgoing, await handle(request)))
      .catch((error: unknown) => {
        console.error(error);
        if (outgoing.headersSent) outgoing.destroy();
        else
          outgoing
            .writeHead(500, { 'content-type': 'application/json' })
            .end('{"message":"Internal server error"}');
      });
  });
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    headers.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '');
  }
  const method = incoming.method ?? 'GET';
  const bodyless = method === 'GET' || method === 'HEAD';
  // The declarations of fetch in lib.dom do not know `duplex` yet, which a streamed body needs.
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    body: bodyless ? undefined : (Readable.toWeb(incoming) as ReadableStream),
    duplex: 'half',
  };
  return new Request(`http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`, init);
}

async function answer(outgoing: ServerResponse, response: Response): Promise<void> {
  const headers: [string, string][] = [...response.headers].filter(([name]) => name !== 'set-cookie');
  outgoing.statusCode = response.status;
  for (const [name, value] of headers) outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body === null) {
    outgoing.end();
    return;
  }
  // A cast: the web and the node declarations of ReadableStream differ in name only.
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}
