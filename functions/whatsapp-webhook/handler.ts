import { readBytes } from '../core/body.ts';
import { fromUtf8 } from '../core/encoding.ts';
import { errorResponse, requestIdOf } from '../core/endpoint.ts';
import { appError, type ErrorSlug } from '../core/errors.ts';
import { constantTimeEqualText } from '../core/hmac.ts';
import type { Logger } from '../core/log.ts';
import { createSignatureVerifier, signatureHeader } from '../whatsapp/signature.ts';

/** Meta's limit for a webhook body (Webhooks overview): 3 MB, read as MiB so that nothing Meta sends is refused. */
export const maxBodyBytes = 3 * 1024 * 1024;

/** Rejected requests that may wait for their counter at once; beyond that a flood would use up the pool. */
const maxCounting = 2;

/** What the webhook needs. */
export interface WebhookDeps {
  /** Stores the raw event and its job in one committed statement; resolves after the commit. */
  ingest(body: string): Promise<unknown>;
  /** Counts a request that was refused for its signature. Nothing else of it is stored. */
  countRejected(reason: 'signature_missing' | 'signature_invalid'): Promise<unknown>;
  appSecrets: string[];
  verifyToken: string;
  log: Logger;
}

/**
 * Makes the public door for Meta: GET handshake, POST events.
 *
 * A plain handler: under Deno on 2 cores Hono was neither quicker nor slower (27,000 to 41,000 requests/s without a
 * database, both), and there is one route. Every path is accepted, since Supabase, a gateway and a server of one's own each put another
 * prefix before it.
 */
export function createWebhookHandler(deps: WebhookDeps): (request: Request) => Promise<Response> {
  const { ingest, countRejected, appSecrets, verifyToken, log } = deps;
  const verifySignature = createSignatureVerifier(appSecrets);
  const hasSecret = appSecrets.some((secret) => secret !== '');
  let counting = 0;

  function refuse(request: Request, slug: ErrorSlug): Response {
    return errorResponse(appError(slug), requestIdOf(request));
  }

  /** Meta, Create a webhook endpoint: answer with the bare challenge, and only to the right token. */
  async function handshake(request: Request): Promise<Response> {
    if (verifyToken === '') {
      log.error('webhook_not_configured', { missing: 'WHATSAPP_VERIFY_TOKEN' });
      return refuse(request, 'not_configured');
    }
    const query = new URL(request.url).searchParams;
    const matches = await constantTimeEqualText(query.get('hub.verify_token') ?? '', verifyToken);
    const challenge = query.get('hub.challenge');
    if (query.get('hub.mode') !== 'subscribe' || challenge === null || !matches) {
      log.warn('handshake_refused', { request_id: requestIdOf(request) });
      return refuse(request, 'verify_token_invalid');
    }
    // Plain text and no sniffing: the challenge comes from outside and must not become a page.
    return new Response(challenge, {
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    });
  }

  async function refuseSignature(request: Request, verdict: 'missing' | 'invalid'): Promise<Response> {
    const slug = `signature_${verdict}` as const;
    if (counting < maxCounting) {
      counting++;
      try {
        await countRejected(slug);
      } catch (error) {
        log.error('count_rejected_failed', { error });
      } finally {
        counting--;
      }
    }
    return refuse(request, slug);
  }

  async function receive(request: Request): Promise<Response> {
    if (!hasSecret) {
      log.error('webhook_not_configured', { missing: 'WHATSAPP_APP_SECRETS' });
      return refuse(request, 'not_configured');
    }
    const body = await readBytes(request, maxBodyBytes);
    if (body === null) {
      log.warn('webhook_too_large', { limit: maxBodyBytes });
      return refuse(request, 'body_too_large');
    }
    const verdict = await verifySignature(request.headers.get(signatureHeader), body);
    if (verdict !== 'valid') {
      return refuseSignature(request, verdict);
    }
    try {
      await ingest(fromUtf8(body));
    } catch (error) {
      // Not stored, so not 200: Meta sends it again for up to 7 days.
      log.error('ingest_failed', { error, bytes: body.length });
      return refuse(request, 'database_unavailable');
    }
    return new Response(null, { status: 200 });
  }

  return async function handle(request) {
    if (request.method === 'POST') {
      return receive(request);
    }
    if (request.method === 'GET') {
      return handshake(request);
    }
    const response = refuse(request, 'method_not_allowed');
    response.headers.set('allow', 'GET, POST');
    return response;
  };
}
