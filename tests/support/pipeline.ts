import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { FaultsPatch } from '../../dev/simulator/faults.ts';
import type { Stats } from '../../dev/simulator/stats.ts';
import { startTestPostgres, type TestDatabase, type TestPostgres } from './postgres.ts';
import { freePort, type Program, postJson, startProgram, until, untilServing } from './programs.ts';
import { createTenant, provisionNumber, type Tenant } from './tenant.ts';

/** PostgreSQL as an operator would run it: nothing is traded for speed that a crash could take back. */
export const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
};

const APP_SECRET = 'test-secret';

export interface PipelineOptions {
  /** PostgreSQL settings on top of those of throw-away clusters. */
  postgres?: Record<string, string>;
  /** Messages a second that we allow the number. */
  throughputMps?: number;
  /** Messages a second that the simulator allows it; as many as come unless given. */
  metaMps?: number;
  /** How the simulator misbehaves. */
  faults?: FaultsPatch;
  /** Says on stderr what programs say, instead of keeping it for `logs()`. */
  talkative?: boolean;
}

/** A worker and where it answers /live, /ready and /metrics. */
export interface WorkerProgram extends Program {
  port: number;
}

/** Database, simulator and one tenant; worker and webhook function are started when they are wanted. */
export interface Pipeline {
  postgres: TestPostgres;
  database: TestDatabase;
  /** As superuser. */
  sql: Sql;
  tenant: Tenant;
  simulatorUrl: string;
  start(name: string, command: string[], env: Record<string, string>): Program;
  /** Starts one more worker; resolves when it serves. */
  startWorker(options?: {
    port?: number;
    slots?: number;
    jobs?: number;
    nodeArgs?: string[];
  }): Promise<WorkerProgram>;
  /** Starts the webhook function, always on the same port; resolves when it answers. */
  startWebhook(): Promise<Program>;
  webhookUrl: string;
  appSecret: string;
  changeFaults(patch: FaultsPatch): Promise<void>;
  /** What the simulator counted, of all numbers or of one. */
  stats(phoneNumberId?: string): Promise<Stats>;
  /** Forgets all sends and goes back to the faults it was started with. */
  resetSimulator(): Promise<void>;
  /** Resolves when every status has been delivered to the webhook function and applied by the worker. */
  untilDrained(timeoutMs?: number): Promise<void>;
  /** What the programs have said so far. */
  logs(): string;
  /** Ends every program, then does `before`, then ends PostgreSQL and removes everything. */
  stop(options?: { before?: () => Promise<void> }): Promise<void>;
}

/** Puts a pipeline together on ports and in a folder of its own: about three seconds. */
export async function startPipeline(options: PipelineOptions = {}): Promise<Pipeline> {
  const home = mkdtempSync(join(tmpdir(), 'wabase-pipeline-'));
  const programs: Program[] = [];
  const start = (name: string, command: string[], env: Record<string, string>) => {
    const program = startProgram(command, env, options.talkative ? undefined : join(home, `${name}.log`));
    programs.push(program);
    return program;
  };
  const stops: (() => Promise<unknown>)[] = [async () => rmSync(home, { recursive: true, force: true })];
  const stop = async ({ before }: { before?: () => Promise<void> } = {}) => {
    await Promise.all(programs.map((program) => program.stop()));
    await before?.();
    for (const next of stops.reverse()) await next();
  };

  try {
    const postgres = await startTestPostgres({ settings: options.postgres ?? {} });
    stops.push(() => postgres.stop());
    const database = await postgres.createDatabase();
    const sql = database.connect('supabase_admin', 2);
    stops.push(() => sql.end({ timeout: 1 }));
    const webhookPort = await freePort();
    const webhookUrl = `http://127.0.0.1:${webhookPort}/whatsapp-webhook`;
    const simulatorUrl = `http://127.0.0.1:${await freePort()}`;
    const simulator = start(
      'simulator',
      ['node', 'dev/simulator/main.ts', '--port', new URL(simulatorUrl).port],
      {
        SIMULATOR_WEBHOOK_URL: webhookUrl,
        SIMULATOR_APP_SECRET: APP_SECRET,
      },
    );
    await untilServing(simulator, `${simulatorUrl}/_sim/health`);
    await provisionNumber(simulatorUrl, undefined, options.metaMps);
    const faults: FaultsPatch = {
      unthrottled: options.metaMps === undefined,
      enforce_pair_limit: false,
      ...options.faults,
    };
    const changeFaults = async (patch: FaultsPatch) =>
      void (await postJson(`${simulatorUrl}/_sim/faults`, patch));
    await changeFaults(faults);
    const tenant = await createTenant(sql, options.throughputMps);

    return {
      postgres,
      database,
      sql,
      tenant,
      simulatorUrl,
      start,
      webhookUrl,
      appSecret: APP_SECRET,
      async startWorker({ port, slots = 512, jobs, nodeArgs = [] } = {}) {
        const at = port ?? (await freePort());
        const worker = start('worker', ['node', ...nodeArgs, 'worker/main.ts'], {
          WABASE_DB_URL: database.url('wabase_worker'),
          WABASE_ENCRYPTION_KEYS: tenant.encryptionKeys,
          GRAPH_API_URL: `${simulatorUrl}/v26.0`,
          WORKER_PORT: String(at),
          WORKER_SEND_SLOTS: String(slots),
          ...(jobs === undefined ? {} : { WORKER_JOBS: String(jobs) }),
          LOG_LEVEL: 'warn',
        });
        await untilServing(worker, `http://127.0.0.1:${at}/live`);
        return { ...worker, port: at };
      },
      async startWebhook() {
        const webhook = start('webhook', denoCommand('functions/whatsapp-webhook/index.ts'), {
          WABASE_DB_URL: database.url('wabase_functions'),
          WHATSAPP_APP_SECRETS: APP_SECRET,
          WHATSAPP_VERIFY_TOKEN: 'test-verify',
          LOG_LEVEL: 'warn',
          ...denoEnvironment(webhookPort),
        });
        await untilServing(webhook, webhookUrl);
        return webhook;
      },
      changeFaults,
      async stats(phoneNumberId) {
        const filter = phoneNumberId ? `?phone_number_id=${phoneNumberId}` : '';
        return (await (await fetch(`${simulatorUrl}/_sim/stats${filter}`)).json()) as Stats;
      },
      async resetSimulator() {
        await postJson(`${simulatorUrl}/_sim/reset`, {});
        await changeFaults(faults);
      },
      async untilDrained(timeoutMs = 120_000) {
        const began = performance.now();
        const answer = await fetch(`${simulatorUrl}/_sim/idle?timeout_ms=${timeoutMs}`);
        const { idle } = (await answer.json()) as { idle: boolean };
        if (!idle) throw new Error(`The simulator still had webhooks to send after ${timeoutMs / 1000} s.`);
        await until(
          'every webhook is applied',
          async () => {
            const [row] = await sql<{ n: number }[]>`
              select count(*)::int as n from private.raw_events where state in ('received', 'failed')`;
            return row?.n === 0;
          },
          timeoutMs - (performance.now() - began) + 5000,
        );
      },
      logs: () =>
        ['worker', 'webhook', 'simulator'].map((name) => readLog(join(home, `${name}.log`))).join(''),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How a function runs under Deno on a developer's machine: nothing is downloaded, no files. */
export function denoCommand(entry: string): string[] {
  const flags = ['--quiet', '--no-prompt', '--node-modules-dir=manual', '--cached-only', '--no-remote'];
  const rights = ['--allow-net', '--allow-env', '--config=functions/whatsapp-webhook/deno.json'];
  return ['deno', 'run', ...flags, ...rights, entry];
}

/** Where a function under Deno listens. */
export function denoEnvironment(port: number): Record<string, string> {
  return { DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`, DENO_NO_UPDATE_CHECK: '1' };
}

function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
