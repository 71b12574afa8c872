import { z } from 'zod';
import { createEnvReader, variables } from '../functions/core/env.ts';

/** Reads the worker's environment. @throws EnvError that names every bad variable */
export const readEnvironment = createEnvReader({
  WABASE_DB_URL: variables.WABASE_DB_URL,
  WABASE_ENCRYPTION_KEYS: variables.WABASE_ENCRYPTION_KEYS,
  GRAPH_API_URL: variables.GRAPH_API_URL,
  LOG_LEVEL: variables.LOG_LEVEL,
  /** With the next three: files of messages, imports and exports. Without them the worker leaves such work undone. */
  SUPABASE_URL: variables.SUPABASE_URL.optional(),
  SUPABASE_PUBLISHABLE_KEYS: variables.SUPABASE_PUBLISHABLE_KEYS.optional(),
  WORKER_EMAIL: variables.WORKER_EMAIL.optional(),
  WORKER_PASSWORD: variables.WORKER_PASSWORD.optional(),
  /** Mail server, such as smtps://user:password@mail.example.com. With the next two; without them no mail is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  /** Where people sign in; mails link to it. */
  APP_URL: z.url().optional(),
  /** Port of health and metrics. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65535).default(9464),
  /** Jobs that run at once; a number that sends occupies one. */
  WORKER_JOBS: z.coerce.number().int().min(2).max(200).default(24),
  /** Open requests to Meta of one number, and the largest batch that is marked in flight. */
  WORKER_SEND_SLOTS: z.coerce.number().int().min(1).max(1000).default(512),
});

export type Environment = ReturnType<typeof readEnvironment>;
