import { createConsoleServer } from './console.ts';
import { createGateway } from './server.ts';

/** Process entry: the project's address and the console's. Its configuration comes from the environment. */
function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

const gateway = createGateway({
  dataApi: Number(env('DATA_API_PORT')),
  realtime: Number(env('REALTIME_PORT')),
  storage: Number(env('STORAGE_PORT')),
  functions: JSON.parse(env('FUNCTION_PORTS')) as Record<string, number>,
});
const pages = createConsoleServer({ apiUrl: env('SUPABASE_URL'), publishableKey: env('PUBLISHABLE_KEY') });
gateway.listen(Number(env('GATEWAY_PORT')), '127.0.0.1');
pages.listen(Number(env('CONSOLE_PORT')), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const server of [gateway, pages]) {
      server.close();
      server.closeAllConnections();
    }
    setTimeout(() => process.exit(0), 200);
  });
}
