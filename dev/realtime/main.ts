/** Starts the Realtime server from the command line. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createRealtime } from './server.ts';

const HELP = `Realtime server for development: what supabase-js's channels talk to.

Usage: node dev/realtime/main.ts [--recheck-ms N] [--allow-public]

  --recheck-ms N   how often the rights of connected users are asked again (default 3000)
  --allow-public   accept channels without "private: true" (refused otherwise)
  --help           this text

Environment:
  REALTIME_PORT        port on 127.0.0.1
  REALTIME_DB_URL      direct connection, role that passes RLS on realtime.messages and may set role
  REALTIME_JWT_SECRET  HS256 secret of the auth server
  REALTIME_API_KEYS    publishable and secret keys, comma separated

GET /healthz answers 200, or 503 while Postgres does not answer.
`;

const environment = z.object({
  REALTIME_PORT: z.coerce.number().int().min(0).max(65535),
  REALTIME_DB_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REALTIME_JWT_SECRET: z.string().min(1),
  REALTIME_API_KEYS: z
    .string()
    .transform((keys) => keys.split(',').map((key) => key.trim()))
    .pipe(z.array(z.string().min(1)).min(1)),
});

const flags = {
  help: { type: 'boolean', default: false },
  'recheck-ms': { type: 'string', default: '3000' },
  'allow-public': { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: flags });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const recheckMs = Number(values['recheck-ms']);
  if (!Number.isInteger(recheckMs) || recheckMs < 100) {
    throw new Error('--recheck-ms needs a whole number of at least 100');
  }
  const env = environment.safeParse(process.env);
  if (!env.success) {
    const names = env.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the environment is not complete:\n  ${names.join('\n  ')}\nTry --help.`);
  }
  const realtime = await createRealtime({
    port: env.data.REALTIME_PORT,
    dbUrl: env.data.REALTIME_DB_URL,
    jwtSecret: env.data.REALTIME_JWT_SECRET,
    apiKeys: env.data.REALTIME_API_KEYS,
    allowPublic: values['allow-public'],
    recheckMs,
    log: (message) => console.log(`realtime: ${message}`),
  });
  console.log(`realtime: listening on ${realtime.url}`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void realtime.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`realtime: ${message}`);
  process.exit(1);
});
