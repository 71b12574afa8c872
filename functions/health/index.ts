import { createDatabase, within } from '../core/database.ts';
import { createEnvReader, variables } from '../core/env.ts';
import { createLogger } from '../core/log.ts';
import { createHealthHandler } from './handler.ts';

const readEnv = createEnvReader({
  WABASE_DB_URL: variables.WABASE_DB_URL,
  WABASE_DB_PREPARE: variables.WABASE_DB_PREPARE,
  LOG_LEVEL: variables.LOG_LEVEL,
});

const env = readEnv(Deno.env.toObject());
const sql = createDatabase({
  url: env.WABASE_DB_URL,
  prepare: env.WABASE_DB_PREPARE,
  pool: 1,
  name: 'health',
});

Deno.serve(
  createHealthHandler({
    readHealth: async () => {
      const [row] = await within(
        sql,
        3_000,
        sql<{ health: Record<string, unknown> }[]>`select private.health() as health`,
      );
      return row?.health ?? { ok: false };
    },
    log: createLogger({ level: env.LOG_LEVEL }),
  }),
);
