import { createDatabase, isWriteToLostConnection, within } from '../core/database.ts';
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

/** Longer than any commit should take, shorter than Meta waits: a 503 brings the webhook back later. */
const PATIENCE_MS = 5_000;

const env = readEnv(Deno.env.toObject());
const sql = createDatabase({
  url: env.WABASE_DB_URL,
  prepare: env.WABASE_DB_PREPARE,
  pool: env.WABASE_DB_POOL,
  name: 'whatsapp-webhook',
  arrays: true,
});

// Nobody can catch it where it is thrown, and the statement it belongs to is rejected as well.
addEventListener('error', (event) => {
  if (isWriteToLostConnection(event.error)) event.preventDefault();
});

Deno.serve(
  createWebhookHandler({
    ingest: createBatchedIngest({
      ingestMany: (bodies) =>
        within(sql, PATIENCE_MS, sql`select private.ingest_webhooks(${bodies}::text[])`),
      // The rest of the pool is for counting rejected requests; more statements in flight only make smaller batches.
      statements: Math.max(1, Math.min(2, env.WABASE_DB_POOL - 1)),
    }),
    countRejected: (reason) =>
      within(sql, PATIENCE_MS, sql`select private.count_rejected_webhook(${reason})`),
    appSecrets: env.WHATSAPP_APP_SECRETS,
    verifyToken: env.WHATSAPP_VERIFY_TOKEN,
    log: createLogger({ level: env.LOG_LEVEL, fields: { function: 'whatsapp-webhook' } }),
  }),
);
