import { z } from 'zod';
import { parseSealingKeys, type SealingKey } from './seal.ts';

/** The variables of a process, as Deno or Node gives them. */
export type EnvSource = Record<string, string | undefined>;

/** Names the variables that are missing or malformed; a value is never quoted. */
export class EnvError extends Error {
  readonly variables: string[];

  constructor(problems: { variable: string; problem: string }[]) {
    super(`environment: ${problems.map(({ variable, problem }) => `${variable} ${problem}`).join('; ')}`);
    this.name = 'EnvError';
    this.variables = problems.map(({ variable }) => variable);
  }
}

const commaList = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

function jsonOf<T>(text: string, schema: z.ZodType<T>, context: z.RefinementCtx): T {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) {
      return parsed.data;
    }
  } catch {
    // Reported below like a JSON text of the wrong shape.
  }
  context.addIssue({ code: 'custom', message: 'is not the expected JSON' });
  return z.NEVER;
}

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Every variable that functions and worker read, by name. A program picks those that it needs. */
export const variables = {
  /** Connection of the program's own role; behind a transaction pooler set WABASE_DB_PREPARE to false. */
  WABASE_DB_URL: z.string().regex(/^postgres(?:ql)?:\/\//, 'is not a postgres:// URL'),
  WABASE_DB_PREPARE: flag.default(false),
  /** Connections of one isolate. Supabase runs many isolates, so it stays small. */
  WABASE_DB_POOL: z.coerce.number().int().min(1).max(50).default(4),
  WABASE_ENCRYPTION_KEYS: z.string().transform((text, context): SealingKey[] => {
    const keys = parseSealingKeys(text);
    if (!keys) {
      context.addIssue({ code: 'custom', message: 'is not "<key_id>:<base64 of 32 bytes>[,…]"' });
      return z.NEVER;
    }
    return keys;
  }),
  /** Secrets of all apps that may sign a webhook. Empty is allowed: the webhook then fails closed. */
  WHATSAPP_APP_SECRETS: commaList.default([]),
  WHATSAPP_VERIFY_TOKEN: z.string().default(''),
  GRAPH_API_URL: z.url().default('https://graph.facebook.com/v26.0'),
  SUPABASE_URL: z.url(),
  SUPABASE_PUBLISHABLE_KEYS: z
    .string()
    .transform((text, context) => jsonOf(text, z.record(z.string(), z.string()), context)),
  /** Only where the project still signs with the shared secret, as the local stack does. */
  SUPABASE_JWT_SECRET: z.string().min(1).optional(),
  SUPABASE_JWKS: z
    .string()
    .transform((text, context) =>
      jsonOf(text, z.union([jwks, jwks.shape.keys.transform((keys) => ({ keys }))]), context),
    )
    .optional(),
  /** The Auth user as which the worker reaches Storage; see private.service_users. */
  WORKER_EMAIL: z.email(),
  WORKER_PASSWORD: z.string().min(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
} as const;

/**
 * Makes the reader of a program's environment. An empty variable counts as absent.
 * @throws EnvError that lists every bad variable at once.
 */
export function createEnvReader<Shape extends z.ZodRawShape>(
  shape: Shape,
): (source: EnvSource) => z.infer<z.ZodObject<Shape>> {
  const schema = z.object(shape);
  return function readEnv(source) {
    const present = Object.fromEntries(
      Object.entries(source).filter(([name, value]) => name in shape && value !== undefined && value !== ''),
    );
    const parsed = schema.safeParse(present);
    if (parsed.success) {
      return parsed.data;
    }
    throw new EnvError(
      parsed.error.issues.map((issue) => {
        const variable = String(issue.path[0]);
        return { variable, problem: variable in present ? issue.message : 'is not set' };
      }),
    );
  };
}
