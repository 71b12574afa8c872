import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import { CompiledQuery, type Kysely } from 'kysely';
import { requestContext } from './request_context.ts';

/** The part of lite's request variables that decides who asks. */
interface Vars {
  auth?: { role?: unknown; uid?: unknown; jwt?: unknown };
  storage?: { operation?: unknown };
}

/** Statement timeouts of the API roles, as hosted: PostgREST applies those of the role that it takes on, and a function's own before them. */
const STATEMENT_TIMEOUTS: Record<string, string> = { anon: '3s', authenticated: '8s' };
const DEFAULT_TIMEOUT = '8s';

const OPEN = `select
  set_config('request.jwt.claim.sub', $2, true),
  set_config('request.jwt.claim.role', $1, true),
  set_config('request.jwt.claims', $3, true),
  set_config('request.headers', $4, true),
  set_config('request.method', $5, true),
  set_config('request.path', $6, true),
  set_config('storage.operation', $7, true),
  set_config('statement_timeout', coalesce((
    select substr(setting, length('statement_timeout=') + 1)
    from pg_catalog.pg_proc p, unnest(p.proconfig) as setting
    where p.proname = substring($6 from '/rpc/(\\w+)$') and p.pronamespace = 'public'::regnamespace
      and setting like 'statement!_timeout=%' escape '!'
    limit 1), $8), true),
  set_config('role', $1, true)`;

export interface RequestConnectionOptions {
  /** Connects as authenticator (or the storage server's role): it may become an API role and do nothing by itself. */
  url: string;
  /** Reads the catalogue for the schema cache; authenticator itself sees no table. */
  catalogUrl: string;
  poolSize: number;
}

/**
 * A connection of lite that treats requests as PostgREST does. Lite's own differs in ways that matter here:
 * it grants everything in every schema that has row level security to the API roles (private included) and changes the
 * default privileges; it tells SQL the request's headers only in RPC; and it needs six round trips to open a request.
 */
export function createRequestConnection(options: RequestConnectionOptions): PostgresConnection {
  const connection = createPostgresConnection({
    url: options.url,
    postgresOptions: poolOptions(options.poolSize),
  });
  passJsonTextOn(connection);
  const catalog = createPostgresConnection({ url: options.catalogUrl, postgresOptions: poolOptions(1) });
  return Object.assign(connection, {
    rlsState: 'active', // what lite would find out, without the grants that it would make on the way
    ensureRlsContext: () => Promise.resolve(true),
    applyJwtSessionContext: openRequest,
    applyRpcRequestGucs: () => Promise.resolve(),
    introspect: catalog.introspect.bind(catalog),
    close: async () => {
      await Promise.all([connection.driver.end({ timeout: 2 }), catalog.driver.end({ timeout: 2 })]);
    },
    // A cast: these replace members that lite declares private or narrower, which TypeScript cannot express.
  }) as unknown as PostgresConnection;
}

/** A connection of lite's Auth server: its own tables only, as their owner. */
export function createAuthConnection(url: string, poolSize: number): PostgresConnection {
  const connection = createPostgresConnection({ url, postgresOptions: poolOptions(poolSize) });
  return Object.assign(connection, {
    rlsState: 'inactive',
    ensureRlsContext: () => Promise.resolve(false),
  }) as unknown as PostgresConnection; // same reason as above
}

async function openRequest(db: Kysely<unknown>, vars: Vars | undefined): Promise<void> {
  const role = typeof vars?.auth?.role === 'string' && vars.auth.role !== '' ? vars.auth.role : 'anon';
  const claims = vars?.auth?.jwt;
  const request = requestContext.getStore();
  await db.executeQuery(
    CompiledQuery.raw(OPEN, [
      role,
      typeof vars?.auth?.uid === 'string' ? vars.auth.uid : '',
      JSON.stringify(claims !== null && typeof claims === 'object' ? claims : { role }),
      JSON.stringify(request?.headers ?? {}),
      request?.method ?? '',
      request?.path ?? '',
      typeof vars?.storage?.operation === 'string' ? vars.storage.operation : '',
      STATEMENT_TIMEOUTS[role] ?? DEFAULT_TIMEOUT,
    ]),
  );
}

const JSON_TYPES = [114, 3802];

/**
 * Lite hands JSON arguments of functions to the driver as text already, values of table writes as objects. The driver's
 * own serializer would make a JSON string of that text, so text that is JSON passes as it is.
 */
function passJsonTextOn(connection: PostgresConnection): void {
  const { serializers } = connection.driver.options;
  for (const type of JSON_TYPES) {
    serializers[type] = (value: unknown) => (isJsonText(value) ? value : JSON.stringify(value));
  }
}

function isJsonText(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function poolOptions(max: number) {
  return { max, onnotice: () => {}, idle_timeout: 300, connection: { application_name: 'data-api' } };
}
