import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Logger as GraphileLogger,
  parseCrontab,
  type Runner,
  run,
  type Task,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { type Database, isConnectionLoss, isWriteToLostConnection } from '../functions/core/database.ts';
import type { Logger } from '../functions/core/log.ts';
import { createSealer } from '../functions/core/seal.ts';
import { createGraphClient } from '../functions/whatsapp/client.ts';
import { createMediaSource } from '../functions/whatsapp/media-source.ts';
import { createCredentials } from './credentials.ts';
import { createWorkerDatabase } from './database.ts';
import type { Environment } from './environment.ts';
import { startEventSequencer } from './event_sequencer.ts';
import { createLiveness } from './liveness.ts';
import { createMailer } from './mail.ts';
import { prepareQueueSchema } from './queue_schema.ts';
import { createSendLatency } from './send_latency.ts';
import { createStatusServer } from './status_server.ts';
import { storageOf } from './storage.ts';
import { createProgressAnnouncer } from './tasks/campaigns/announce.ts';
import { createCampaignLaunch } from './tasks/campaigns/launch.ts';
import { createContactChange } from './tasks/contacts/change.ts';
import { createContactImport } from './tasks/contacts/import.ts';
import { createApplyEvents } from './tasks/ingest/apply_events.ts';
import { createRemoveFiles } from './tasks/media/remove_files.ts';
import { createTransferMedia } from './tasks/media/transfer.ts';
import { createMark } from './tasks/messaging/mark.ts';
import { createRoute } from './tasks/messaging/route.ts';
import { createSweep } from './tasks/messaging/sweep.ts';
import { createDataRequest } from './tasks/ops/data_request.ts';
import { createExpireData } from './tasks/ops/expire_data.ts';
import { createExpireFiles } from './tasks/ops/expire_files.ts';
import { createExport } from './tasks/ops/export.ts';
import { createPump } from './tasks/outbox/pump.ts';
import { createRecorder } from './tasks/outbox/recorder.ts';
import { createTemplateDeletion } from './tasks/templates/delete.ts';
import { createTemplateSubmission } from './tasks/templates/submit.ts';
import { createTemplateSync } from './tasks/templates/sync.ts';
import { createInvitationMail } from './tasks/tenancy/mail_invitation.ts';
import { createPooledTransport } from './transport.ts';

/** A task of ours: payload in, and a signal that fires when the worker is asked to stop. */
type OurTask = (payload: unknown, context: { stopping: AbortSignal }) => Promise<void>;

/** Starts a worker; it runs until stop(). Start as many as you like on one database. */
export async function startWorker(environment: Environment, log: Logger) {
  const sql = createWorkerDatabase(environment.WABASE_DB_URL, 10);
  const stopping = new AbortController();
  const { transport, close: closeTransport } = createPooledTransport({
    connections: environment.WORKER_SEND_SLOTS * 2,
  });
  const graph = createGraphClient({ baseUrl: environment.GRAPH_API_URL, request: transport });
  const credentials = createCredentials({ sql, sealer: createSealer(environment.WABASE_ENCRYPTION_KEYS) });
  const progress = createProgressAnnouncer({ sql, log });
  const latency = createSendLatency();
  const liveness = await createLiveness({ url: environment.WABASE_DB_URL, sql, log });
  const recorder = createRecorder({ sql, log, onLoss: liveness.renew });

  const storage = storageOf(environment);

  const mailer = createMailer(environment);

  const tasks: Record<string, OurTask> = {
    ...(storage && {
      'contacts/import': createContactImport({ sql, storage, log }),
      'ops/export': createExport({ sql, storage, log }),
    }),
    'ops/expire_files': createExpireFiles({ sql }),
    'ops/expire_data': createExpireData({ sql }),
    'outbox/pump': createPump({
      sql,
      graph,
      credentials,
      recorder,
      progress,
      latency,
      log,
      liveness,
      slots: environment.WORKER_SEND_SLOTS,
      jobs: environment.WORKER_JOBS,
    }),
    'ingest/apply_events': createApplyEvents({ sql, log, progress }),
    'contacts/change': createContactChange({ sql }),
    'media/transfer': createTransferMedia({
      sql,
      graph,
      source: createMediaSource({ graphUrl: environment.GRAPH_API_URL }),
      storage,
      credentials,
      liveness,
      log,
    }),
    'media/sweep': async () => void (await sql`select private.sweep_uploads()`),
    'media/remove': createRemoveFiles({ sql, storage }),
    'templates/sync': createTemplateSync({ sql, graph, credentials, log }),
    'messaging/mark': createMark({ sql, graph, credentials, log }),
    'messaging/route': createRoute({ sql }),
    'messaging/sweep': createSweep({ sql }),
    'templates/submit': createTemplateSubmission({ sql, graph, storage, credentials, log }),
    'templates/delete': createTemplateDeletion({ sql, graph, credentials, log }),
    'campaigns/launch': createCampaignLaunch({ sql, log, progress }),
    'campaigns/fold_deltas': async () => void (await sql`select private.fold_campaign_deltas()`),
    'billing/expire': async () => void (await sql`select private.expire_subscriptions()`),
    'channels/release_holds': async () => void (await sql`select private.release_expired_holds()`),
    'outbox/forget_pairs': async () => void (await sql`select private.forget_pairs()`),
    'ops/data_request': createDataRequest({ sql, storage: storageOf(environment), log }),
    'contacts/forget_merges': async () => void (await sql`select private.forget_merge_rows()`),
    'ops/ring_everything': async () => void (await sql`select private.ring_everything()`),
    'ops/maintain_partitions': async () => void (await sql`select private.maintain_partitions()`),
    'tenancy/mail_invitation': createInvitationMail({ sql, mailer, log }),
    'tenancy/expire_presence': async () => void (await sql`select private.expire_presence()`),
    'audit/seal': async () => void (await sql`select private.seal_audit()`),
  };

  /**
   * Runs a task; one that fails because the database is away fails when it is back, so that its failure can be noted. A job
   * that was replaced while it ran is not tried again by graphile-worker, so all work there is is rung for anew.
   */
  async function runTask(task: OurTask, payload: unknown): Promise<void> {
    try {
      await task(payload, { stopping: stopping.signal });
    } catch (error) {
      if (isConnectionLoss(error)) {
        liveness.renew();
        await ringForAllWork(sql, log, stopping.signal);
      }
      throw error;
    }
  }

  const events: WorkerEvents = new EventEmitter();
  let queueId: string | undefined;
  // The pool's id, not those of its workers, is what graphile-worker locks jobs with.
  events.on('pool:create', ({ workerPool }) => {
    queueId = workerPool.id;
  });
  await prepareQueueSchema(sql);
  const runner: Runner = await run({
    connectionString: environment.WABASE_DB_URL,
    concurrency: environment.WORKER_JOBS,
    maxPoolSize: 10,
    noHandleSignals: true,
    pollInterval: 2000,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]): [string, Task] => [
        name,
        (payload) => runTask(task, payload),
      ]),
    ) satisfies TaskList,
    parsedCronItems: parseCrontab(readFileSync(new URL('crontab', import.meta.url), 'utf8')),
    logger: graphileLogger(log),
    events,
  });
  if (queueId !== undefined) await liveness.addQueueId(queueId);
  liveness.start();
  await sql`select private.add_job('ops/maintain_partitions', '{}', 'ops/maintain_partitions')`;
  await ringForAllWork(sql, log, stopping.signal);
  const sequencer = startEventSequencer({ sql, log });
  const status = createStatusServer({ sql, latency, port: environment.WORKER_PORT });
  await status.listen();
  log.info('worker_started', { worker_id: liveness.workerId() });

  return {
    /** Resolves when the runner ends by itself, which is an error. */
    ended: runner.promise,
    /**
     * Whether an error that nobody handled only means that a connection was lost: graphile-worker does not wait for the
     * answer when it notes the end of a job, and postgres.js writes from a timer. A new life heals both.
     */
    survives(error: unknown): boolean {
      if (!isConnectionLoss(error) && !isWriteToLostConnection(error)) return false;
      liveness.renew();
      return true;
    },
    /** Claims nothing more, lets open requests finish and records them, then closes everything. */
    async stop(): Promise<void> {
      stopping.abort();
      await runner.stop();
      await status.close();
      await sequencer.stop();
      await progress.stop();
      await liveness.stop();
      await closeTransport();
      mailer?.close();
      await sql.end({ timeout: 5 });
    },
  };
}

/** Rings for all work as soon as the database lets us, and says what keeps us waiting; gives up when the worker is asked to stop. */
async function ringForAllWork(sql: Database, log: Logger, stopping: AbortSignal): Promise<void> {
  let told: string | undefined;
  while (!stopping.aborted) {
    try {
      await sql`select private.ring_everything()`;
      return;
    } catch (error) {
      if (String(error) !== told) log.warn('work_cannot_be_rung_for', { error: String(error) });
      told = String(error);
      await sleep(250);
    }
  }
}

/** graphile-worker's messages, in our format; its debug chatter only at level debug. */
function graphileLogger(log: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message, meta) => {
    const fields = { message, ...scope, ...(meta?.error ? { error: String(meta.error) } : {}) };
    if (level === 'error') log.error('queue', fields);
    else if (level === 'warning') log.warn('queue', fields);
    else log.debug('queue', fields);
  });
}
