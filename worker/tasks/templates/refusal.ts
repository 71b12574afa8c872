import type { GraphOutcome } from '../../../functions/whatsapp/outcome.ts';

/**
 * Meta's refusal in words for the author of a template.
 * @throws Error when trying again may help (no answer, rate limits, Meta's own trouble): the queue then does
 */
export function refusalOf(outcome: Exclude<GraphOutcome<unknown>, { kind: 'ok' }>): string {
  if (outcome.kind !== 'rejected') throw new Error(`Meta could not be asked: ${outcome.reason}`);
  const { error } = outcome;
  const words = `${error.code}: ${error.details ?? error.message}`;
  if (error.class === 'transient' || error.class === 'delay') throw new Error(`Meta is busy (${words})`);
  return words;
}
