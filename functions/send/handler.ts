import { z } from 'zod';
import { readJson } from '../core/body.ts';
import { createEndpoint, json, type RequestContext } from '../core/endpoint.ts';
import { appError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { fromSqlError } from '../core/sql-errors.ts';
import type { AuthenticateUser } from '../core/user-token.ts';
import { validate } from '../core/validate.ts';
import { sendRequest } from './message.ts';

/** Contacts with hundreds of cards fit; a file does not belong here. */
const maxBodyBytes = 256 * 1024;
const timeoutMs = 15_000;

const restError = z.looseObject({
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.string().nullish(),
  hint: z.string().nullish(),
});

/** What sending needs. */
export interface SendDeps {
  authenticate: AuthenticateUser;
  supabaseUrl: string;
  publishableKey: string;
  log: Logger;
  fetch?: typeof fetch;
}

/**
 * Makes `POST /send`. The message is handed to the SQL function `send_message` through the
 * REST API with the caller's own token: its form, and whether this user may write to this contact now, are decided there.
 * Answers 202, because the message is queued and not yet sent.
 */
export function createSendHandler(deps: SendDeps): (request: Request) => Promise<Response> {
  const { authenticate, publishableKey, log } = deps;
  const fetchImplementation = deps.fetch ?? fetch;
  const url = new URL('/rest/v1/rpc/send_message', deps.supabaseUrl);

  async function send(request: Request, context: RequestContext): Promise<Response> {
    const user = await authenticate(request);
    const message = validate(sendRequest, await readJson(request, maxBodyBytes));
    const headers: Record<string, string> = {
      apikey: publishableKey,
      authorization: `Bearer ${user.token}`,
      'content-type': 'application/json',
      'x-request-id': context.requestId,
    };
    const brand = request.headers.get('x-brand-id');
    if (brand !== null) {
      headers['x-brand-id'] = brand;
    }
    let response: Response;
    let body: unknown;
    try {
      response = await fetchImplementation(url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ message }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      body = await response.json();
    } catch (cause) {
      throw appError('database_unavailable', {
        hint: 'Try again with the same client_message_id.',
        cause,
      });
    }
    if (response.ok) {
      return json(202, body);
    }
    const error = restError.safeParse(body);
    if (!error.success) {
      throw appError('internal_error', { cause: new Error(`REST API answered ${response.status}`) });
    }
    throw fromSqlError({ ...error.data, details: error.data.details ?? null, hint: error.data.hint ?? null });
  }

  return createEndpoint({ slug: 'send', log, routes: [{ method: 'POST', path: '/', handle: send }] });
}
