/** Who is asking: the project's API key opens the door, a JWT of the auth server names the user. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify } from 'jose';

export interface Identity {
  /** The Postgres role that the policies are asked with. */
  role: string;
  claims: Record<string, unknown>;
  /** The token as sent; undefined for an identity that comes from an API key. */
  token?: string;
  /** Unix seconds; undefined for an API key, which does not expire. */
  expiresAt?: number;
}

/** A refused token. The message begins with the error code that hosted Realtime uses. */
export class TokenError extends Error {}

export interface IdentityDesk {
  /** The identity of a known API key (`sb_secret_...` is service_role, any other anon); undefined when unknown. */
  ofApiKey(key: string | null | undefined): Identity | undefined;
  /** Checks signature, expiry and the claims `role` and `exp`. Throws {@link TokenError}. */
  ofToken(token: string): Promise<Identity>;
}

/** Makes the desk for one project. `jwtSecret` is the HS256 secret of its auth server. */
export function createIdentityDesk(options: { apiKeys: string[]; jwtSecret: string }): IdentityDesk {
  const secret = new TextEncoder().encode(options.jwtSecret);
  const known = options.apiKeys.map((key) => ({ key, hash: hash(key) }));

  return {
    ofApiKey(key) {
      if (!key) return undefined;
      const offered = hash(key);
      const match = known.find((candidate) => timingSafeEqual(candidate.hash, offered));
      if (!match) return undefined;
      const role = match.key.startsWith('sb_secret_') ? 'service_role' : 'anon';
      return { role, claims: { role } };
    },
    async ofToken(token) {
      const claims = await verify(token, secret);
      if (typeof claims.role !== 'string' || typeof claims.exp !== 'number') {
        throw new TokenError('InvalidJWTToken: Fields `role` and `exp` are required in JWT');
      }
      return { role: claims.role, claims, token, expiresAt: claims.exp };
    },
  };
}

/** True for a value of `access_token` that says nothing about the user: supabase-js sends the API key there. */
export function isKeyOrEmpty(token: string | null | undefined): boolean {
  return !token || token.startsWith('sb_');
}

async function verify(token: string, secret: Uint8Array): Promise<Record<string, unknown>> {
  try {
    return (await jwtVerify(token, secret, { algorithms: ['HS256'] })).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const seconds = Math.max(0, Math.floor(Date.now() / 1000) - Number(error.payload.exp));
      throw new TokenError(`InvalidJWTToken: Token has expired ${seconds} seconds ago`);
    }
    if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) {
      throw new TokenError('JwtSignatureError: Failed to validate JWT signature');
    }
    throw new TokenError('MalformedJWT: The token provided is not a valid JWT');
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
