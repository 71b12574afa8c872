import { describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../functions/core/log.ts';
import { createSealer } from '../../functions/core/seal.ts';
import { createUserAuthenticator } from '../../functions/core/user-token.ts';
import { type ConnectedAccount, createOnboardingHandler } from '../../functions/onboarding/handler.ts';
import { createGraphClient } from '../../functions/whatsapp/client.ts';
import type { GraphRequest, GraphTransport } from '../../functions/whatsapp/transport.ts';
import { jwtSecret, userId, userToken } from './tokens.ts';

const accessToken = 'EAAGm0PX4ZCpsBAKZCexample1234567890';
const brandId = '0198f3a0-0000-7000-8000-0000000000b1';
const asked = {
  brand_id: brandId,
  phone_number_id: '106540352242922',
  waba_id: '102290129340398',
  access_token: accessToken,
  account_name: 'Shop',
};

const good: Record<string, [number, unknown]> = {
  'GET /debug_token': [
    200,
    { data: { is_valid: true, scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'] } },
  ],
  'GET /102290129340398/phone_numbers': [
    200,
    {
      data: [
        { id: '999', display_phone_number: '+1 555-999-9999' },
        {
          id: '106540352242922',
          display_phone_number: '+1 555-001-0000',
          quality_rating: 'GREEN',
          throughput: { level: 'HIGH' },
        },
      ],
    },
  ],
  'POST /102290129340398/subscribed_apps': [200, { success: true }],
};

function setUp(answers: Record<string, [number, unknown]> = {}, connectError?: Error) {
  const lines: string[] = [];
  const requests: GraphRequest[] = [];
  const request: GraphTransport = async (sent) => {
    requests.push(sent);
    const { pathname } = new URL(sent.url);
    const answer = { ...good, ...answers }[`${sent.method} ${pathname}`];
    if (!answer) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    return { status: answer[0], body: JSON.stringify(answer[1]) };
  };
  const sealer = createSealer([{ id: 'k1', bytes: new Uint8Array(32).fill(7) }]);
  const connect = vi.fn(
    async (_user: string, _brand: string, account: ConnectedAccount, _credentials: string) => {
      if (connectError) throw connectError;
      return account.id;
    },
  );
  const supabaseUrl = 'http://127.0.0.1:1';
  const handle = createOnboardingHandler({
    authenticate: createUserAuthenticator({ supabaseUrl, jwtSecret, jwks: { keys: [] } }),
    graph: createGraphClient({ baseUrl: 'http://graph', request }),
    sealer,
    connect,
    log: createLogger({ write: (line) => lines.push(line) }),
  });
  async function post(body: unknown, more: Record<string, string> = {}) {
    const headers = { authorization: `Bearer ${await userToken()}`, ...more };
    const url = 'http://localhost/onboarding/whatsapp-accounts';
    return handle(new Request(url, { method: 'POST', body: JSON.stringify(body), headers }));
  }
  return { post, handle, connect, sealer, requests, lines };
}

describe('POST /onboarding/whatsapp-accounts', () => {
  it('checks with Meta, subscribes, seals the token for the account and stores both', async () => {
    const { post, connect, sealer, requests, lines } = setUp();
    const response = await post(asked);
    expect(response.status).toBe(201);
    const [user, brand, account, credentials] = connect.mock.calls[0] ?? [];
    expect([user, brand]).toEqual([userId, brandId]);
    expect(account).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      phone_number_id: '106540352242922',
      waba_id: '102290129340398',
      phone_number: '+15550010000',
      account_name: 'Shop',
      quality_rating: 'GREEN',
      throughput_mps: 1000,
    });
    expect(await response.json()).toEqual({ whatsapp_account_id: account?.id, phone_number: '+15550010000' });
    expect(await sealer.open(credentials ?? '', account?.id ?? '')).toBe(accessToken);
    expect(requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(
      Object.keys(good),
    );
    expect(lines.join()).not.toContain(accessToken);
  });

  const expired: [number, unknown] = [400, { error: { code: 190, message: `Bad token ${accessToken}` } }];
  it.each<[string, Record<string, [number, unknown]>, number, string]>([
    ['an expired token', { 'GET /debug_token': expired }, 422, 'whatsapp_token_invalid'],
    [
      'an invalid token',
      { 'GET /debug_token': [200, { data: { is_valid: false } }] },
      422,
      'whatsapp_token_invalid',
    ],
    [
      'a token without a needed scope',
      { 'GET /debug_token': [200, { data: { is_valid: true, scopes: ['whatsapp_business_messaging'] } }] },
      422,
      'whatsapp_token_invalid',
    ],
    [
      'a number of another WABA',
      {
        'GET /102290129340398/phone_numbers': [
          200,
          { data: [{ id: '1', display_phone_number: '+15550000000' }] },
        ],
      },
      422,
      'whatsapp_number_not_in_account',
    ],
    [
      'a WABA that does not exist',
      { 'GET /102290129340398/phone_numbers': [400, { error: { code: 100, message: 'no such object' } }] },
      422,
      'whatsapp_rejected',
    ],
    ['a server error of Meta', { 'GET /debug_token': [500, {}] }, 502, 'whatsapp_unreachable'],
    ['a rate limit', { 'GET /debug_token': [400, { error: { code: 4 } }] }, 502, 'whatsapp_unreachable'],
    [
      'a failed subscription',
      { 'POST /102290129340398/subscribed_apps': [503, {}] },
      502,
      'whatsapp_unreachable',
    ],
  ])('stores nothing after %s', async (_, answers, status, slug) => {
    const { post, connect, lines } = setUp(answers);
    const response = await post(asked);
    const text = await response.text();
    expect([response.status, JSON.parse(text).error.slug]).toEqual([status, slug]);
    expect(connect).not.toHaveBeenCalled();
    expect(text + lines.join()).not.toContain(accessToken);
  });

  it.each([
    ['PT409', 'number_already_connected', 409],
    ['42501', 'permission_denied', 403],
  ])('gives the refusal of the database: %s', async (code, detail, status) => {
    const refusal = Object.assign(new Error('No.'), { code, detail, hint: 'Do this.' });
    const response = await setUp({}, refusal).post(asked);
    expect([response.status, (await response.json()).error]).toEqual([
      status,
      { slug: detail, message: 'No.', hint: 'Do this.', request_id: expect.any(String) },
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an id that would change a path', { waba_id: '102/../me' }],
    ['a brand that is no uuid', { brand_id: 'x' }],
    ['a token with a line break', { access_token: `${accessToken}\r\nx: y` }],
    ['an unknown field', { role: 'owner' }],
    ['no name', { account_name: '  ' }],
  ])('refuses %s before asking Meta', async (_, fault) => {
    const { post, requests } = setUp();
    expect((await post({ ...asked, ...fault })).status).toBe(422);
    expect(requests).toEqual([]);
  });

  it('refuses a caller who is not signed in', async () => {
    const { handle, requests } = setUp();
    const url = 'http://localhost/onboarding/whatsapp-accounts';
    const response = await handle(new Request(url, { method: 'POST', body: JSON.stringify(asked) }));
    expect(response.status).toBe(401);
    expect(requests).toEqual([]);
  });

  it('keeps to the brand of the header', async () => {
    const { post, requests } = setUp();
    const other = await post(asked, { 'x-brand-id': '0198f3a0-0000-7000-8000-0000000000b2' });
    expect([other.status, (await other.json()).error.slug]).toEqual([403, 'brand_mismatch']);
    expect(requests).toEqual([]);
    expect((await post(asked, { 'x-brand-id': brandId.toUpperCase() })).status).toBe(201);
  });

  it('answers unknown paths clearly', async () => {
    const response = await setUp().handle(
      new Request('http://localhost/onboarding/other', { method: 'POST' }),
    );
    expect([response.status, (await response.json()).error.slug]).toEqual([404, 'route_not_found']);
  });
});
