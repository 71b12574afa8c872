import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { createUserAuthenticator } from '../../functions/core/user-token.ts';
import { answerJson, type GraphServer, startGraphServer } from './graph-server.ts';
import { jwtSecret, userId, userToken } from './tokens.ts';

const supabaseUrl = 'http://127.0.0.1:1';
const withToken = (token: string) =>
  new Request('http://x/', { headers: { authorization: `Bearer ${token}` } });
const local = createUserAuthenticator({ supabaseUrl, jwtSecret, jwks: { keys: [] } });

let server: GraphServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('createUserAuthenticator', () => {
  it('knows the user of an HS256 token', async () => {
    const token = await userToken();
    expect(await local(withToken(token))).toEqual({ id: userId, token });
  });

  it.each([
    ['no header', new Request('http://x/')],
    ['another scheme', new Request('http://x/', { headers: { authorization: 'Basic abc' } })],
    ['an empty token', new Request('http://x/', { headers: { authorization: 'Bearer ' } })],
  ])('asks for a token: %s', async (_, request) => {
    await expect(local(request)).rejects.toMatchObject({ slug: 'token_missing', status: 401 });
  });

  it.each([
    ['another secret', userToken({}, 'b-shared-secret-of-at-least-32-characters')],
    ['an expired one', userToken({}, jwtSecret, '-1h')],
    ['one of the service role', userToken({ role: 'service_role' })],
    ['one without a user', userToken({ sub: undefined })],
    ['one whose user is no uuid', userToken({ sub: 'x' })],
    ['a publishable key', Promise.resolve('sb_publishable_abc')],
    ['an unsigned one', userToken().then((token) => `eyJhbGciOiJub25lIn0.${token.split('.')[1]}.`)],
    ['a cut one', userToken().then((token) => token.slice(0, -4))],
  ])('refuses %s', async (_, token) => {
    await expect(local(withToken(await token))).rejects.toMatchObject({ slug: 'token_invalid', status: 401 });
  });

  it('refuses HS256 where the project has no shared secret', async () => {
    const hosted = createUserAuthenticator({ supabaseUrl, jwks: { keys: [] } });
    await expect(hosted(withToken(await userToken()))).rejects.toMatchObject({ slug: 'token_invalid' });
  });

  it('knows the user of an ES256 token by inline or fetched keys', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] };
    const token = await new SignJWT({ sub: userId, role: 'authenticated' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setExpirationTime('1h')
      .sign(privateKey);
    expect(await createUserAuthenticator({ supabaseUrl, jwks })(withToken(token))).toEqual({
      id: userId,
      token,
    });

    server = await startGraphServer((_seen, response) => answerJson(response, 200, jwks));
    const remote = createUserAuthenticator({ supabaseUrl: server.url });
    expect(await remote(withToken(token))).toEqual({ id: userId, token });
    expect(server.seen[0]?.url).toBe('/auth/v1/.well-known/jwks.json');
  });

  it('does not blame the token when the keys cannot be fetched', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ sub: userId })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey);
    const remote = createUserAuthenticator({ supabaseUrl });
    await expect(remote(withToken(token))).rejects.toMatchObject({ slug: 'auth_unavailable', status: 503 });
  });
});
