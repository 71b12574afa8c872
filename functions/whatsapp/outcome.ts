import { fromUtf8 } from '../core/encoding.ts';
import { classifyGraphError, type GraphError } from './errors.ts';
import type { GraphResponse } from './transport.ts';

/** Graph refused: a well-formed error with a 4xx. Nothing was done. */
export interface Rejected {
  kind: 'rejected';
  http_status: number;
  error: GraphError;
}

/** It may or may not have been done: never repeat a send on this without evidence. */
export interface Unknown {
  kind: 'unknown';
  reason: string;
  /** What Graph said, when it said something with a 5xx. For the log: it proves nothing. */
  error?: GraphError;
}

/** The request did not leave: repeating is safe. */
export interface NotSent {
  kind: 'not_sent';
  reason: string;
}

/** How a send ended. */
export type SendOutcome =
  | {
      kind: 'accepted';
      wamid: string;
      /** Template sends only: accepted, held_for_quality_assessment, paused. */
      message_status: string | null;
      /** Digits as Meta normalised them; null when sent to a BSUID. */
      wa_id: string | null;
      user_id: string | null;
    }
  | Rejected
  | Unknown
  | NotSent;

/** How any other call ended. */
export type GraphOutcome<T> = { kind: 'ok'; value: T } | Rejected | Unknown | NotSent;

/** The parsed body, or undefined when it is not JSON. */
export function parseBody(body: GraphResponse['body']): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : fromUtf8(body));
  } catch {
    return undefined;
  }
}

/**
 * The outcome of an answer that is not a success. 4xx with a well-formed error: rejected. Everything else (5xx,
 * a redirect, a proxy's page) proves nothing: unknown.
 */
export function outcomeOfRefusal(response: GraphResponse, body: unknown): Rejected | Unknown {
  const { status } = response;
  const error = classifyGraphError(status, body);
  if (error && status >= 400 && status < 500) {
    const wait = waitOf(response.headers);
    return {
      kind: 'rejected',
      http_status: status,
      error: wait === null ? error : { ...error, retry_after_s: wait },
    };
  }
  const reason = status >= 200 && status < 300 ? 'broken_body' : `http_${status}`;
  return error ? { kind: 'unknown', reason, error } : { kind: 'unknown', reason };
}

/** The outcome of `POST /messages`. Hand-checked: this runs once a message and needs three fields. */
export function outcomeOfSend(response: GraphResponse): SendOutcome {
  const body = parseBody(response.body);
  if (response.status < 200 || response.status > 299) {
    return outcomeOfRefusal(response, body);
  }
  const message = firstOf(body, 'messages');
  if (typeof message?.id !== 'string' || message.id === '') {
    return outcomeOfRefusal(response, body);
  }
  const contact = firstOf(body, 'contacts');
  return {
    kind: 'accepted',
    wamid: message.id,
    message_status: textOrNull(message.message_status),
    wa_id: textOrNull(contact?.wa_id),
    user_id: textOrNull(contact?.user_id),
  };
}

function firstOf(body: unknown, key: 'messages' | 'contacts'): Record<string, unknown> | null {
  if (typeof body !== 'object' || body === null) {
    return null;
  }
  // The cast only allows to look a key up in what is known to be an object.
  const list = (body as Record<string, unknown>)[key];
  const first: unknown = Array.isArray(list) ? list[0] : null;
  return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * Seconds to wait that Meta states with a refusal: `retry-after`, or `estimated_time_to_regain_access` (minutes) of
 * X-Business-Use-Case-Usage (Graph API, Rate limits).
 */
function waitOf(headers: GraphResponse['headers']): number | null {
  const retryAfter = Number(headers?.['retry-after'] ?? Number.NaN);
  if (Number.isFinite(retryAfter) && retryAfter > 0) {
    return retryAfter;
  }
  const usage = headers?.['x-business-use-case-usage'];
  if (typeof usage !== 'string') {
    return null;
  }
  const minutes = [...usage.matchAll(/"estimated_time_to_regain_access"\s*:\s*(\d+)/g)].map(([, text]) =>
    Number(text),
  );
  const longest = Math.max(0, ...minutes);
  return longest > 0 ? longest * 60 : null;
}
