import { describe, expect, test } from 'vitest';
import { createWabaseClient, withBrand } from '../../clients/sdk/src/client.ts';
import { createScope } from '../../clients/sdk/src/scope.ts';

const URL_OF_PROJECT = 'http://127.0.0.1:9';
const BRAND = '01a1f7d3-1a91-703d-bb1e-5e445f3cd101';

describe('withBrand', () => {
  async function headerOf(target: string, brand: string | null, given: Record<string, string> = {}) {
    let seen: string | null = null;
    const send: typeof fetch = (_input, init) => {
      seen = new Headers(init?.headers).get('x-brand-id');
      return Promise.resolve(new Response());
    };
    await withBrand(`${URL_OF_PROJECT}/`, () => brand, send)(target, { headers: given });
    return seen;
  }

  test.each([
    ['the Data API', '/rest/v1/contacts', BRAND],
    ['edge functions', '/functions/v1/send', BRAND],
    ['not Auth', '/auth/v1/token', null],
    ['not Realtime', '/realtime/v1/api/broadcast', null],
  ])('the chosen brand goes to %s', async (_name, path, expected) => {
    expect(await headerOf(`${URL_OF_PROJECT}${path}`, BRAND)).toBe(expected);
  });

  test('no other host learns of it', async () => {
    expect(await headerOf('https://example.com/rest/v1/contacts', BRAND)).toBeNull();
  });

  test('without a chosen brand there is no header, and one that is there stays', async () => {
    expect(await headerOf(`${URL_OF_PROJECT}/rest/v1/brands`, null)).toBeNull();
    expect(await headerOf(`${URL_OF_PROJECT}/rest/v1/brands`, BRAND, { 'x-brand-id': '' })).toBe('');
  });
});

describe('createScope', () => {
  const organization = {
    id: 'organization',
    name: 'O',
    slug: 'o',
    status: 'active',
    timezone: 'UTC',
    locale: 'en',
    theme_color: null,
    theme_text_color: null,
    theme_name: null,
    logo_url: null,
    member_id: 'member',
    role_key: 'owner',
    availability: 'offline',
    permissions: [],
    plan_key: 'free',
    subscription_status: 'active',
    features: {},
    limits: {},
    usage: {},
    flags: {},
    brands: [{ id: BRAND, name: 'B', status: 'active', is_default: true, flags: {} }],
  };

  test('finds the organization of the brand, and asks for it once', async () => {
    let asked = 0;
    const scope = createScope(BRAND, async () => {
      asked += 1;
      return { user_id: 'user', is_platform_admin: false, organizations: [organization] };
    });
    const key = { organization_id: 'organization', brand_id: BRAND };
    expect([await scope.key(), await scope.key()]).toEqual([key, key]);
    expect(asked).toBe(1);
  });

  test('says what is missing when no brand is chosen or it is not the caller’s', async () => {
    const scope = createScope(null, async () => ({
      user_id: 'user',
      is_platform_admin: false,
      organizations: [],
    }));
    expect(() => scope.require()).toThrow(expect.objectContaining({ slug: 'brand_not_chosen' }));
    expect(scope.require(BRAND)).toBe(BRAND);
    scope.use(BRAND);
    await expect(scope.key()).rejects.toMatchObject({ slug: 'permission_denied' });
  });
});

describe('createWabaseClient', () => {
  test('with an accessToken callback the auth helpers say where to sign in instead', async () => {
    const client = createWabaseClient({
      url: URL_OF_PROJECT,
      publishableKey: 'sb_publishable_test',
      accessToken: async () => null,
    });
    await expect(client.auth.signIn('a@example.com', 'password')).rejects.toMatchObject({
      slug: 'auth_external',
    });
    await client.close();
  });

  test('a project that cannot be reached is an error with a name', async () => {
    const client = createWabaseClient({
      url: URL_OF_PROJECT,
      publishableKey: 'sb_publishable_test',
      brandId: BRAND,
    });
    await expect(client.auth.signIn('a@example.com', 'password')).rejects.toMatchObject({
      slug: 'unreachable',
    });
    await expect(client.organizations.create({ name: 'O' })).rejects.toMatchObject({
      status: 0,
      slug: 'unreachable',
    });
    await client.close();
  });
});
