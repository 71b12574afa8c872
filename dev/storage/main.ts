import { createStorageServer } from './server.ts';

/** Process entry: serves /storage/v1 for the gateway. Its configuration comes from the environment. */
function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

const { server, close } = createStorageServer({
  dbUrl: env('STORAGE_DB_URL'),
  jwtSecret: env('STORAGE_JWT_SECRET'),
  apiKeys: env('STORAGE_API_KEYS').split(','),
  folder: env('STORAGE_FOLDER'),
});
server.keepAliveTimeout = 65_000;
server.listen(Number(env('STORAGE_PORT')), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.closeAllConnections();
    server.close(() => void close().finally(() => process.exit(0)));
  });
}
