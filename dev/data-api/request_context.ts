import { AsyncLocalStorage } from 'node:async_hooks';

/** What SQL may read of the HTTP request, as PostgREST offers it: `request.headers`, `.method`, `.path`, `.cookies`. */
export interface RequestContext {
  method: string;
  path: string;
  headers: Record<string, string>;
}

/** Carries the request from the HTTP server down to the statement that opens its transaction. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
