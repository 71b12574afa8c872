import { z } from 'zod';
import { readJson } from '../core/body.ts';
import { createEndpoint, json } from '../core/endpoint.ts';
import { appError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import { newId } from '../core/new-id.ts';
import type { Sealer } from '../core/seal.ts';
import { fromSqlError, isSqlError } from '../core/sql-errors.ts';
import type { AuthenticateUser } from '../core/user-token.ts';
import { validate } from '../core/validate.ts';
import type { GraphClient } from '../whatsapp/client.ts';
import { canonicalPhone } from '../whatsapp/identity.ts';
import type { GraphOutcome } from '../whatsapp/outcome.ts';

const maxBodyBytes = 16 * 1024;
const neededScopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];

/** Ids of Meta are digits: anything else could change the path of a Graph call. */
const metaId = z.string().regex(/^\d{5,32}$/, 'is not an id of Meta');

const connectRequest = z.strictObject({
  brand_id: z.uuid(),
  phone_number_id: metaId,
  waba_id: metaId,
  access_token: z.string().min(20).max(2000).regex(/^\S+$/),
  account_name: z.string().trim().min(1).max(100),
});

/** What the database is told of a number; `id` was made here, because it is what the credential is sealed for. */
export interface ConnectedAccount {
  id: string;
  phone_number_id: string;
  waba_id: string;
  phone_number: string;
  account_name: string;
  quality_rating: string | null;
  throughput_mps: number;
}

/** What onboarding needs. */
export interface OnboardingDeps {
  authenticate: AuthenticateUser;
  graph: Pick<GraphClient, 'debugToken' | 'listPhoneNumbers' | 'subscribeApp'>;
  sealer: Sealer;
  /** `private.connect_whatsapp_account`: checks the user's permission and stores both; gives the account's id. */
  connect(userId: string, brandId: string, account: ConnectedAccount, credentials: string): Promise<string>;
  log: Logger;
}

/**
 * Makes the onboarding endpoint. `POST /whatsapp-accounts` proves with Meta that the token is good and that the
 * number belongs to the WABA, subscribes our app to its webhooks, seals the token and stores the account. The steps
 * are harmless when repeated, so that a failed request can simply be sent again.
 */
export function createOnboardingHandler(deps: OnboardingDeps): (request: Request) => Promise<Response> {
  const { authenticate, graph, sealer, connect, log } = deps;

  async function connectAccount(request: Request): Promise<Response> {
    const user = await authenticate(request);
    const asked = validate(connectRequest, await readJson(request, maxBodyBytes));
    const brand = request.headers.get('x-brand-id');
    if (brand !== null && brand !== '' && brand.toLowerCase() !== asked.brand_id.toLowerCase())
      throw appError('brand_mismatch');
    const { data: token } = valueOrThrow(await graph.debugToken(asked.access_token));
    const missing = neededScopes.filter((scope) => token.scopes && !token.scopes.includes(scope));
    if (!token.is_valid || missing.length > 0) {
      throw appError('whatsapp_token_invalid');
    }
    const { data: numbers } = valueOrThrow(await graph.listPhoneNumbers(asked.waba_id, asked.access_token));
    const number = numbers.find(({ id }) => id === asked.phone_number_id);
    const phone = number && canonicalPhone(number.display_phone_number);
    if (!number || !phone) {
      throw appError('whatsapp_number_not_in_account');
    }
    valueOrThrow(await graph.subscribeApp(asked.waba_id, asked.access_token));

    const id = newId();
    const account: ConnectedAccount = {
      id,
      phone_number_id: asked.phone_number_id,
      waba_id: asked.waba_id,
      phone_number: phone,
      account_name: asked.account_name,
      quality_rating: number.quality_rating ?? null,
      // Meta, Throughput: 80 messages a second, 1,000 once upgraded.
      throughput_mps: number.throughput?.level === 'HIGH' ? 1000 : 80,
    };
    const credentials = await sealer.seal(asked.access_token, id);
    try {
      const accountId = await connect(user.id, asked.brand_id, account, credentials);
      return json(201, { whatsapp_account_id: accountId, phone_number: phone });
    } catch (error) {
      throw isSqlError(error) ? fromSqlError(error) : error;
    }
  }

  return createEndpoint({
    slug: 'onboarding',
    log,
    routes: [{ method: 'POST', path: '/whatsapp-accounts', handle: connectAccount }],
  });
}

/** The value of a Graph call, or the error that the caller of this endpoint can act on. */
function valueOrThrow<T>(outcome: GraphOutcome<T>): T {
  switch (outcome.kind) {
    case 'ok':
      return outcome.value;
    case 'rejected':
      if (outcome.error.class === 'account') {
        throw appError('whatsapp_token_invalid');
      }
      if (outcome.error.class === 'transient') {
        throw appError('whatsapp_unreachable', { message: 'Meta asks to slow down.' });
      }
      throw appError('whatsapp_rejected', {
        message: `Meta refused the request (code ${outcome.error.code}).`,
      });
    default:
      throw appError('whatsapp_unreachable', { cause: new Error(`graph: ${outcome.reason}`) });
  }
}
