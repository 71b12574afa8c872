import type { IncomingMessage } from 'node:http';
import { errors as joseErrors, jwtVerify, SignJWT } from 'jose';
import { createIdentityDesk, isKeyOrEmpty, TokenError } from '../realtime/identity.ts';
import { refusals } from './errors.ts';
import type { ObjectKey } from './keys.ts';

/** Who asks, and what SQL may read of the request. */
export interface Caller {
  role: string;
  userId: string | null;
  claims: Record<string, unknown>;
  headers: Record<string, string>;
  method: string;
  path: string;
}

/** What a signed URL allows. */
type Purpose = 'download' | 'upload';

interface SignedClaims {
  owner: string | null;
  upsert: boolean;
}

/** Tells callers apart, and signs URLs, with the project's JWT secret. */
export function createCallerDesk(options: { apiKeys: string[]; jwtSecret: string }) {
  const desk = createIdentityDesk(options);
  const secret = new TextEncoder().encode(options.jwtSecret);

  return {
    /** The caller of a request: the user of its token, else the role of its API key. @throws StorageError */
    async of(request: IncomingMessage): Promise<Caller> {
      const token = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const key = request.headers.apikey;
      const identity = isKeyOrEmpty(token)
        ? desk.ofApiKey(token ?? (Array.isArray(key) ? key[0] : key))
        : await desk.ofToken(token ?? '').catch((error: unknown) => {
            throw refusals.invalidJwt(error instanceof TokenError ? error.message : 'Invalid JWT');
          });
      if (identity === undefined) throw refusals.denied('Invalid API key');
      const { role, claims } = identity;
      return {
        role,
        userId: typeof claims.sub === 'string' ? claims.sub : null,
        claims,
        headers: plainHeaders(request),
        method: request.method ?? 'GET',
        path: (request.url ?? '/').split('?')[0] ?? '/',
      };
    },

    /** A token that opens one object for one purpose, for some seconds. */
    sign(
      purpose: Purpose,
      key: ObjectKey,
      seconds: number,
      claims: Partial<SignedClaims> = {},
    ): Promise<string> {
      return new SignJWT({ ...claims, url: `${key.bucket}/${key.name}`, purpose })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .sign(secret);
    },

    /** What the token of a signed URL says. @throws StorageError InvalidJWT | InvalidSignature */
    async verify(purpose: Purpose, key: ObjectKey, token: string | null): Promise<SignedClaims> {
      const { payload } = await jwtVerify(token ?? '', secret, { algorithms: ['HS256'] }).catch(
        (error: unknown) => {
          throw refusals.invalidJwt(error instanceof joseErrors.JOSEError ? error.message : 'Invalid JWT');
        },
      );
      if (payload.purpose !== purpose || payload.url !== `${key.bucket}/${key.name}`) {
        throw refusals.invalidSignature();
      }
      return {
        owner: typeof payload.owner === 'string' ? payload.owner : null,
        upsert: payload.upsert === true,
      };
    },
  };
}

export type CallerDesk = ReturnType<typeof createCallerDesk>;

function plainHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
