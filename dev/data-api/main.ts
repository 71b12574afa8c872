import { createFetchServer } from './fetch_server.ts';
import { createDataApi } from './servers.ts';

/** Process entry: serves /rest/v1 and /auth/v1 for the gateway. Its configuration comes from the environment. */
function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

const api = createDataApi({
  publishableKey: env('PUBLISHABLE_KEY'),
  secretKey: env('SECRET_KEY'),
  jwtSecret: env('JWT_SECRET'),
  siteUrl: env('SITE_URL'),
  mail: { smtpUrl: env('SMTP_URL'), apiUrl: env('API_URL') },
  authenticatorUrl: env('AUTHENTICATOR_DB_URL'),
  authAdminUrl: env('AUTH_ADMIN_DB_URL'),
  catalogUrl: env('CATALOG_DB_URL'),
});
const server = createFetchServer((request) =>
  new URL(request.url).pathname === '/healthz' ? Response.json({ status: 'ok' }) : api.fetch(request),
);
server.keepAliveTimeout = 65_000;
server.listen(Number(env('DATA_API_PORT')), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.closeAllConnections();
    server.close(() => void api.close().finally(() => process.exit(0)));
  });
}
