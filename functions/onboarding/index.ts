import { createDatabase } from '../core/database.ts';
import { createEnvReader, variables } from '../core/env.ts';
import { createLogger } from '../core/log.ts';
import { createSealer } from '../core/seal.ts';
import { createUserAuthenticator } from '../core/user-token.ts';
import { createGraphClient } from '../whatsapp/client.ts';
import { createFetchTransport } from '../whatsapp/transport.ts';
import { createOnboardingHandler } from './handler.ts';

const readEnv = createEnvReader({
  WABASE_DB_URL: variables.WABASE_DB_URL,
  WABASE_DB_PREPARE: variables.WABASE_DB_PREPARE,
  WABASE_ENCRYPTION_KEYS: variables.WABASE_ENCRYPTION_KEYS,
  GRAPH_API_URL: variables.GRAPH_API_URL,
  SUPABASE_URL: variables.SUPABASE_URL,
  SUPABASE_JWT_SECRET: variables.SUPABASE_JWT_SECRET,
  SUPABASE_JWKS: variables.SUPABASE_JWKS,
  LOG_LEVEL: variables.LOG_LEVEL,
});

const env = readEnv(Deno.env.toObject());
const sql = createDatabase({
  url: env.WABASE_DB_URL,
  prepare: env.WABASE_DB_PREPARE,
  pool: 1,
  name: 'onboarding',
});

Deno.serve(
  createOnboardingHandler({
    authenticate: createUserAuthenticator({
      supabaseUrl: env.SUPABASE_URL,
      jwtSecret: env.SUPABASE_JWT_SECRET,
      jwks: env.SUPABASE_JWKS,
    }),
    graph: createGraphClient({
      baseUrl: env.GRAPH_API_URL,
      request: createFetchTransport(),
      timeoutMs: 15_000,
    }),
    sealer: createSealer(env.WABASE_ENCRYPTION_KEYS),
    connect: async (userId, brandId, account, credentials) => {
      const [row] = await sql<{ id: string }[]>`
        select private.connect_whatsapp_account(
          ${userId}::uuid, ${brandId}::uuid, ${sql.json({ ...account })}, ${credentials}
        ) as id`;
      return row?.id ?? account.id;
    },
    log: createLogger({ level: env.LOG_LEVEL }),
  }),
);
