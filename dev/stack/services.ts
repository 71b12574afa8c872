import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnPostgres, untilAnswering } from '../postgres/cluster.ts';
import { type ChildSpec, untilListening } from './child.ts';
import type { DatabaseUrls } from './database.ts';
import { type DataPaths, logFile, PROJECT } from './paths.ts';
import { OWNER_VARIABLE } from './pids.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import { SERVICE_EMAIL } from './service_user.ts';

/** Keeps a worker at full speed under 250 MB; V8 would otherwise let its heap grow to twice that before it cleans up. */
const WORKER_FLAGS = ['--max-old-space-size=192', '--max-semi-space-size=8'];

/** What the processes are told about the stack that they belong to. */
export interface ServiceContext {
  paths: DataPaths;
  ports: Ports;
  secrets: Secrets;
  urls: DatabaseUrls;
  /** Added to the environment of every process but PostgreSQL. */
  env: Record<string, string>;
}

/** The slugs of the edge functions: each folder of functions/ that has an index.ts. */
export function functionSlugs(): string[] {
  const folder = join(PROJECT, 'functions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')));
}

/** PostgreSQL itself, which everything else needs. */
export function postgresService({ paths, ports, urls }: Omit<ServiceContext, 'env'>): ChildSpec {
  const log = logFile(paths, 'postgres');
  return {
    name: 'postgres',
    logFile: log,
    spawn: () => spawnPostgres({ dir: paths.postgres, port: ports.postgres, logFile: log }),
    ready: (child) => untilAnswering(child, urls.supabase_admin),
    stopSignal: 'SIGINT', // fast shutdown: does not wait for clients to leave
  };
}

/** Every other process of the stack, in the order in which they are stopped. */
export function services(context: ServiceContext): ChildSpec[] {
  const { paths, ports, secrets, urls } = context;
  const apiUrl = `http://127.0.0.1:${ports.gateway}`;
  const graphUrl = `http://127.0.0.1:${ports.simulator}/v26.0`;
  return [
    node(context, 'gateway', 'dev/gateway/main.ts', ports.gateway, {
      GATEWAY_PORT: String(ports.gateway),
      CONSOLE_PORT: String(ports.console),
      DATA_API_PORT: String(ports.dataApi),
      REALTIME_PORT: String(ports.realtime),
      STORAGE_PORT: String(ports.storage),
      FUNCTION_PORTS: JSON.stringify(ports.functions),
      SUPABASE_URL: apiUrl,
      PUBLISHABLE_KEY: secrets.publishable_key,
    }),
    ...Object.entries(ports.functions).map(([slug, port]) =>
      edgeFunction(context, slug, port, {
        SUPABASE_URL: apiUrl,
        SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secrets.publishable_key }),
        SUPABASE_JWT_SECRET: secrets.jwt_secret,
        WABASE_DB_URL: urls.wabase_functions,
        WABASE_DB_POOL: '10', // one process here stands for the many isolates of a hosted function
        WHATSAPP_APP_SECRETS: secrets.app_secret,
        WHATSAPP_VERIFY_TOKEN: secrets.verify_token,
        WABASE_ENCRYPTION_KEYS: secrets.encryption_key,
        GRAPH_API_URL: graphUrl,
      }),
    ),
    node(
      context,
      'worker',
      'worker/main.ts',
      ports.worker,
      {
        WABASE_DB_URL: urls.wabase_worker,
        WABASE_ENCRYPTION_KEYS: secrets.encryption_key,
        GRAPH_API_URL: graphUrl,
        WORKER_PORT: String(ports.worker),
        SUPABASE_URL: apiUrl,
        SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secrets.publishable_key }),
        WORKER_EMAIL: SERVICE_EMAIL,
        WORKER_PASSWORD: secrets.service_password,
        SMTP_URL: `smtp://127.0.0.1:${ports.mailboxSmtp}`,
        MAIL_FROM: 'Wabase <wabase@example.com>',
        APP_URL: `http://127.0.0.1:${ports.console}`,
        LOG_LEVEL: 'info',
      },
      WORKER_FLAGS,
    ),
    node(context, 'simulator', 'dev/simulator/main.ts', ports.simulator, {
      SIMULATOR_PORT: String(ports.simulator),
      SIMULATOR_WEBHOOK_URL: `${apiUrl}/functions/v1/whatsapp-webhook`,
      SIMULATOR_APP_SECRET: secrets.app_secret,
      SIMULATOR_VERIFY_TOKEN: secrets.verify_token,
    }),
    node(context, 'realtime', 'dev/realtime/main.ts', ports.realtime, {
      REALTIME_PORT: String(ports.realtime),
      REALTIME_DB_URL: urls.supabase_admin,
      REALTIME_JWT_SECRET: secrets.jwt_secret,
      REALTIME_API_KEYS: `${secrets.publishable_key},${secrets.secret_key}`,
    }),
    node(context, 'mailbox', 'dev/mailbox/main.ts', ports.mailbox, {
      MAILBOX_PORT: String(ports.mailbox),
      MAILBOX_SMTP_PORT: String(ports.mailboxSmtp),
    }),
    node(context, 'storage', 'dev/storage/main.ts', ports.storage, {
      STORAGE_PORT: String(ports.storage),
      STORAGE_DB_URL: urls.supabase_storage_admin,
      STORAGE_JWT_SECRET: secrets.jwt_secret,
      STORAGE_API_KEYS: `${secrets.publishable_key},${secrets.secret_key}`,
      STORAGE_FOLDER: paths.storage,
    }),
    node(context, 'data-api', 'dev/data-api/main.ts', ports.dataApi, {
      DATA_API_PORT: String(ports.dataApi),
      PUBLISHABLE_KEY: secrets.publishable_key,
      SECRET_KEY: secrets.secret_key,
      JWT_SECRET: secrets.jwt_secret,
      SITE_URL: `http://127.0.0.1:${ports.console}`,
      API_URL: apiUrl,
      SMTP_URL: `smtp://127.0.0.1:${ports.mailboxSmtp}`,
      AUTHENTICATOR_DB_URL: urls.authenticator,
      AUTH_ADMIN_DB_URL: urls.supabase_auth_admin,
      CATALOG_DB_URL: urls.supabase_admin,
    }),
  ];
}

function node(
  context: ServiceContext,
  name: string,
  entry: string,
  port: number,
  env: Record<string, string>,
  flags: string[] = [],
): ChildSpec {
  return program(context, name, port, process.execPath, [...flags, join(PROJECT, entry)], env);
}

/**
 * One Deno process for one edge function. Its packages come from node_modules, nothing is downloaded; it may use the
 * network and its environment, not files: less than the hosted runtime allows, so that what works here works there.
 */
function edgeFunction(
  context: ServiceContext,
  slug: string,
  port: number,
  env: Record<string, string>,
): ChildSpec {
  const folder = join(PROJECT, 'functions', slug);
  const args = [
    'run',
    '--quiet',
    '--no-prompt',
    '--node-modules-dir=manual',
    '--cached-only',
    '--no-remote',
    '--allow-net',
    '--allow-env',
    `--config=${join(folder, 'deno.json')}`,
    join(folder, 'index.ts'),
  ];
  return program(context, `functions-${slug}`, port, join(PROJECT, 'node_modules/.bin/deno'), args, {
    ...env,
    DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
    DENO_DIR: context.paths.deno,
    DENO_NO_UPDATE_CHECK: '1',
  });
}

function program(
  context: ServiceContext,
  name: string,
  port: number,
  command: string,
  args: string[],
  env: Record<string, string>,
): ChildSpec {
  const log = logFile(context.paths, name);
  const start = (): ChildProcess => {
    const fd = openSync(log, 'a');
    try {
      return spawn(command, args, {
        cwd: PROJECT,
        // A session of its own: Ctrl-C reaches the supervisor alone, which then stops everything in order.
        detached: true,
        stdio: ['ignore', fd, fd],
        env: { ...inherited(), ...env, ...context.env, [OWNER_VARIABLE]: context.paths.root },
      });
    } finally {
      closeSync(fd);
    }
  };
  return { name, logFile: log, spawn: start, ready: (child) => untilListening(port, child) };
}

/** What a program needs from our environment; nothing else of the person's shell may change what the stack does. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
