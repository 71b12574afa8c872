import { type AppError, appError, errorBody, toAppError } from './errors.ts';
import type { Logger } from './log.ts';

/** What every handler gets beside the request. */
export interface RequestContext {
  /** The caller's x-request-id when it is well-formed, else a new uuid; sent back in every answer. */
  requestId: string;
  /** A logger that adds the request id. */
  log: Logger;
}

/** One method and path of a function; the path is what follows the function's slug, `/` for nothing. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  handle(request: Request, context: RequestContext): Promise<Response>;
}

const requestIdShape = /^[\w.-]{8,64}$/;

/** The request id to use for a request. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id');
  return given !== null && requestIdShape.test(given) ? given : crypto.randomUUID();
}

/**
 * The part of the path after the slug. Supabase passes `/<slug>/…`, a gateway may add a prefix before it, and a
 * server of one's own may drop the slug altogether.
 */
export function pathAfterSlug(pathname: string, slug: string): string {
  const parts = pathname.split('/').filter((part) => part !== '');
  const at = parts.indexOf(slug);
  return `/${parts.slice(at + 1).join('/')}`;
}

/**
 * Any origin may call: authority comes from the access token in a header, never from a cookie, so another site
 * gains nothing by calling from a browser.
 */
const corsHeaders: Record<string, string> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, apikey, content-type, x-client-info, x-request-id, x-brand-id, x-region',
  'access-control-expose-headers': 'x-request-id',
};

/** A JSON answer. */
export function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** The answer for an error. */
export function errorResponse(error: AppError, requestId: string): Response {
  return new Response(errorBody(error, requestId), {
    status: error.status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': requestId,
    },
  });
}

/**
 * Makes a fetch handler of a few routes: preflight, request id, JSON errors, one log line for a failure.
 * A plain handler, because three functions with one or two routes each do not need a router.
 */
export function createEndpoint(deps: {
  slug: string;
  log: Logger;
  routes: Route[];
}): (request: Request) => Promise<Response> {
  const { slug, log, routes } = deps;

  async function answer(request: Request, context: RequestContext): Promise<Response> {
    const path = pathAfterSlug(new URL(request.url).pathname, slug);
    const here = routes.filter((route) => route.path === path);
    if (here.length === 0) {
      throw appError('route_not_found');
    }
    const allowed = [...here.map(({ method }) => method), 'OPTIONS'].join(', ');
    if (request.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: { 'access-control-allow-methods': allowed } });
    }
    const route = here.find(({ method }) => method === request.method);
    if (!route) {
      const refused = errorResponse(appError('method_not_allowed'), context.requestId);
      refused.headers.set('allow', allowed);
      return refused;
    }
    return route.handle(request, context);
  }

  return async function handle(request) {
    const requestId = requestIdOf(request);
    const context = { requestId, log: log.with({ function: slug, request_id: requestId }) };
    let response: Response;
    try {
      response = await answer(request, context);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.status >= 500) {
        context.log.error('request_failed', {
          slug: error.slug,
          status: error.status,
          error: error.cause ?? error,
        });
      } else {
        context.log.info('request_refused', { slug: error.slug, status: error.status });
      }
      response = errorResponse(error, requestId);
    }
    for (const [name, value] of Object.entries(corsHeaders)) {
      response.headers.set(name, value);
    }
    response.headers.set('x-request-id', requestId);
    return response;
  };
}
