/** Where the parts of the project listen on 127.0.0.1. */
export interface Upstreams {
  dataApi: number;
  realtime: number;
  storage: number;
  /** Slug of each edge function → port of its process. */
  functions: Record<string, number>;
}

/** What to do with a request. */
export type Route =
  | { to: number; path: string; cors: boolean }
  | { status: number; body: Record<string, unknown> };

const FUNCTIONS = '/functions/v1/';

/**
 * Maps a path of the project's address to the server that answers it, as on a hosted project. The path that an edge
 * function sees starts with its slug.
 */
export function route(url: string, upstreams: Upstreams): Route {
  if (url.startsWith(FUNCTIONS)) return functionRoute(url, upstreams.functions);
  if (url.startsWith('/rest/v1') || url.startsWith('/auth/v1'))
    return { to: upstreams.dataApi, path: url, cors: true };
  if (url.startsWith('/realtime/v1')) return { to: upstreams.realtime, path: url, cors: true };
  if (url.startsWith('/storage/v1')) return { to: upstreams.storage, path: url, cors: true };
  if (url === '/' || url.startsWith('/?')) {
    const answers = ['/auth/v1', '/rest/v1', '/realtime/v1', '/storage/v1', '/functions/v1'];
    return { status: 200, body: { message: 'A local Supabase project', answers } };
  }
  return { status: 404, body: { message: 'no Route matched with those values' } };
}

function functionRoute(url: string, functions: Record<string, number>): Route {
  const rest = url.slice(FUNCTIONS.length);
  const end = rest.search(/[/?]/);
  const slug = end === -1 ? rest : rest.slice(0, end);
  const to = functions[slug];
  if (to === undefined) {
    return { status: 404, body: { code: 'NOT_FOUND', message: 'Requested function was not found' } };
  }
  return { to, path: `/${rest}`, cors: false };
}
