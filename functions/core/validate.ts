import type { z } from 'zod';
import { appError } from './errors.ts';

/**
 * The parsed value, or `validation_failed` whose message names each bad field.
 * Zod's messages describe the rule and not the value, so nothing that a person wrote is repeated.
 * @throws AppError validation_failed
 */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.slice(0, 10).map((issue) => {
    const path = issue.path.map(String).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  throw appError('validation_failed', { message: problems.join('; ') });
}
