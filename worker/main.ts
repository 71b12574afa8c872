import { createLogger } from '../functions/core/log.ts';
import { readEnvironment } from './environment.ts';
import { startWorker } from './worker.ts';

if (process.argv.includes('--help')) {
  console.log(`The worker: applies webhooks, sends messages, runs maintenance. Start as many as you like.

Environment: WABASE_DB_URL (direct connection, role wabase_worker), WABASE_ENCRYPTION_KEYS, GRAPH_API_URL,
WORKER_PORT (health and metrics), SMTP_URL, MAIL_FROM, APP_URL (mail), SUPABASE_URL, SUPABASE_PUBLISHABLE_KEYS, WORKER_EMAIL, WORKER_PASSWORD (files), WORKER_JOBS, WORKER_SEND_SLOTS, LOG_LEVEL. SIGTERM stops it after open sends are recorded.`);
  process.exit(0);
}

const environment = readEnvironment(process.env);
const log = createLogger({ level: environment.LOG_LEVEL, fields: { program: 'worker' } });
const worker = await startWorker(environment, log);

/** Longest a stop may take: a request to Meta ends after 30 s. What is not recorded by then is settled by its status. */
const STOP_MS = 40_000;

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    log.info('worker_stopping', { signal });
    setTimeout(() => {
      log.error('worker_stop_took_too_long');
      process.exit(1);
    }, STOP_MS);
    await worker.stop();
    process.exit(0);
  });
}
for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
  process.on(event, (error: unknown) => {
    if (worker.survives(error)) {
      log.warn('database_connection_lost', { error: String(error) });
      return;
    }
    log.error('worker_failed', { error });
    process.exit(1);
  });
}
await worker.ended.catch((error) => log.error('queue_failed', { error: String(error) }));
if (!stopping) {
  log.error('worker_ended_by_itself');
  process.exit(1);
}
