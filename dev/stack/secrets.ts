import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { StackError } from './errors.ts';
import { readJson, writeJson } from './json_file.ts';

const schema = z.object({
  publishable_key: z.string(),
  secret_key: z.string(),
  /** HS256 secret that signs the users' tokens. */
  jwt_secret: z.string(),
  /** Signs the simulator's webhooks, as a Meta app's secret does. */
  app_secret: z.string(),
  verify_token: z.string(),
  /** `<key id>:<base64 of 32 bytes>`, encrypts WhatsApp credentials. */
  encryption_key: z.string(),
  /** Password of the Auth user as which the worker reaches Storage. */
  service_password: z.string(),
  passwords: z.object({
    supabase_admin: z.string(),
    postgres: z.string(),
    authenticator: z.string(),
    auth_admin: z.string(),
    storage_admin: z.string(),
    wabase_functions: z.string(),
    wabase_worker: z.string(),
  }),
});

/** Everything secret of one data folder. Made once, at random; kept in a file that only its owner reads. */
export type Secrets = z.infer<typeof schema>;

/** Makes the secrets of a new data folder. */
export function createSecrets(file: string): Secrets {
  const secrets: Secrets = {
    publishable_key: `sb_publishable_${token(17)}_${token(6)}`,
    secret_key: `sb_secret_${token(17)}_${token(6)}`,
    jwt_secret: token(36),
    app_secret: randomBytes(16).toString('hex'),
    verify_token: randomUUID(),
    service_password: token(18),
    encryption_key: `local:${randomBytes(32).toString('base64')}`,
    passwords: {
      supabase_admin: token(18),
      postgres: token(18),
      authenticator: token(18),
      auth_admin: token(18),
      storage_admin: token(18),
      wabase_functions: token(18),
      wabase_worker: token(18),
    },
  };
  writeJson(file, secrets, 0o600);
  return secrets;
}

/** Reads the secrets of an existing data folder. */
export function readSecrets(file: string): Secrets {
  const parsed = schema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new StackError(
    `${file} is missing or damaged.`,
    'Start again with --reset to make a new data folder.',
  );
}

/** Random text that needs no escaping in a URL or a shell. */
function token(bytes: number): string {
  return randomBytes(bytes).toString('base64url').replaceAll('-', 'x').replaceAll('_', 'y');
}
