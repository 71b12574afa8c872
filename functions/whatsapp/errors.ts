import { type ErrorRule, errorRanges, errorRules } from './error-table.ts';

/** What to do with the message that got an error. */
export type ErrorClass =
  /** send the same message again after a back-off */
  | 'transient'
  /** send again only much later, or once a condition has changed */
  | 'delay'
  /** this message can never be sent as it is */
  | 'permanent'
  /** the sender is not able to send: stop it (see scope) and tell a person */
  | 'account'
  /** this person can not or must not be written to */
  | 'recipient';

/** How far the condition reaches: what else will fail with the same error until it is over. */
export type ErrorScope = 'message' | 'recipient' | 'pair' | 'number' | 'waba' | 'app' | 'template';

/** An error of Meta, classified. */
export interface GraphError {
  code: number;
  class: ErrorClass;
  scope: ErrorScope;
  /** Meta's words, for operators; not shown to a recipient and not to be branched on. */
  message: string;
  /** `error_data.details`, else null. */
  details: string | null;
  /** Seconds before the next attempt; null when waiting does not help. */
  retry_after_s: number | null;
  /** Attempts in all, the first included. 1 = never send again. */
  max_attempts: number;
  /** False when the code is in no table: class and scope are then a cautious default. */
  known: boolean;
  fbtrace_id: string | null;
}

/** The part of a rule that does not depend on one error's words. */
export type Classification = Pick<GraphError, 'class' | 'scope' | 'retry_after_s' | 'max_attempts' | 'known'>;

const byCode = new Map<number, ErrorRule>(errorRules.map((rule) => [rule.code, rule]));

/** Attempts that a class is worth when the table does not say. */
const attemptsOf: Record<ErrorClass, number> = {
  transient: 6,
  delay: 3,
  permanent: 1,
  account: 1,
  recipient: 1,
};

/**
 * Classifies a code wherever it was seen: in an answer, a failed status or `value.errors`.
 * An unknown code is permanent for its message: sending again without knowing why it failed is what Meta
 * penalises (facts §4.3), and a wrong "account" would stop a healthy sender.
 */
export function classifyErrorCode(code: number): Classification {
  const rule = byCode.get(code) ?? errorRanges.find(({ from, to }) => code >= from && code <= to);
  if (!rule) {
    return { class: 'permanent', scope: 'message', retry_after_s: null, max_attempts: 1, known: false };
  }
  return {
    class: rule.class,
    scope: rule.scope,
    retry_after_s: rule.retry_after_s ?? null,
    max_attempts: rule.max_attempts ?? attemptsOf[rule.class],
    known: true,
  };
}

/**
 * Reads and classifies the error of a Graph answer, or null when the body holds no well-formed Graph error.
 * Branches on `code` only: titles and messages are going away, `error_subcode` is not sent (Meta, Error codes page).
 * @param body the parsed JSON body
 */
export function classifyGraphError(httpStatus: number, body: unknown): GraphError | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) {
    return null;
  }
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'number') {
    return null;
  }
  const fields: Record<string, unknown> = { ...error };
  const data = fields.error_data;
  const details = typeof data === 'object' && data !== null && 'details' in data ? data.details : null;
  return {
    code: error.code,
    ...forUnknown(classifyErrorCode(error.code), httpStatus, fields.is_transient === true),
    message: typeof fields.message === 'string' ? fields.message : '',
    details: typeof details === 'string' ? details : null,
    fbtrace_id: typeof fields.fbtrace_id === 'string' ? fields.fbtrace_id : null,
  };
}

/** A code we do not know is judged by the generic hints that Graph adds. */
function forUnknown(found: Classification, httpStatus: number, isTransient: boolean): Classification {
  if (found.known) {
    return found;
  }
  if (isTransient || httpStatus === 429) {
    return { ...found, class: 'transient', retry_after_s: 10, max_attempts: 3 };
  }
  if (httpStatus === 401) {
    return { ...found, class: 'account', scope: 'number' };
  }
  return found;
}

/** The number, its account or our app is the cause, not this message: it waits as long as that lasts, at no cost to itself. */
export function isElsewhere({ class: kind, scope }: Classification): boolean {
  const isShared = scope === 'number' || scope === 'waba' || scope === 'app';
  return kind === 'account' || ((kind === 'transient' || kind === 'delay') && isShared);
}

/**
 * Seconds to wait before the next attempt, or null when there must be none.
 * Transient errors back off by the factor 2; the pair limit by 4, as Meta asks (4^X s). What others cause keeps its
 * first wait: there the number rests, longer each time. Up to half is added at random, never taken off, so that
 * messages that failed together do not come back together and none comes before Meta allows it.
 * @param attempt attempts made so far that count against the message, from 1
 * @param random a number in [0, 1)
 */
export function retryDelaySeconds(error: Classification, attempt: number, random: number): number | null {
  const isFree = isElsewhere(error);
  if (error.retry_after_s === null || (!isFree && attempt >= error.max_attempts)) {
    return null;
  }
  const factor = isFree || error.class === 'delay' ? 1 : error.scope === 'pair' ? 4 : 2;
  const delay = error.retry_after_s * factor ** (attempt - 1);
  return Math.round(delay * (1 + random / 2) * 1000) / 1000;
}
