/** One HTTP request to Graph. */
export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  /** A stream is sent as it comes; its length is in the headers. */
  body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Longest wait for the whole answer, in milliseconds. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Its answer. `body` may be left as bytes. */
export interface GraphResponse {
  status: number;
  headers?: Record<string, string | string[] | undefined>;
  body: string | Uint8Array;
}

/**
 * Sends a request. It rejects when there is no complete answer; `classifyTransportError` then tells whether the
 * request can have reached Meta. It must not follow redirects: the token would travel along.
 */
export type GraphTransport = (request: GraphRequest) => Promise<GraphResponse>;

/** Failures of looking up, connecting or TLS: they come before the first byte of the request. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EMFILE',
  'ENFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What a failed request leaves behind. */
export interface TransportFailure {
  kind: 'not_sent' | 'unknown';
  /** A short stable word for logs and rows: an error code, `timeout` or `no_response`. */
  reason: string;
}

/**
 * Decides whether a request that got no answer can have reached Meta. Only proof that it did not makes it
 * `not_sent`; every doubt is `unknown`, because sending twice is worse than waiting for a status.
 */
export function classifyTransportError(error: unknown): TransportFailure {
  const found = causesOf(error);
  const codes = found.flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
  const proof = found.find(failedBeforeSending);
  if (proof) {
    return { kind: 'not_sent', reason: typeof proof.code === 'string' ? proof.code : 'connect_failed' };
  }
  if (found.some(({ name }) => name === 'TimeoutError' || name === 'AbortError')) {
    return { kind: 'unknown', reason: 'timeout' };
  }
  return { kind: 'unknown', reason: codes[0] ?? 'no_response' };
}

interface Cause {
  name: string;
  message: string;
  code?: unknown;
  syscall?: unknown;
  errors?: unknown;
}

function failedBeforeSending(cause: Cause): boolean {
  if (Array.isArray(cause.errors) && cause.errors.length > 0) {
    // Several addresses were tried at once: all must have failed to connect.
    return cause.errors.every((one) => causesOf(one).some(failedBeforeSending));
  }
  return (
    (typeof cause.code === 'string' && beforeSending.has(cause.code)) ||
    cause.syscall === 'connect' ||
    cause.syscall === 'getaddrinfo' ||
    // Deno's fetch gives no code; hyper names the phase: "client error (Connect): …".
    cause.message.includes('client error (Connect)')
  );
}

function causesOf(error: unknown): Cause[] {
  const found: Cause[] = [];
  let current = error;
  while (current instanceof Error && found.length < 5) {
    // The cast adds optional properties that Node puts on system errors.
    found.push(current as Cause);
    current = current.cause;
  }
  return found;
}

/** The transport over `fetch`, for edge functions. The worker brings its own with a connection pool. */
export function createFetchTransport(fetchImplementation: typeof fetch = fetch): GraphTransport {
  return async function send({ method, url, headers, body, timeoutMs = 30_000, signal }) {
    const timeout = AbortSignal.timeout(timeoutMs);
    // The declarations of fetch in lib.dom do not know `duplex` yet, which a streamed body needs.
    const init: RequestInit & { duplex: 'half' } = {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      duplex: 'half',
    };
    const response = await fetchImplementation(url, init);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
}
