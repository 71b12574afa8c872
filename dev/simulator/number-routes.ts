import { type Refusal, refuse } from './graph-errors.ts';
import { isObject, type Json } from './json.ts';
import type { PhoneNumber, Waba, World } from './world.ts';

/** The fields of a phone number node that exist here. */
export function describeNumber(number: PhoneNumber, fields: string | null): Json {
  const all: Json = {
    id: number.id,
    display_phone_number: number.display,
    verified_name: number.verifiedName,
    quality_rating: 'GREEN',
    status: number.registered ? 'CONNECTED' : 'DISCONNECTED',
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    platform_type: number.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    account_mode: 'LIVE',
    throughput: { level: number.mps >= 1000 ? 'HIGH' : 'STANDARD' },
    whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
    is_official_business_account: false,
  };
  return pick(all, fields, [
    'verified_name',
    'code_verification_status',
    'display_phone_number',
    'quality_rating',
    'platform_type',
    'throughput',
  ]);
}

/** The fields of a WABA node. */
export function describeWaba(waba: Waba, fields: string | null): Json {
  const all: Json = {
    id: waba.id,
    name: waba.name,
    timezone_id: '1',
    currency: 'USD',
    message_template_namespace: `ns_${waba.id}`,
    account_review_status: 'APPROVED',
  };
  return pick(all, fields, ['name', 'timezone_id', 'currency', 'message_template_namespace']);
}

/** `id` and the wanted fields; unknown ones are left out. Graph's `field{sub}` syntax is read as the field. */
function pick(all: Json, fields: string | null, defaults: string[]): Json {
  const wanted = fields === null ? defaults : fields.replace(/\{[^}]*\}/g, '').split(',');
  return Object.fromEntries(
    ['id', ...wanted.map((field) => field.trim())]
      .filter((field) => field in all)
      .map((field) => [field, all[field]]),
  );
}

/** POST /{number}/register. */
export function registerNumber(number: PhoneNumber, body: Json): Json | Refusal {
  if (body.messaging_product !== 'whatsapp')
    return refuse(100, 'The parameter messaging_product is required.');
  if (typeof body.pin !== 'string' || !/^\d{6}$/.test(body.pin)) {
    return refuse(100, 'Param pin must be a string of 6 digits.');
  }
  if (number.pin !== undefined && number.pin !== body.pin)
    return refuse(133005, 'The PIN is not the one of this number.');
  number.pin = body.pin;
  number.registered = true;
  return { success: true };
}

/** POST /{number} with a new two-step PIN (or a webhook override, which is accepted and ignored). */
export function updateNumber(number: PhoneNumber, body: Json): Json | Refusal {
  if (body.pin === undefined && !isObject(body.webhook_configuration))
    return refuse(100, 'Nothing to change.');
  if (typeof body.pin === 'string') number.pin = body.pin;
  return { success: true };
}

/** GET, POST and DELETE of /{waba}/subscribed_apps. */
export function subscribedApps(waba: Waba, method: string, body: Json): Json {
  if (method === 'DELETE') waba.isSubscribed = false;
  if (method === 'POST') {
    waba.isSubscribed = true;
    waba.overrideUri =
      typeof body.override_callback_uri === 'string' ? body.override_callback_uri : undefined;
  }
  if (method !== 'GET') return { success: true };
  const app = {
    whatsapp_business_api_data: { id: '100000000000001', link: 'https://example.com', name: 'Simulated app' },
  };
  return {
    data: waba.isSubscribed
      ? [{ ...app, ...(waba.overrideUri && { override_callback_uri: waba.overrideUri }) }]
      : [],
  };
}

/** The app that all tokens belong to. */
export const APP_ID = '100000000000001';

/** GET /debug_token: what a token may do; an unknown one is answered as invalid, not refused. */
export function debugToken(world: World, token: string | null): Json | Refusal {
  if (token === null) return refuse(100, 'The parameter input_token is required.');
  const wabas = world.tokens.get(token);
  if (wabas === undefined) {
    return {
      data: { is_valid: false, error: { code: 190, message: 'Invalid OAuth access token.' }, scopes: [] },
    };
  }
  const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
  return {
    data: {
      app_id: APP_ID,
      type: 'SYSTEM_USER',
      application: 'Simulated app',
      is_valid: true,
      expires_at: 0,
      data_access_expires_at: 0,
      issued_at: 1_790_000_000,
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: [...wabas].map((waba) => waba.id) })),
      user_id: '100000000000002',
    },
  };
}

/** GET /oauth/access_token: exchanges an Embedded Signup code for the token of its WABA. */
export function exchangeCode(world: World, query: URLSearchParams): Json | Refusal {
  for (const key of ['client_id', 'client_secret', 'code']) {
    if (!query.get(key)) return refuse(100, `Missing ${key} parameter.`);
  }
  const token = world.codes.get(query.get('code') ?? '');
  return token === undefined
    ? refuse(100, 'This authorization code is unknown, was used or has expired.')
    : { access_token: token, token_type: 'bearer' };
}
