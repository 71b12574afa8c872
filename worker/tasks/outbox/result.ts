import { cleanText } from '../../../functions/whatsapp/clean-json.ts';
import { EnvelopeError } from '../../../functions/whatsapp/envelope.ts';
import { type ErrorScope, retryDelaySeconds } from '../../../functions/whatsapp/errors.ts';
import type { SendOutcome } from '../../../functions/whatsapp/outcome.ts';

/** What private.record_send_results takes for one message. */
export interface SendResult {
  message_id: string;
  /** Which claim of the message this is the result of. */
  attempt: number;
  outcome: 'accepted' | 'held' | 'retry' | 'failed' | 'unknown';
  wamid: string | null;
  error_class: string | null;
  error_code: number | null;
  /** How far the error reaches; null when Meta did not refuse. */
  error_scope: ErrorScope | null;
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

/** The claim that a result belongs to. */
export interface Claim {
  message_id: string;
  attempts: number;
  /** The attempts that count against the message. */
  tries: number;
}

/**
 * Turns what Meta did with a message into what is recorded of it. Transient and delayed refusals are tried again while
 * and when the table of functions/whatsapp says; an account's refusal keeps the message and pauses the number, one of the
 * number's rate lets it rest (both in SQL); without a connection to Meta a message waits as long as it takes.
 */
export function resultOf(
  { message_id, attempts: attempt, tries }: Claim,
  outcome: SendOutcome,
  random: () => number = Math.random,
): SendResult {
  const empty = {
    message_id,
    attempt,
    wamid: null,
    error_class: null,
    error_code: null,
    error_scope: null,
    error_message: null,
    retry_after: null,
  };
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...empty,
        outcome: outcome.message_status === 'held_for_quality_assessment' ? 'held' : 'accepted',
        wamid: outcome.wamid,
      };
    case 'unknown':
      return { ...empty, outcome: 'unknown', error_class: 'unknown', error_message: outcome.reason };
    case 'not_sent':
      return {
        ...empty,
        outcome: 'retry',
        error_class: 'not_sent',
        error_message: outcome.reason,
        retry_after: backoffSeconds(attempt, random),
      };
    case 'rejected': {
      const { error } = outcome;
      const described = {
        ...empty,
        error_class: error.class,
        error_code: int4OrNull(error.code),
        error_scope: error.scope,
        error_message: cleanText(error.details ?? error.message),
      };
      const delay = retryDelaySeconds(error, tries, random());
      if (error.class === 'account') {
        return { ...described, outcome: 'retry', retry_after: delay ?? backoffSeconds(attempt, random) };
      }
      return delay === null
        ? { ...described, outcome: 'failed' }
        : { ...described, outcome: 'retry', retry_after: delay };
    }
  }
}

/** The result of a message that could not even be put together: nothing was sent, and trying again would not help. */
export function resultOfBrokenMessage({ message_id, attempts: attempt }: Claim, error: unknown): SendResult {
  return {
    message_id,
    attempt,
    outcome: 'failed',
    wamid: null,
    error_class: 'permanent',
    error_code: null,
    error_scope: null,
    error_message: error instanceof EnvelopeError ? error.slug : 'message_malformed',
    retry_after: null,
  };
}

/** Codes come from outside; one that no integer column takes must not hold back the results of other messages. */
function int4OrNull(code: number): number | null {
  return Number.isInteger(code) && Math.abs(code) < 2 ** 31 ? code : null;
}
