import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { request } from 'undici';
import { z } from 'zod';

/** Buckets that the migrations make. */
export type BucketName = 'media' | 'imports' | 'exports';

/** A refusal of Storage or Auth, or an answer that never came. */
export class StorageFailure extends Error {
  /** Storage's code, e.g. NoSuchKey, EntityTooLarge; `unreachable` without an answer. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string, cause?: unknown) {
    super(`Storage: ${message}`, { cause });
    this.name = 'StorageFailure';
    this.code = code;
    this.status = status;
  }
}

/**
 * The content of an answer, and an error when it ends before its announced length. Taking it through a stream of our own also
 * holds it: fetch cancels a body nobody reads yet once its Response is garbage, which then looks like an empty file.
 */
function wholeContent(response: Response): ReadableStream<Uint8Array> {
  const announced = response.headers.get('content-length');
  let length = 0;
  const checked = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      length += bytes.length;
      controller.enqueue(bytes);
    },
    flush() {
      if (announced !== null && length !== Number(announced))
        throw new StorageFailure('incomplete', 0, `${length} of ${announced} bytes came`);
    },
  });
  return (response.body ?? new Blob([]).stream()).pipeThrough(checked);
}

/** What is uploaded: bytes, a stream, or the path of a file, which alone can be sent twice. */
export type UploadBody = ReadableStream<Uint8Array> | Uint8Array | string;

const session = z.object({ access_token: z.string(), expires_in: z.number() });
const refusal = z.object({
  statusCode: z.union([z.string(), z.number()]).optional(),
  code: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});

/** A token is renewed this long before it ends. */
const MARGIN_MS = 60_000;
/** An answer must begin within this time; a transfer may take as long as it takes. */
const ANSWER_MS = 60_000;

/**
 * Storage as the worker uses it: an ordinary user of Auth who is named in private.service_users, so that policies and not a
 * key decide. Contents are streamed: memory does not grow with a file.
 * @param deps.url address of the Supabase project
 * @param deps.key its publishable key
 */
export function createStorage(deps: {
  url: string;
  key: string;
  email: string;
  password: string;
  fetch?: typeof fetch;
  now?: () => number;
}) {
  const { key, email, password, now = Date.now } = deps;
  const send = deps.fetch ?? fetch;
  const base = deps.url.replace(/\/+$/, '');
  let signedIn: { token: string; until: number } | undefined;
  let signingIn: Promise<string> | undefined;

  async function signIn(): Promise<string> {
    const response = await reach(`${base}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey: key, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!response.ok) throw await failureOf(response);
    const { access_token, expires_in } = session.parse(await response.json());
    signedIn = { token: access_token, until: now() + expires_in * 1000 - MARGIN_MS };
    return access_token;
  }

  /** The current token; many who need a new one wait for one sign-in. */
  function token(): Promise<string> {
    if (signedIn && signedIn.until > now()) return Promise.resolve(signedIn.token);
    signingIn ??= signIn().finally(() => {
      signingIn = undefined;
    });
    return signingIn;
  }

  async function reach(url: string, init: RequestInit & { duplex?: 'half' }): Promise<Response> {
    const patience = new AbortController();
    // A streamed body is sent for as long as it takes; everything else is answered soon.
    const timer = init.duplex ? undefined : setTimeout(() => patience.abort(), ANSWER_MS);
    try {
      return init.body instanceof ReadableStream
        ? await sendStream(url, init.headers as Record<string, string>, init.body)
        : await send(url, { ...init, signal: patience.signal });
    } catch (error) {
      throw new StorageFailure('unreachable', 0, 'no answer', error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Calls Storage as the worker's user; a token that was withdrawn meanwhile is replaced once, where the body allows it. */
  async function call(
    path: string,
    init: () => RequestInit & { duplex?: 'half' },
    again = true,
  ): Promise<Response> {
    const used = await token();
    const request = init();
    const response = await reach(`${base}/storage/v1/${path}`, {
      ...request,
      headers: {
        apikey: key,
        authorization: `Bearer ${used}`,
        ...(request.headers as Record<string, string>),
      },
    });
    if (response.ok) return response;
    const failure = await failureOf(response);
    if (again && (failure.code === 'InvalidJWT' || response.status === 401)) {
      if (signedIn?.token === used) signedIn = undefined;
      return call(path, init, false);
    }
    throw failure;
  }

  return {
    /** The content of an object, from a byte on. @throws StorageFailure NoSuchKey when there is none */
    async download(bucket: BucketName, path: string, from = 0): Promise<ReadableStream<Uint8Array>> {
      const response = await call(`object/${bucket}/${encodePath(path)}`, () => ({
        method: 'GET',
        ...(from > 0 && { headers: { range: `bytes=${from}-` } }),
      }));
      return wholeContent(response);
    },

    /**
     * Stores an object under a name, in place of what was there: doing it twice leaves the same.
     * @throws StorageFailure EntityTooLarge | InvalidMimeType by the bucket's limits
     */
    async upload(bucket: BucketName, path: string, body: UploadBody, contentType: string): Promise<void> {
      const length = typeof body === 'string' ? (await stat(body)).size : undefined;
      const headers = {
        'content-type': contentType,
        'x-upsert': 'true',
        ...(length === undefined ? {} : { 'content-length': String(length) }),
      };
      const canRepeat = typeof body === 'string' || body instanceof Uint8Array;
      const response = await call(
        `object/${bucket}/${encodePath(path)}`,
        () => ({ method: 'POST', headers, ...bodyOf(body) }),
        canRepeat,
      );
      await response.arrayBuffer();
    },

    /** Removes objects; those that are not there are passed over. */
    async remove(bucket: BucketName, paths: string[]): Promise<void> {
      for (let i = 0; i < paths.length; i += 1000) {
        const prefixes = paths.slice(i, i + 1000);
        const response = await call(`object/${bucket}`, () => ({
          method: 'DELETE',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ prefixes }),
        }));
        await response.arrayBuffer();
      }
    },
  };
}

export type Storage = ReturnType<typeof createStorage>;

/**
 * Posts a stream as it comes. Not with fetch, which keeps a copy of the whole stream in case of a redirect: measured, an upload of
 * 400 MB left 426 MB in memory, and none this way.
 */
async function sendStream(
  url: string,
  headers: Record<string, string>,
  stream: ReadableStream<Uint8Array>,
): Promise<Response> {
  // A cast: the web and the node declarations of ReadableStream differ in name only.
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers,
    body: Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]),
  });
  return new Response(await body.text(), { status: statusCode });
}

function bodyOf(body: UploadBody): { body: BodyInit; duplex?: 'half' } {
  if (body instanceof Uint8Array) return { body: body as Uint8Array<ArrayBuffer> };
  if (typeof body !== 'string') return { body, duplex: 'half' };
  // A cast: the web and the node declarations of ReadableStream differ in name only.
  return { body: Readable.toWeb(createReadStream(body)) as ReadableStream<Uint8Array>, duplex: 'half' };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

async function failureOf(response: Response): Promise<StorageFailure> {
  const body = refusal.safeParse(await response.json().catch(() => null)).data ?? {};
  const status = Number(body.statusCode ?? response.status);
  return new StorageFailure(
    body.code ?? body.error ?? String(status),
    status,
    body.message ?? `status ${status}`,
  );
}

/** Storage as a program's environment describes it; null when it says nothing of it. */
export function storageOf(environment: {
  SUPABASE_URL?: string | undefined;
  SUPABASE_PUBLISHABLE_KEYS?: Record<string, string> | undefined;
  WORKER_EMAIL?: string | undefined;
  WORKER_PASSWORD?: string | undefined;
}): Storage | null {
  const { SUPABASE_URL: url, WORKER_EMAIL: email, WORKER_PASSWORD: password } = environment;
  const key = environment.SUPABASE_PUBLISHABLE_KEYS?.default;
  return url && key && email && password ? createStorage({ url, key, email, password }) : null;
}
