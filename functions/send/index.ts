import { createEnvReader, variables } from '../core/env.ts';
import { createLogger } from '../core/log.ts';
import { createUserAuthenticator } from '../core/user-token.ts';
import { createSendHandler } from './handler.ts';

const readEnv = createEnvReader({
  SUPABASE_URL: variables.SUPABASE_URL,
  SUPABASE_PUBLISHABLE_KEYS: variables.SUPABASE_PUBLISHABLE_KEYS,
  SUPABASE_JWT_SECRET: variables.SUPABASE_JWT_SECRET,
  SUPABASE_JWKS: variables.SUPABASE_JWKS,
  LOG_LEVEL: variables.LOG_LEVEL,
});

const env = readEnv(Deno.env.toObject());

Deno.serve(
  createSendHandler({
    authenticate: createUserAuthenticator({
      supabaseUrl: env.SUPABASE_URL,
      jwtSecret: env.SUPABASE_JWT_SECRET,
      jwks: env.SUPABASE_JWKS,
    }),
    supabaseUrl: env.SUPABASE_URL,
    publishableKey: env.SUPABASE_PUBLISHABLE_KEYS.default ?? '',
    log: createLogger({ level: env.LOG_LEVEL }),
  }),
);
