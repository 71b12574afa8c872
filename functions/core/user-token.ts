import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import { utf8 } from './encoding.ts';
import { AppError, appError } from './errors.ts';

/** A signed-in user, proven by an access token of Supabase Auth. */
export interface User {
  id: string;
  /** The token itself, for calls that must run with the user's own rights. */
  token: string;
}

/** Reads the user of a request. @throws AppError token_missing, token_invalid, auth_unavailable */
export type AuthenticateUser = (request: Request) => Promise<User>;

const claims = z.object({ sub: z.uuid(), role: z.literal('authenticated') });
const asymmetric = ['ES256', 'RS256', 'EdDSA'];

/**
 * Makes the check of user tokens.
 *
 * Not `@supabase/server`: its user mode refuses HS256 tokens (docs/auth-modes.md), which a project that has not
 * rotated to asymmetric keys, and the local stack, still sign. Both kinds are accepted here, each only under its own
 * key, so that a public key can never serve as an HMAC secret.
 * @param deps.jwtSecret shared secret of HS256 tokens, if the project has one
 * @param deps.jwks the project's public keys; when absent they are fetched from `supabaseUrl` and cached
 */
export function createUserAuthenticator(deps: {
  supabaseUrl: string;
  jwtSecret?: string | undefined;
  jwks?: JSONWebKeySet | undefined;
}): AuthenticateUser {
  const secret = deps.jwtSecret === undefined ? null : utf8(deps.jwtSecret);
  const keys = deps.jwks
    ? createLocalJWKSet(deps.jwks)
    : createRemoteJWKSet(new URL('/auth/v1/.well-known/jwks.json', deps.supabaseUrl));

  async function verify(token: string, algorithm: string | undefined): Promise<unknown> {
    if (algorithm === 'HS256') {
      if (!secret) {
        throw appError('token_invalid', { hint: 'This project does not accept HS256 tokens.' });
      }
      return (await jwtVerify(token, secret, { algorithms: ['HS256'] })).payload;
    }
    return (await jwtVerify(token, keys, { algorithms: asymmetric })).payload;
  }

  return async function authenticateUser(request) {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (token === undefined) {
      throw appError('token_missing');
    }
    let payload: unknown;
    try {
      payload = await verify(token, algorithmOf(token));
    } catch (error) {
      throw error instanceof AppError ? error : appError(slugOf(error), { cause: error });
    }
    const user = claims.safeParse(payload);
    if (!user.success) {
      // Signed by the project but not a user: an anon or service_role key.
      throw appError('token_invalid', { message: 'The access token does not belong to a user.' });
    }
    return { id: user.data.sub, token };
  };
}

function algorithmOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch (cause) {
    throw appError('token_invalid', { cause });
  }
}

/** jose gives each fault of a token its own class; what is left are failures to fetch the keys. */
function slugOf(error: unknown): 'token_invalid' | 'auth_unavailable' {
  const isTokenFault =
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    error.code !== 'ERR_JOSE_GENERIC';
  return isTokenFault ? 'token_invalid' : 'auth_unavailable';
}
