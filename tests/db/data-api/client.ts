import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { SignJWT } from 'jose';
import { requestContext } from '../../../dev/data-api/request_context.ts';
import { createDataApi, type DataApi } from '../../../dev/data-api/servers.ts';
import type { TestDatabase } from '../database.ts';
import type { Person } from '../dataset/people.ts';

const JWT_SECRET = 'a-secret-of-at-least-thirty-two-characters';
const PUBLISHABLE_KEY = 'sb_publishable_of_the_catalogue_walk';
const URL_BASE = 'http://data-api.test';

/** Serves a test database through the Data API of the local stack, in this process. */
export function serveDataApi(db: TestDatabase): DataApi {
  return createDataApi({
    publishableKey: PUBLISHABLE_KEY,
    secretKey: 'sb_secret_that_nobody_uses',
    jwtSecret: JWT_SECRET,
    siteUrl: URL_BASE,
    authenticatorUrl: db.url('authenticator'),
    authAdminUrl: db.url('supabase_auth_admin'),
    catalogUrl: db.url('supabase_admin'),
  });
}

/** A supabase-js client with the publishable key and, if a person is given, that person's own token. */
export async function clientFor(api: DataApi, person: Person | null): Promise<SupabaseClient> {
  const token = person === null ? null : await tokenOf(person);
  return createClient(URL_BASE, PUBLISHABLE_KEY, {
    accessToken: async () => token,
    global: { fetch: (input, init) => ask(api, new Request(input, init)) },
  });
}

/** As the Data API's server does it: SQL may read the request. */
function ask(api: DataApi, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const context = { method: request.method, path: pathname, headers: Object.fromEntries(request.headers) };
  return requestContext.run(context, async () => api.fetch(request));
}

function tokenOf(person: Person): Promise<string> {
  return new SignJWT({ role: 'authenticated', email: person.email, session_id: person.member_id })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(person.user_id)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(JWT_SECRET));
}
