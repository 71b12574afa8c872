import { App, type IAppConfig, InMemoryEmailDriver } from '@supabase/lite';
import type { PostgresConnection } from '@supabase/lite/postgres';
import { createAuthConnection, createRequestConnection } from './connection.ts';
import type { FetchHandler } from './fetch_server.ts';
import { createMailDriver } from './mail.ts';

export interface DataApiConfig {
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  siteUrl: string;
  /** Sends Auth's mails; without it they are dropped. `apiUrl` is where their links lead. */
  mail?: { smtpUrl: string; apiUrl: string };
  /** Connection strings by role: authenticator for requests, the auth server's own, one that may read the catalogue. */
  authenticatorUrl: string;
  authAdminUrl: string;
  catalogUrl: string;
}

export interface DataApi {
  fetch: FetchHandler;
  close(): Promise<void>;
}

/**
 * The Data API and Auth of a Supabase project: two servers of @supabase/lite, each with the database role that it has
 * on a hosted project. Admin mode, which would serve requests without a key as service_role, is off.
 */
export function createDataApi(config: DataApiConfig): DataApi {
  const restConnection = createRequestConnection({
    url: config.authenticatorUrl,
    catalogUrl: config.catalogUrl,
    poolSize: 10,
  });
  const authConnection = createAuthConnection(config.authAdminUrl, 4);
  const rest = createRest(config, restConnection);
  const auth = createApp(config, authConnection, true);
  return {
    fetch: (request) => {
      const server = new URL(request.url).pathname.startsWith('/auth/') ? auth : rest;
      return server.fetch(request, { peerAddress: null });
    },
    close: async () => {
      await Promise.all([restConnection.close(), authConnection.close()]);
    },
  };
}

/**
 * PostgREST believes a valid token without looking at auth.users; lite looks its user and session up, which the
 * authenticator role may not (and which would cost two queries a request). So lite meets a session that always exists;
 * the signature, the expiry and the role are still checked.
 */
function createRest(config: DataApiConfig, connection: PostgresConnection): App<IAppConfig> {
  const anyone = { repo: { findUserById: async () => ({}), findSessionById: async () => ({}) } };
  return createApp(config, connection, false, [
    async (c, next) => {
      c.set('authService', anyone as never); // only the two look-ups are called while auth is disabled
      await next();
    },
  ]);
}

type ServerOptions = NonNullable<NonNullable<IAppConfig['options']>['server']>;

function createApp(
  config: DataApiConfig,
  connection: PostgresConnection,
  authEnabled: boolean,
  middlewares?: ServerOptions['middlewares'],
): App<IAppConfig> {
  const { mail, siteUrl } = config;
  const email = mail === undefined ? new InMemoryEmailDriver() : createMailDriver({ ...mail, siteUrl });
  // Lite's types ask for every setting that its schema has a default for; the defaults are applied in the constructor.
  return new App({
    connection,
    auth: {
      enabled: authEnabled,
      jwt_secret: config.jwtSecret,
      jwt_expiry: 3600,
      publishable_key: config.publishableKey,
      secret_key: config.secretKey,
      site_url: config.siteUrl,
      minimum_password_length: 8,
      enable_signup: true,
      email: { enable_signup: true, enable_confirmations: false },
    },
    api: { enabled: true, schemas: ['public'], max_rows: 1000 },
    // An empty list of middlewares makes lite answer 404 to everything: it must be absent.
    options: {
      drivers: { email },
      server: {
        admin: false,
        disableStudio: true,
        disableFallback: true,
        ...(middlewares && { middlewares }),
      },
    },
  } as unknown as IAppConfig);
}
