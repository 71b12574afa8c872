import { createDatabase } from '../core/database.ts';
import { createEnvReader, variables } from '../core/env.ts';
import { createLogger } from '../core/log.ts';
import { createBatchedIngest } from './batch.ts';
import { createWebhookHandler } from './handler.ts';

const readEnv = createEnvReader({
  WABASE_DB_URL: variables.WABASE_DB_URL,
  WABASE_DB_PREPARE: variables.WABASE_DB_PREPARE,
  WABASE_DB_POOL: variables.WABASE_DB_POOL,
  WHATSAPP_APP_SECRETS: variables.WHATSAPP_APP_SECRETS,
  WHATSAPP_VERIFY_TOKEN: variables.WHATSAPP_VERIFY_TOKEN,
  LOG_LEVEL: variables.LOG_LEVEL,
});

const env = readEnv(Deno.env.toObject());
const sql = createDatabase({
  url: env.WABASE_DB_URL,
  prepare: env.WABASE_DB_PREPARE,
  pool: env.WABASE_DB_POOL,
  name: 'whatsapp-webhook',
  arrays: true,
});

Deno.serve(
  createWebhookHandler({
    ingest: createBatchedIngest({
      ingestMany: (bodies) => sql`select private.ingest_webhooks(${bodies}::text[])`,
      // The rest of the pool is for counting rejected requests; more statements in flight only make smaller batches.
      statements: Math.max(1, Math.min(2, env.WABASE_DB_POOL - 1)),
    }),
    countRejected: (reason) => sql`select private.count_rejected_webhook(${reason})`,
    appSecrets: env.WHATSAPP_APP_SECRETS,
    verifyToken: env.WHATSAPP_VERIFY_TOKEN,
    log: createLogger({ level: env.LOG_LEVEL, fields: { function: 'whatsapp-webhook' } }),
  }),
);
