import { EnvelopeError } from '../../../functions/whatsapp/envelope.ts';
import type { SendOutcome } from '../../../functions/whatsapp/outcome.ts';

/** What private.record_send_results takes for one message. */
export interface SendResult {
  message_id: string;
  outcome: 'accepted' | 'retry' | 'failed' | 'unknown';
  wamid: string | null;
  error_class: string | null;
  error_code: number | null;
  error_message: string | null;
  retry_after: number | null;
}

/**
 * Seconds until the next attempt: doubling from one second to five minutes, the upper half of it random, so that
 * messages refused together do not come back together.
 */
export function backoffSeconds(attempt: number, random: () => number = Math.random): number {
  return Math.min(2 ** Math.max(0, attempt - 1), 300) * (0.5 + random() / 2);
}

/**
 * Turns what Meta did with a message into what is recorded of it. Transient and delayed refusals are tried again while
 * the table of functions/whatsapp allows; an account's refusal keeps the message and pauses the number (in SQL).
 */
export function resultOf(
  message_id: string,
  attempt: number,
  outcome: SendOutcome,
  random: () => number = Math.random,
): SendResult {
  const empty = {
    message_id,
    wamid: null,
    error_class: null,
    error_code: null,
    error_message: null,
    retry_after: null,
  };
  switch (outcome.kind) {
    case 'accepted':
      return { ...empty, outcome: 'accepted', wamid: outcome.wamid };
    case 'unknown':
      return { ...empty, outcome: 'unknown', error_class: 'unknown', error_message: outcome.reason };
    case 'not_sent':
      return {
        ...empty,
        outcome: 'retry',
        error_class: 'transient',
        error_message: outcome.reason,
        retry_after: backoffSeconds(attempt, random),
      };
    case 'rejected': {
      const { error } = outcome;
      const described = {
        ...empty,
        error_class: error.class,
        error_code: error.code,
        error_message: error.details ?? error.message,
      };
      const retry_after = error.retry_after_s ?? backoffSeconds(attempt, random);
      if (error.class === 'account') return { ...described, outcome: 'retry', retry_after };
      if ((error.class === 'transient' || error.class === 'delay') && attempt < error.max_attempts) {
        return { ...described, outcome: 'retry', retry_after };
      }
      return { ...described, outcome: 'failed' };
    }
  }
}

/** The result of a message that could not even be put together: nothing was sent, and trying again would not help. */
export function resultOfBrokenMessage(message_id: string, error: unknown): SendResult {
  return {
    message_id,
    outcome: 'failed',
    wamid: null,
    error_class: 'permanent',
    error_code: null,
    error_message: error instanceof EnvelopeError ? error.slug : 'message_malformed',
    retry_after: null,
  };
}
