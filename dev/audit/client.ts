import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { SignJWT } from 'jose';
import { requestContext } from '../data-api/request_context.ts';
import { createDataApi } from '../data-api/servers.ts';
import { applyFilters, type Filter } from './filters.ts';
import type { Person } from './people.ts';
import type { AuditRequest, Embed } from './requests.ts';
import type { Row } from './rows.ts';

const SECRET = 'the-secret-of-a-scratch-database-lives-for-minutes';
const KEY = 'sb_publishable_of_the_isolation_audit';
const BASE = 'http://data-api.test';

/** What came back. */
export interface Answer {
  data: unknown;
  count: number | null;
  error: { code: string; message: string } | null;
}

export interface Sender {
  /** Sends a request as its caller, through supabase-js and the Data API. */
  send(request: AuditRequest): Promise<Answer>;
  close(): Promise<void>;
}

/** The Data API of the local stack over a scratch database, in this process. */
export function openSender(
  url: (role: 'authenticator' | 'supabase_auth_admin' | 'supabase_admin') => string,
): Sender {
  const api = createDataApi({
    publishableKey: KEY,
    secretKey: 'sb_secret_that_nobody_uses',
    jwtSecret: SECRET,
    siteUrl: BASE,
    authenticatorUrl: url('authenticator'),
    authAdminUrl: url('supabase_auth_admin'),
    catalogUrl: url('supabase_admin'),
  });
  const clients = new Map<Person, SupabaseClient>();
  const clientOf = (person: Person) => {
    const known = clients.get(person);
    if (known !== undefined) return known;
    const token = tokenOf(person);
    const client = createClient(BASE, KEY, {
      accessToken: () => token,
      global: {
        fetch: (input, init) => {
          const request = new Request(input, init);
          const context = {
            method: request.method,
            path: new URL(request.url).pathname,
            headers: Object.fromEntries(request.headers),
          };
          return requestContext.run(context, async () => api.fetch(request));
        },
      },
    });
    clients.set(person, client);
    return client;
  };
  return {
    async send(request) {
      const query = compose(clientOf(request.caller.person), request);
      const { header } = request.caller;
      const { data, count, error } = await (header === null ? query : query.setHeader('x-brand-id', header));
      return { data, count, error };
    },
    close: () => api.close(),
  };
}

/** A query under way, however it began: its precise type would be the product of all of them. */
type Underway = ReturnType<SupabaseClient['rpc']>;

function compose(client: SupabaseClient, { query }: AuditRequest): Underway {
  const written = (begun: unknown, returning: boolean) =>
    (returning ? (begun as Underway).select() : begun) as Underway;
  const filtered = (begun: unknown, filters: Filter[]) => applyFilters(begun as Underway, filters);
  switch (query.kind) {
    case 'rpc':
      return client.rpc(query.name, query.body);
    case 'count':
      return filtered(client.from(query.relation).select('*', { count: 'exact', head: true }), query.filters);
    case 'insert':
      return written(client.from(query.relation).insert(query.rows), query.returning);
    case 'upsert':
      return written(
        client.from(query.relation).upsert(query.rows, { onConflict: query.onConflict }),
        query.returning,
      );
    case 'update':
      return written(
        filtered(client.from(query.relation).update(query.values), query.filters),
        query.returning,
      );
    case 'delete':
      return written(filtered(client.from(query.relation).delete(), query.filters), query.returning);
    case 'read': {
      const columns = query.embed === null ? '*' : `*, ${embedded(query.embed)}`;
      let read = filtered(client.from(query.relation).select(columns), query.filters);
      for (const column of query.order) read = read.order(column);
      return query.range === null ? read : read.range(...query.range);
    }
  }
}

function embedded({ other, link, inner }: Embed): string {
  return `embedded:${other}!${link.name}${inner ? '!inner' : ''}(*)`;
}

async function tokenOf(person: Person): Promise<string | null> {
  if (person.user_id === null) return null;
  return new SignJWT({ role: 'authenticated', session_id: person.user_id })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(person.user_id)
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(person.isForged === true ? `not ${SECRET}` : SECRET));
}

/** Rows of an answer; an answer that is one row or none counts as a list. */
export function rowsOf(data: unknown): Row[] {
  if (data === null || data === undefined) return [];
  return (Array.isArray(data) ? data : [data]) as Row[];
}
