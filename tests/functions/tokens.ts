import { SignJWT } from 'jose';
import { utf8 } from '../../functions/core/encoding.ts';

export const jwtSecret = 'a-shared-secret-of-at-least-32-characters';
export const userId = '0198f3a0-0000-7000-8000-000000000001';

/** An HS256 access token as Supabase Auth signs it. */
export function userToken(
  claims: Record<string, unknown> = {},
  secret = jwtSecret,
  expires = '1h',
): Promise<string> {
  return new SignJWT({ sub: userId, role: 'authenticated', aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(utf8(secret));
}
