import type { IncomingMessage, ServerResponse } from 'node:http';

const EXPOSED = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-location',
  'content-range',
  'content-type',
  'date',
  'etag',
  'location',
  'range-unit',
  'x-request-id',
  'x-sb-error-code',
  'sb-gateway-version',
].join(', ');

/** Response headers that the gateway sets itself; those of a server behind it are dropped. */
export function isCorsHeader(name: string): boolean {
  return name.startsWith('access-control-');
}

/** The headers that let a page of any origin read an answer, as Supabase's gateway sets them. */
export const CORS_HEADERS: readonly string[] = [
  'access-control-allow-origin',
  '*',
  'access-control-expose-headers',
  EXPOSED,
];

/** Whether the request is a browser's question before the real request. */
export function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

/** Answers a preflight for the REST, Auth, Storage and Realtime servers. Edge functions answer their own, as hosted. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '3600',
    'content-length': '0',
  });
  response.end();
}
